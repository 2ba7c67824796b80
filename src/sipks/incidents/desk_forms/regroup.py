"""What belongs together, and what does not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sipks.incidents.models import Incident, Signal
from sipks.incidents.services import desk

from .base import DeskForm


class MergeForm(DeskForm):
    """Others are the same happening."""

    slug, key, icon = "gabung", "m", "git-merge"
    name, submit, done = _("Gabung"), _("Gabung ke sini"), _("Peristiwa digabung.")
    service = desk.incident_merge

    others: forms.ModelMultipleChoiceField[Incident] = forms.ModelMultipleChoiceField(
        None,
        label=_("Peristiwa yang sama"),
        error_messages={"required": _("Pilih peristiwa yang akan digabung.")},
    )

    def __init__(self, incident: Incident, data: Any = None) -> None:
        super().__init__(incident, data)
        seen = Incident.objects.filter(merged_into=None)
        self.fields["others"].queryset = seen  # type: ignore[attr-defined]


class SplitForm(DeskForm):
    """Some tellings are of another happening."""

    slug, key, icon = "pisah", "x", "git-branch"
    name, submit, done = (
        _("Pisah"),
        _("Pisahkan yang dipilih"),
        _("Dipisah menjadi peristiwa baru."),
    )
    service = desk.incident_split

    signals: forms.ModelMultipleChoiceField[Signal] = forms.ModelMultipleChoiceField(
        None,
        label=_("Pemberitaan yang dipisah"),
        error_messages={"required": _("Pilih pemberitaan yang akan dipisah.")},
    )

    def __init__(self, incident: Incident, data: Any = None) -> None:
        super().__init__(incident, data)
        told = Signal.objects.filter(incident=incident)
        self.fields["signals"].queryset = told  # type: ignore[attr-defined]
