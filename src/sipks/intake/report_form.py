from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.places.fields import AreaField
from sipks.reading.taxonomy import CATEGORIES


def _textarea(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def _unkept() -> forms.TextInput:
    """A text field that the browser neither fills nor keeps."""
    return forms.TextInput(attrs={"autocomplete": "off"})


class ReportForm(forms.Form):
    """The short report of an event: what, where, when, who tells, what was done (5W1H)."""

    KNOWN_BY = [
        ("", _("Pilih satu")),
        ("sendiri", _("Saya melihat atau mengalami sendiri")),
        ("saksi", _("Diberi tahu orang yang melihat")),
        ("kabar", _("Mendengar dari orang lain")),
        ("daring", _("Pesan atau media sosial")),
        ("berita", _("Berita")),
    ]

    # What is told of a person, by the column that it belongs under seal in.
    PERSONS = [
        ("", _("Pilih satu")),
        ("victim_identity", _("Identitas korban atau saksi")),
        ("child_identity", _("Identitas anak")),
        ("health_data", _("Kesehatan seseorang")),
        ("sara_identity", _("Suku, agama, atau ras seseorang")),
    ]

    what = forms.CharField(
        label=_("Apa yang terjadi?"),
        max_length=8000,
        widget=_textarea(5),
        help_text=_("Ceritakan kejadiannya. Jangan menulis NIK atau nomor telepon orang."),
    )
    place = AreaField(
        label=_("Di mana?"), help_text=_("Desa, kecamatan, atau kabupaten/kota; nama atau kode.")
    )
    spot = forms.CharField(
        label=_("Patokan tempat"),
        max_length=200,
        required=False,
        help_text=_("Misalnya: depan Pasar Terong."),
    )
    lat = forms.FloatField(label=_("Lintang"), required=False, min_value=-12, max_value=7)
    lon = forms.FloatField(label=_("Bujur"), required=False, min_value=94, max_value=142)
    day = forms.DateField(
        label=_("Tanggal kejadian"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    clock = forms.TimeField(
        label=_("Jam"),
        required=False,
        help_text=_("Kosongkan bila tidak tahu."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    parties = forms.CharField(
        label=_("Siapa yang terlibat?"),
        max_length=300,
        required=False,
        help_text=_("Kelompok atau pihak, bukan nama orang."),
    )
    why = forms.CharField(
        label=_("Mengapa dan bagaimana?"), max_length=2000, required=False, widget=_textarea(3)
    )
    category = forms.ChoiceField(label=_("Kategori"), required=False)
    known_by = forms.ChoiceField(label=_("Dari mana Anda tahu?"), choices=KNOWN_BY)
    action = forms.CharField(
        label=_("Tindakan yang sudah diambil"),
        max_length=2000,
        required=False,
        widget=_textarea(2),
    )
    advice = forms.CharField(label=_("Saran"), max_length=2000, required=False, widget=_textarea(2))
    informant = forms.CharField(
        label=_("Nama pelapor atau informan"), max_length=200, required=False, widget=_unkept()
    )
    informant_contact = forms.CharField(
        label=_("Cara menghubunginya"),
        max_length=300,
        required=False,
        help_text=_("Nomor telepon, alamat, atau perantara."),
        widget=_unkept(),
    )
    person_kind = forms.ChoiceField(
        label=_("Data orang yang terdampak"), choices=PERSONS, required=False
    )
    person = forms.CharField(
        label=_("Isi data orang itu"),
        max_length=1500,
        required=False,
        widget=_textarea(2, autocomplete="off"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level_1 = [(code, gettext(label)) for code, label in CATEGORIES.items() if "-" not in code]
        self.fields["category"].choices = [("", gettext("Tidak tahu")), *level_1]  # type: ignore[attr-defined]
        self.fields["day"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_day(self) -> date:
        """An event lies in the past, and within living memory."""
        day: date = self.cleaned_data["day"]
        # Jayapura is two hours ahead of Jakarta: its today may be tomorrow here.
        if day > timezone.localdate() + timedelta(days=1):
            raise ValidationError(gettext("Tanggal ini belum terjadi."))
        if day.year < 2000:
            raise ValidationError(gettext("Tanggal ini terlalu lama; periksa tahunnya."))
        return day

    def clean(self) -> dict[str, Any]:
        """A point has both its numbers, and what is told of a person its kind."""
        cleaned = super().clean() or {}
        if cleaned.get("person") and not cleaned.get("person_kind"):
            self.add_error("person_kind", gettext("Pilih jenis data orang ini."))
        if (cleaned.get("lat") is None) != (cleaned.get("lon") is None):
            self.add_error("lat", gettext("Isi lintang dan bujur, atau kosongkan keduanya."))
        return cleaned

    def as_report(self) -> dict[str, Any]:
        """What the service of reports takes."""
        said = dict(self.cleaned_data)
        moment, exact = self.happened()
        labels = dict(self.KNOWN_BY)
        return {
            "area": said["place"],
            "happened_at": moment,
            "exact": exact,
            "what": said["what"],
            "point": None if said["lat"] is None else (said["lat"], said["lon"]),
            "details": {
                "spot": said["spot"],
                "parties": said["parties"],
                "why": said["why"],
                "category": said["category"],
                "known_by": str(labels[said["known_by"]]),
                "action": said["action"],
                "advice": said["advice"],
            },
            "sealed": {
                "informant": said["informant"],
                "informant_contact": said["informant_contact"],
                said["person_kind"]: said["person"],
            },
        }

    def happened(self) -> tuple[datetime, bool]:
        """When it happened, in the zone of the place, and whether the hour is known."""
        said = self.cleaned_data
        zone = ZoneInfo(said["place"].timezone)
        clock: time | None = said["clock"]
        return datetime.combine(said["day"], clock or time(12), zone), clock is not None
