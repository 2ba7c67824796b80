"""Each decision of the desk as a form: what is asked, and what is then done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.intake.fields import AreaField
from sipks.intake.models import Reliability

from .choices import CATEGORY_CHOICES, FORM_CHOICES, AsideReason, Credibility, Precision
from .models import Incident, Signal
from .services import desk

_SHORT = {"rows": 2, "maxlength": 1000}


class DeskForm(forms.Form):
    """What every decision has: the version that the person saw, and room for a note.

    `slug` is the last part of its address, `key` the key that opens it, `done` what is said after.
    """

    slug: ClassVar[str]
    key: ClassVar[str]
    icon: ClassVar[str]
    name: ClassVar[str | Promise]
    submit: ClassVar[str | Promise]
    done: ClassVar[str | Promise]

    seen = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=1000, widget=forms.Textarea(attrs=_SHORT)
    )

    def __init__(self, incident: Incident, data: Any = None) -> None:
        self.incident = incident
        super().__init__(data, auto_id=f"{self.slug}_%s", initial=self.proposal())
        self.order_fields([name for name in self.fields if name != "note"])

    def proposal(self) -> dict[str, Any]:
        """What the form begins with."""
        return {"seen": self.incident.version}

    @property
    def common(self) -> dict[str, Any]:
        """What every service of the desk takes."""
        said = self.cleaned_data
        return {"incident": self.incident, "seen": said["seen"], "note": said["note"]}

    def act(self) -> object:
        """Do what was decided. Raises `DeskError` or `NotAllowed`."""
        raise NotImplementedError


def _graded(prompt: str | Promise, choices: Iterable[tuple[Any, Any]]) -> Callable[[], list[Any]]:
    """Choices with their letter or number before the label, in the language of the page."""
    grades = list(choices)
    return lambda: [("", prompt), *((value, f"{value} – {label}") for value, label in grades)]


class VerifyForm(DeskForm):
    """It happened; the grade says how sure that is."""

    slug, key, icon = "verifikasi", "v", "circle-check"
    name, submit, done = _("Verifikasi"), _("Verifikasi"), _("Peristiwa terverifikasi.")

    grade_source = forms.ChoiceField(
        label=_("Keandalan sumber"),
        choices=_graded(_("Pilih A–F"), Reliability.choices),
    )
    grade_content = forms.TypedChoiceField(
        label=_("Kebenaran isi"),
        coerce=int,
        choices=_graded(_("Pilih 1–6"), Credibility.choices),
    )

    def proposal(self) -> dict[str, Any]:
        """The grade that it has, else none: it is the verifier's to give."""
        given = {
            "grade_source": self.incident.grade_source,
            "grade_content": self.incident.grade_content,
        }
        return super().proposal() | given

    def act(self) -> object:
        """Verify with the grade."""
        said = self.cleaned_data
        return desk.incident_verify(
            **self.common, grade_source=said["grade_source"], grade_content=said["grade_content"]
        )


class AsideForm(DeskForm):
    """It does not belong here; the reason stays on record."""

    slug, key, icon = "sisihkan", "s", "ban"
    name, submit, done = _("Sisihkan"), _("Sisihkan"), _("Peristiwa dikesampingkan.")

    reason = forms.ChoiceField(
        label=_("Alasan"), choices=[("", _("Pilih satu")), *AsideReason.choices]
    )

    def act(self) -> object:
        """Set aside for the reason."""
        return desk.incident_set_aside(**self.common, reason=self.cleaned_data["reason"])


class PlaceForm(DeskForm):
    """Where it happened."""

    slug, key, icon = "tempat", "p", "map-pin"
    name, submit, done = _("Tempat"), _("Tetapkan tempat"), _("Tempat ditetapkan.")

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

    def act(self) -> object:
        """Set the place, and the point where one was given."""
        said = self.cleaned_data
        point = None if said["lat"] is None else (said["lat"], said["lon"])
        return desk.incident_place_set(**self.common, area=said["place"], point=point)


