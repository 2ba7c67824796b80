from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sipks.incidents.models import Incident

_SHORT = {"rows": 2, "maxlength": 1000}


class DeskForm(forms.Form):
    """What every decision has: the version that the person saw, and room for a note.

    `slug` is the last part of its address, `key` the key that opens it, `done` what is said after;
    `service` does what was decided.
    """

    slug: ClassVar[str]
    key: ClassVar[str]
    icon: ClassVar[str]
    name: ClassVar[str | Promise]
    submit: ClassVar[str | Promise]
    done: ClassVar[str | Promise]
    service: ClassVar[Callable[..., object]]

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

    def decision(self) -> dict[str, Any]:
        """What the service is told: the fields, unless its words are others."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def act(self) -> object:
        """Do what was decided. Raises `DeskError` or `NotAllowed`."""
        common = {name: self.cleaned_data[name] for name in ("seen", "note")}
        return type(self).service(incident=self.incident, **(common | self.decision()))
