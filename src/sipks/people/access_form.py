"""What the access explainer is asked: by whom, what, with which record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.apps import apps
from django.db.models import UUIDField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import User
from .permission_words import ACT_WORDS
from .permissions import Act
from .scope import Actor, Scoped, bind, current_actor

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_OF_RECORDS = (
    Act.READ, Act.VERIFY, Act.RAISE_RED, Act.PROPOSE_GREEN, Act.CONFIRM_GREEN, Act.DECLARE,
    Act.UNSEAL, Act.EXPORT, Act.SHARE, Act.SOURCES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be answered."""

    user: User
    record: Scoped
    act: Act


class AccessForm(forms.Form):
    """A user by username, a record by its address or number, and an act."""

    petugas = forms.CharField(
        label=_("Petugas"), max_length=150, help_text=_("Nama pengguna, seperti saat masuk.")
    )
    catatan = forms.CharField(
        label=_("Catatan"),
        max_length=500,
        help_text=_("Alamat halamannya, atau nomor di dalam alamat itu."),
    )
    tindakan = forms.ChoiceField(
        label=_("Tindakan"),
        required=False,
        choices=[(act.value, ACT_WORDS[act]) for act in _OF_RECORDS],
    )

    def clean_petugas(self) -> User:
        """The user; who has left is found too."""
        name = self.cleaned_data["petugas"].strip()
        if (user := User.objects.filter(username__iexact=name).first()) is None:
            raise forms.ValidationError(gettext("Tidak ada petugas dengan nama pengguna itu."))
        return user

    def clean_catatan(self) -> Scoped:
        """The record, if it is within the asker's own area and clearance; whether it exists is
        not told otherwise."""
        found = _UUID.search(self.cleaned_data["catatan"])
        record = record_found(UUID(found[0])) if found else None
        if record is None or not current_actor().may(
            Act.EXPLAIN, record.scope_code, record.classification
        ):
            raise forms.ValidationError(gettext("Catatan itu tidak ada, atau bukan untuk Anda."))
        return record

    @property
    def asked(self) -> Asked:
        """The question, once the form is valid."""
        given: dict[str, Any] = self.cleaned_data
        return Asked(given["petugas"], given["catatan"], Act(given["tindakan"] or Act.READ))


def record_found(key: UUID) -> Scoped | None:
    """The record of any scoped model that has this key, with nothing of its content."""
    models = [
        one
        for one in apps.get_models()
        if issubclass(one, Scoped) and isinstance(one._meta.pk, UUIDField)
    ]
    # All are asked, found or not, so that the time tells nothing either.
    with bind(Actor.program("penjelas akses", *{one._meta.app_label for one in models})):
        found = [one.objects.filter(pk=key).only(*_asked_of(one)).first() for one in models]
    return next((one for one in found if one is not None), None)


def _asked_of(model: type[Scoped]) -> list[str]:
    through = getattr(model, "share_through", "")
    names = {"pk", "scope_code", "classification", *model.scope_fields, through}
    return sorted(names - {"", "id"})