def _grouped(choices: list[tuple[str, Any]]) -> list[Any]:
    """Categories with those of level 2 under those of level 1."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for code, label in choices:
        groups.setdefault(code[:3], []).append((code, f"{code} {label}"))
    labels = dict(choices)
    return [(labels[code], members) for code, members in groups.items()]


class CategoryForm(DeskForm):
    """What it was about, and what form it took."""

    slug, key, icon = "kategori", "c", "tag"
    name, submit, done = _("Kategori"), _("Tetapkan kategori"), _("Kategori ditetapkan.")

    category = forms.ChoiceField(
        label=_("Kategori"),
        required=False,
        choices=lambda: [("", _("Tidak diketahui")), *_grouped(CATEGORY_CHOICES)],
    )
    form = forms.ChoiceField(
        label=_("Bentuk"), required=False, choices=[("", _("Tidak diketahui")), *FORM_CHOICES]
    )

    def proposal(self) -> dict[str, Any]:
        """What the program proposes."""
        given = {"category": self.incident.category, "form": self.incident.form}
        return super().proposal() | given

    def act(self) -> object:
        """Set category and form."""
        said = self.cleaned_data
        return desk.incident_category_set(
            **self.common, category=said["category"], form=said["form"]
        )


class TimeForm(DeskForm):
    """When it happened: a day, with the hour where it is known, or a longer span."""

    slug, key, icon = "waktu", "t", "clock"
    name, submit, done = _("Waktu"), _("Tetapkan waktu"), _("Waktu ditetapkan.")

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
        if day and not 1900 <= day.year <= 2100:
            self.add_error("day", gettext("Periksa tahunnya."))
        if cleaned.get("precision") == Precision.HOUR and cleaned.get("clock") is None:
            self.add_error("clock", gettext("Isi jamnya, atau pilih ketelitian hari."))
        return cleaned

    def act(self) -> object:
        """Set the span."""
        first, last, precision = self.span()
        return desk.incident_time_set(
            **self.common, happened_from=first, happened_to=last, precision=precision
        )

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


class MergeForm(DeskForm):
    """Others are the same happening."""

    slug, key, icon = "gabung", "m", "git-merge"
    name, submit, done = _("Gabung"), _("Gabung ke sini"), _("Peristiwa digabung.")

    others: forms.ModelMultipleChoiceField[Incident] = forms.ModelMultipleChoiceField(
        None,
        label=_("Peristiwa yang sama"),
        error_messages={"required": _("Pilih peristiwa yang akan digabung.")},
    )

    def __init__(self, incident: Incident, data: Any = None) -> None:
        super().__init__(incident, data)
        seen = Incident.objects.filter(merged_into=None)
        self.fields["others"].queryset = seen  # type: ignore[attr-defined]

    def act(self) -> object:
        """Merge the others into this one."""
        return desk.incident_merge(**self.common, others=list(self.cleaned_data["others"]))


class SplitForm(DeskForm):
    """Some tellings are of another happening."""

    slug, key, icon = "pisah", "x", "git-branch"
    name, submit, done = (
        _("Pisah"),
        _("Pisahkan yang dipilih"),
        _("Dipisah menjadi peristiwa baru."),
    )

    signals: forms.ModelMultipleChoiceField[Signal] = forms.ModelMultipleChoiceField(
        None,
        label=_("Pemberitaan yang dipisah"),
        error_messages={"required": _("Pilih pemberitaan yang akan dipisah.")},
    )

    def __init__(self, incident: Incident, data: Any = None) -> None:
        super().__init__(incident, data)
        told = Signal.objects.filter(incident=incident)
        self.fields["signals"].queryset = told  # type: ignore[attr-defined]

    def act(self) -> object:
        """Take the chosen tellings out into a new incident."""
        return desk.incident_split(**self.common, signals=list(self.cleaned_data["signals"]))


FORMS: dict[str, type[DeskForm]] = {
    form.slug: form
    for form in (
        VerifyForm,
        AsideForm,
        PlaceForm,
        CategoryForm,
        TimeForm,
        MergeForm,
        SplitForm,
    )
}
"""Forms by the last part of their address, in the order of the page."""
