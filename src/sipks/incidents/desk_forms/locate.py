"""Where an incident was, and when."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.incidents.choices import Precision
from sipks.incidents.services import desk
from sipks.places.fields import AreaField

from .base import DeskForm


class PlaceForm(DeskForm):
    """Where it happened."""

    slug, key, icon = "tempat", "p", "map-pin"
    name, submit, done = _("Tempat"), _("Tetapkan tempat"), _("Tempat ditetapkan.")
    service = desk.incident_place_set

    place = AreaField(label=_("Di mana"))
    lat = forms.FloatField(label=_("Lintang"), required=False)
    lon = forms.FloatField(label=_("Bujur"), required=False)

    def proposal(self) -> dict[str, Any]:
        """The place that the program proposes."""
        return super().proposal() | {"place": self.incident.area}

    def clean(self) -> dict[str, Any]:
        """A point has both its numbers."""
        cleaned = super().clean() or {}
        if (cleaned.get("lat") is None) != (cleaned.get("lon") is None):
            self.add_error("lat", gettext("Isi lintang dan bujur, atau kosongkan keduanya."))
        return cleaned

    def decision(self) -> dict[str, Any]:
        """The place, and the point where one was given."""
        said = self.cleaned_data
        point = None if said["lat"] is None else (said["lat"], said["lon"])
        return {"area": said["place"], "point": point}


class TimeForm(DeskForm):
    """When it happened: a day, with the hour where it is known, or a longer span."""

    slug, key, icon = "waktu", "t", "clock"
    name, submit, done = _("Waktu"), _("Tetapkan waktu"), _("Waktu ditetapkan.")
    service = desk.incident_time_set

    day = forms.DateField(
        label=_("Tanggal"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    clock = forms.TimeField(
        label=_("Jam"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    until = forms.DateField(
        label=_("Sampai tanggal"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Hanya bila berlangsung lebih dari sehari."),
    )
    precision = forms.ChoiceField(
        label=_("Ketelitian"),
        choices=Precision.choices,
        initial=Precision.DAY,
        help_text=_("Minggu, bulan, atau tahun: bila tanggal tepatnya tidak diketahui."),
    )

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the times are meant."""
        area = self.incident.area
        return ZoneInfo(area.timezone if area else "Asia/Jakarta")

    def proposal(self) -> dict[str, Any]:
        """The time that the program proposes, in the zone of the place."""
        start = self.incident.happened_from.astimezone(self.zone)
        end = self.incident.happened_to.astimezone(self.zone)
        precision = self.incident.precision
        exact, days = precision == Precision.HOUR, precision in (Precision.HOUR, Precision.DAY)
        return super().proposal() | {
            "day": start.date(),
            "clock": start.time() if exact else None,
            "until": end.date() if days and end.date() != start.date() else None,
            "precision": precision,
        }

    def clean(self) -> dict[str, Any]:
        """The hour belongs to precision `hour`, and the last day does not come before the first."""
        cleaned = super().clean() or {}
        day, until = cleaned.get("day"), cleaned.get("until")
        if day and until and until < day:
            self.add_error("until", gettext("Tanggal ini sebelum tanggal mulai."))
        for name, given in (("day", day), ("until", until)):
            if given and not 1900 <= given.year <= 2100:
                self.add_error(name, gettext("Periksa tahunnya."))
        if cleaned.get("precision") == Precision.HOUR and cleaned.get("clock") is None:
            self.add_error("clock", gettext("Isi jamnya, atau pilih ketelitian hari."))
        return cleaned

    def decision(self) -> dict[str, Any]:
        """The span, as precise as it is known."""
        first, last, precision = self.span()
        return {"happened_from": first, "happened_to": last, "precision": precision}

    def span(self) -> tuple[datetime, datetime, str]:
        """First and last moment, and the precision; an hour given makes it exact."""
        said = self.cleaned_data
        precision = said["precision"]
        if said["clock"] is not None and precision in (Precision.HOUR, Precision.DAY):
            start = datetime.combine(said["day"], said["clock"], self.zone)
            end = self._end(said["until"]) if said["until"] else start
            return start, max(start, end), Precision.HOUR
        first, last = _days(said["day"], precision)
        last = said["until"] or last
        return datetime.combine(first, time.min, self.zone), self._end(last), precision

    def _end(self, day: date) -> datetime:
        return datetime.combine(day, time(23, 59, 59), self.zone)


def _days(day: date, precision: str) -> tuple[date, date]:
    """The week, month or year around a day; else the day itself."""
    if precision == Precision.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if precision == Precision.MONTH:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return day.replace(day=1), following - timedelta(days=1)
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day, day
