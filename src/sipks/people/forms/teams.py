from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.people.models import SubTeam, TeamPosition
from sipks.people.services.teams import Seat

from .offices import DateInput

BLANK = 6  # empty lines below the last member


class DecreeForm(forms.Form):
    """A decree of the head of region."""

    number = forms.CharField(label=_("Nomor SK"), max_length=100)
    decreed_on = forms.DateField(label=_("Tanggal SK"), widget=DateInput())
    year = forms.IntegerField(label=_("Tahun"), min_value=2012, localize=False)
    valid_to = forms.DateField(
        label=_("Berlaku sampai"),
        widget=DateInput(),
        required=False,
        help_text=_("Kosong: sampai 31 Desember tahun itu."),
    )
    file = forms.FileField(
        label=_("Salinan SK"),
        required=False,
        help_text=_("PDF, paling besar 10 MB."),
        widget=forms.FileInput({"accept": "application/pdf"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["year"].initial = today.year + (today.month == 12)
        self.fields["year"].widget.attrs["max"] = today.year + 1


class SeatForm(forms.Form):
    """One line of the list of members; a line left empty is no member."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    agency = forms.CharField(label=_("Instansi"), max_length=150)
    post = forms.CharField(label=_("Jabatan"), max_length=150)
    position = forms.ChoiceField(
        label=_("Kedudukan"), choices=TeamPosition.choices, initial=TeamPosition.MEMBER
    )
    subteam = forms.ChoiceField(
        label=_("Subtim"), choices=[("", "–"), *SubTeam.choices], required=False
    )


if TYPE_CHECKING:
    Lines = forms.BaseFormSet[SeatForm]
else:
    Lines = forms.BaseFormSet  # generic for the type checker only


class BaseSeats(Lines):
    """The lines, in their order."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """The box that strikes a line out says what it does."""
        super().add_fields(form, index)  # type: ignore[arg-type]
        form.fields["DELETE"].label = _("Keluarkan dari tim")

    def seats(self) -> list[Seat]:
        """The lines that are filled in and not struck out."""
        return [
            Seat(*(form.cleaned_data[name] for name in Seat._fields))
            for form in self.forms
            if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")
        ]


SeatSet = cast(
    "type[BaseSeats]",
    forms.formset_factory(SeatForm, formset=BaseSeats, extra=BLANK, can_delete=True, max_num=200),
)
