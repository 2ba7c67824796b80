"""What an auditor looks for, as it stands in the address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.audit.words import SUBJECTS, VERBS
from sipks.places.fields import AreaField

TEXT_DAYS = 31  # how far back words are looked for when no day is given


def _choices(labels: dict[str, Any]) -> list[tuple[str, Any]]:
    named = sorted(((code, str(label)) for code, label in labels.items()), key=lambda one: one[1])
    return [("", _("semua")), *named]


class SearchForm(forms.Form):
    """Each field narrows; an empty form asks for the newest entries."""

    who = forms.CharField(label=_("Petugas"), max_length=150, required=False)
    verb = forms.ChoiceField(label=_("Tindakan"), required=False, choices=lambda: _choices(VERBS))
    subject = forms.ChoiceField(
        label=_("Perihal"),
        required=False,
        choices=lambda: _choices({code: one.label for code, one in SUBJECTS.items()}),
    )
    record = forms.UUIDField(label=_("Nomor catatan"), required=False)
    area = AreaField(required=False, help_text="")
    first = forms.DateField(
        label=_("Dari tanggal"), required=False, widget=forms.DateInput({"type": "date"})
    )
    last = forms.DateField(
        label=_("Sampai tanggal"), required=False, widget=forms.DateInput({"type": "date"})
    )
    text = forms.CharField(
        label=_("Kata"), max_length=100, required=False,
        help_text=_("Dicari dalam isi jejak; tanpa tanggal, dalam 31 hari terakhir."),
    )  # fmt: skip

    # Names in the address are words of the screen.
    NAMES = {
        "who": "petugas", "verb": "tindakan", "subject": "perihal", "record": "catatan",
        "area": "wilayah", "first": "dari", "last": "sampai", "text": "kata",
    }  # fmt: skip

    def usual(self) -> list[forms.BoundField]:
        """The fields that are always shown."""
        return [self[name] for name in ("who", "verb", "subject", "area")]

    def rare(self) -> list[forms.BoundField]:
        """The fields that stand behind a fold."""
        return [self[name] for name in ("record", "first", "last", "text")]

    def add_prefix(self, field_name: str) -> str:
        return self.NAMES.get(field_name, field_name)

    def clean(self) -> dict[str, Any]:
        """Words alone are looked for in the last days, so that the cost stays bounded."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("text") and not cleaned.get("first"):
            until = cleaned.get("last") or timezone.localdate()
            cleaned["first"] = until - timedelta(days=TEXT_DAYS)
        return cleaned

    def told(self) -> dict[str, Any]:
        """What was asked for, as the record of the search keeps it."""
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: _plain(value) for name, value in found.items()}


def _plain(value: Any) -> str:
    if isinstance(value, date | UUID | str):
        return str(value)
    return str(value.code)
