from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.places.models import Area

from .choices import Channel, DataKind, Outcome, RequestKind
from .models import Agreement, SubjectRequest
from .retention.rules import RULES
from .rights import grounds

_FORMAT = "%Y-%m-%dT%H:%M"

if TYPE_CHECKING:
    AgreementFields = forms.ModelForm[Agreement]
else:
    AgreementFields = forms.ModelForm  # generic for the type checker only


def offices() -> dict[str, Area]:
    """Areas whose data protection the actor handles, by code."""
    codes = {grant.area_code for grant in current_actor().grants if grant.carries(Act.PRIVACY)}
    found = Area.objects.filter(code__in=codes, valid_to=None).order_by("code")
    return {area.code: area for area in found}


class OfficeForm(forms.Form):
    """A matter of one of the actor's offices; its moments are told by the clock there."""

    office = forms.ChoiceField(label=_("Kantor"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = offices()
        choices = [(code, area.name) for code, area in self.offices.items()]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]

    def area(self) -> Area:
        """The office chosen."""
        return self.offices[self.cleaned_data["office"]]

    def there(self, moment: datetime | None) -> datetime | None:
        """A moment as it was typed, by the clock of the office."""
        office = self.offices.get(self.cleaned_data.get("office", ""))
        if moment is None or office is None:
            return moment
        typed = timezone.make_naive(moment).replace(tzinfo=ZoneInfo(office.timezone))
        if typed > timezone.now():
            raise ValidationError(gettext("Waktu ini belum terjadi."))
        return typed


def moment_field(label: Any, help_text: Any, *, required: bool = True) -> forms.DateTimeField:
    """A day and time as a browser's own control."""
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=[_FORMAT, "%d/%m/%Y %H.%M", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT),
    )


class RequestNew(OfficeForm):
    """A request as it came."""

    kind = forms.ChoiceField(label=_("Yang diminta"), choices=RequestKind.choices)
    channel = forms.ChoiceField(label=_("Datang lewat"), choices=Channel.choices)
    received_at = moment_field(
        _("Diterima kantor"), _("Menurut jam kantor itu. Sejak saat ini tenggat berjalan.")
    )
    applicant = forms.CharField(
        label=_("Nama pemohon"),
        max_length=150,
        help_text=_("Disimpan tersegel; hanya petugas pelindungan data yang dapat membacanya."),
    )
    contact = forms.CharField(label=_("Alamat untuk menjawab"), max_length=300)
    about = forms.CharField(
        label=_("Isi permohonan"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Seperlunya saja. Jangan salin NIK atau foto KTP ke sini."),
    )

    def clean_received_at(self) -> datetime | None:
        """By the clock of the office."""
        return self.there(self.cleaned_data["received_at"])


class RequestStepForm(forms.Form):
    """One step in a request."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verb = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Catatan dan alasan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecideForm(RequestStepForm):
    """The decision on a request, with its ground and the words of the reply."""

    outcome = forms.ChoiceField(label=_("Putusan"), choices=[("", _("Pilih")), *Outcome.choices])
    note = forms.CharField(
        label=_("Alasan putusan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    ground = forms.ChoiceField(
        label=_("Dasar pengecualian"),
        required=False,
        help_text=_("Hanya untuk penolakan, seluruhnya atau sebagian."),
    )
    reply = forms.CharField(
        label=_("Isi jawaban kepada pemohon"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Masuk ke dalam surat. Disimpan tersegel."),
    )

    field_order = ["outcome", "ground", "note", "reply"]

    def __init__(self, *args: Any, request: SubjectRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tidak ada")), *grounds(request.kind).items()]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """What the applicant says is his. Sent, used once, not kept."""

    handle = forms.CharField(label=_("Nama akun"), required=False, max_length=100)
    phone = forms.CharField(label=_("Nomor telepon"), required=False, max_length=30)
    nik = forms.CharField(label=_("NIK"), required=False, max_length=24)
    email = forms.EmailField(label=_("Surel"), required=False)
    name = forms.CharField(label=_("Nama lengkap"), required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        """At least one, and none so short that it would find everybody."""
        given = super().clean() or self.cleaned_data
        if not any(given.values()):
            raise ValidationError(gettext("Isi sedikitnya satu."))
        for name, least in (("phone", 8), ("nik", 16), ("name", 5), ("handle", 3)):
            text = given.get(name) or ""
            size = len([char for char in text if char.isdigit()]) if least >= 8 else len(text)
            if text and size < least:
                self.add_error(name, gettext("Terlalu pendek untuk dicari."))
        return given


class BreachFields(OfficeForm):
    """What is known of a failure."""

    title = forms.CharField(label=_("Judul singkat"), max_length=200)
    known_at = moment_field(
        _("Diketahui kantor"), _("Menurut jam kantor itu. Sejak saat ini tenggat berjalan.")
    )
    happened_at = moment_field(_("Terjadi"), _("Bila diketahui."), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Data yang terkena"),
        choices=DataKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    subjects = forms.IntegerField(
        label=_("Jumlah orang"),
        required=False,
        min_value=0,
        help_text=_("Kosongkan bila belum diketahui; itu bukan nol."),
    )
    what = forms.CharField(
        label=_("Apa yang terjadi"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Tanpa nama dan nomor orang yang terkena."),
    )
    effects = forms.CharField(
        label=_("Akibat yang mungkin"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    measures = forms.CharField(
        label=_("Upaya penanganan dan pemulihan"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_known_at(self) -> datetime | None:
        """By the clock of the office."""
        return self.there(self.cleaned_data["known_at"])

    def clean_happened_at(self) -> datetime | None:
        """By the clock of the office."""
        return self.there(self.cleaned_data["happened_at"])


class BreachAmend(forms.Form):
    """What is known by now."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kinds = BreachFields.base_fields["kinds"]
    subjects = BreachFields.base_fields["subjects"]
    what = BreachFields.base_fields["what"]
    effects = BreachFields.base_fields["effects"]
    measures = BreachFields.base_fields["measures"]


class BreachStepForm(forms.Form):
    """One step in a breach."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verb = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Apa yang dilakukan dan alasannya"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ground = forms.CharField(
        label=_("Dasar pengecualian"),
        required=False,
        max_length=500,
        help_text=_("Bila ditutup tanpa salah satu pemberitahuan: sebut pasalnya."),
    )


class AgreementForm(AgreementFields):
    """An agreement with a partner office."""

    office = forms.ChoiceField(label=_("Kantor"))

    class Meta:
        model = Agreement
        fields = ["partner", "kind", "purpose", "duties", "number", "signed_on", "until", "kept_at"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "duties": forms.Textarea(attrs={"rows": 3}),
            "signed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    field_order = ["office"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = offices()
        choices = [(code, area.name) for code, area in self.offices.items()]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]

    def area(self) -> Area:
        """The office chosen."""
        return self.offices[self.cleaned_data["office"]]


class TermForm(forms.Form):
    """Another term for one kind, from a day on."""

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=lambda: [(rule.kind, rule.what) for rule in RULES]
    )
    days = forms.IntegerField(label=_("Hari"), min_value=1)
    valid_from = forms.DateField(
        label=_("Berlaku mulai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    basis = forms.CharField(label=_("Dasar hukum"), max_length=300)
