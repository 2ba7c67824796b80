from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why a version is put to work or taken back."""

    reason = forms.CharField(label=_("Alasan"), max_length=500)


class PromoteForm(ReasonForm):
    """Which version is put to work."""

    version = forms.UUIDField(widget=forms.HiddenInput)
