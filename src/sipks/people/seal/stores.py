"""The stores of sealed values that a rotation goes through."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Count

from .box import key_of, seal, unseal
from .errors import KeyMissing, SealBroken
from .ring import ring


class SealedStore:
    """The table of sealed values."""

    name = "isian tersegel"

    def __init__(self) -> None:
        self._broken: set[UUID] = set()

    def counts(self) -> Mapping[str, int]:
        """Values by the key that they are sealed under."""
        from sipks.people.models import Sealed

        found = Sealed.objects.order_by().values_list("key_id").annotate(n=Count("pk"))
        return dict(found)

    @transaction.atomic
    def renew(self, limit: int) -> int:
        """Seal some values anew that are not under the current key."""
        from sipks.people.models import Sealed
        from sipks.people.services.sealed import sealed_renew

        keys = [key.id for key in ring().keys[1:]]
        old = Sealed.objects.filter(key_id__in=keys).exclude(pk__in=self._broken).order_by("pk")
        done = 0
        for row in old.select_for_update()[:limit]:
            try:
                sealed_renew(row)
            except SealBroken:
                self._broken.add(row.pk)
            done += 1
        return done


class FactorStore:
    """The second factors of the sign-in: strings within the data of an authenticator."""

    name = "faktor kedua"

    def counts(self) -> Mapping[str, int]:
        """Secrets by the key that they are sealed under."""
        found: Counter[str] = Counter()
        for row in _factors():
            found.update(key for value in row.data.values() if (key := _key_of(value)))
        return found

    @transaction.atomic
    def renew(self, limit: int) -> int:
        """Seal the secrets of some authenticators anew."""
        current, done = ring().current.id, 0
        for row in _factors().select_for_update():
            old = {name for name, value in row.data.items() if _key_of(value) not in ("", current)}
            if not old:
                continue
            try:
                row.data = row.data | {name: _again(row.data[name]) for name in old}
            except (KeyMissing, SealBroken):
                continue
            row.save(update_fields=["data"])
            if (done := done + 1) >= limit:
                break
        return done


def _factors() -> Any:
    if not apps.is_installed("allauth.mfa"):
        return ()
    return apps.get_model("mfa", "Authenticator").objects.order_by("pk")


def _key_of(value: object) -> str:
    """The key of a sealed secret; empty for what is none (a counter, a passkey's public part)."""
    try:
        return key_of(base64.urlsafe_b64decode(value)) if isinstance(value, str) else ""
    except (SealBroken, binascii.Error, ValueError):
        return ""


def _again(value: str) -> str:
    plain = unseal("mfa", base64.urlsafe_b64decode(value))
    return base64.urlsafe_b64encode(seal("mfa", plain)).decode()
