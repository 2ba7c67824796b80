from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.places.models import Area

from .models import User
from .scope import Scoped
from .services.share_checks import last_day
from .sharing import offices_near, recipient_get


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


class TermForm(forms.Form):
    """Until when, and why: what every share needs."""

    until = forms.DateField(label=_("Hari terakhir"), widget=forms.DateInput({"type": "date"}))
    reason = forms.CharField(
        label=_("Mengapa penerima memerlukannya"),
        max_length=500,
        help_text=_("Tanpa nama orang dan tanpa isi catatan; tersimpan dalam jejak."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = {"min": _day(timezone.localdate()), "max": _day(last_day())}
        self.fields["until"].widget.attrs.update(limits)

    @property
    def term(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in ("until", "reason")}


class AreaShareForm(TermForm):
    """With the office of a neighbouring area."""

    area = forms.ChoiceField(label=_("Kantor Kesbangpol"))
    field_order = ("area", "until", "reason")

    def __init__(self, record: Scoped, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = offices_near(record)
        self._areas = {area.code: area for some in groups.values() for area in some}
        choices = [
            (heading, [(area.code, area.name) for area in some]) for heading, some in groups.items()
        ]
        cast(forms.ChoiceField, self.fields["area"]).choices = [("", _("Pilih")), *choices]

    def clean_area(self) -> Area:
        """The area chosen."""
        return self._areas[self.cleaned_data["area"]]


class PersonShareForm(TermForm):
    """With one officer, found by name before."""

    user = forms.UUIDField(widget=forms.HiddenInput)

    def clean_user(self) -> User:
        """The officer chosen."""
        if (user := recipient_get(self.cleaned_data["user"])) is None:
            raise forms.ValidationError(_("Pilih petugas dari hasil pencarian."))
        return user
