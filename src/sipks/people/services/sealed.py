"""Sealed values: written by the program at the door, opened by few, each time with a reason.

Nothing here puts a value into a log, an exception, the record or a cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from sipks.ids import uuid7
from sipks.people.models import Opening, Sealed, SealedKind
from sipks.people.scope import Actor, below, bind, current_actor
from sipks.people.seal import key_of, seal, unseal
from sipks.rows import rows_write

LABEL = "sealed"
# Whose rows the database guards: only a part of the program that works for the seals writes them.
_SEALING = Actor.program("sealing", "seal")
_BOUND = (
    "id", "subject", "subject_id", "kind", "scope_code", "owner_code", "classification",
    "handler_id", "created_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A value to be sealed for a record. `owner_code` is the area of the office that received it,
    where that is not `scope_code`."""

    subject: str
    subject_id: UUID
    kind: SealedKind
    value: str
    scope_code: str
    classification: int = 0
    owner_code: str = ""

    def __repr__(self) -> str:
        return f"Secret({self.kind} of {self.subject} {self.subject_id})"


@sensitive_variables()
def sealed_write(
    *,
    subject: str,
    subject_id: UUID,
    kind: SealedKind,
    value: str,
    scope_code: str,
    classification: int,
    handler: UUID | None = None,
    owner_code: str = "",
) -> Sealed:
    """Seal one value for a record, at `classification` or the floor of its kind, whichever is
    higher. The bound user is its maker, and its handler where none is given. Raises `SealError`."""
    secret = Secret(
        subject=subject, subject_id=subject_id, kind=kind, value=value, scope_code=scope_code,
        classification=classification, owner_code=owner_code,
    )  # fmt: skip
    maker = current_actor().id
    return sealed_write_many([secret], maker=maker, handler=handler or maker)[0]


def sealed_write_many(
    secrets: Iterable[Secret], *, maker: UUID | None, handler: UUID | None
) -> list[Sealed]:
    """`sealed_write` of many in one statement.

    `maker` is whoever told the values himself, and may open them again; `handler` looks after the
    informants, and may too where he is cleared. Neither is whoever merely passed them on.
    """
    rows = [_row(secret, maker, handler) for secret in secrets]
    with bind(_SEALING):
        rows_write(rows)
    return rows


def _row(secret: Secret, maker: UUID | None, handler: UUID | None) -> Sealed:
    row = Sealed(
        id=uuid7(), subject=secret.subject, subject_id=secret.subject_id, kind=secret.kind,
        scope_code=secret.scope_code, owner_code=secret.owner_code or secret.scope_code,
        classification=max(secret.classification, SealedKind(secret.kind).floor),
        handler_id=handler, created_by=maker, created_at=timezone.now(),
    )  # fmt: skip
    _fill(row, secret.value.encode())
    return row


def value_of(row: Sealed) -> bytes:
    """What a row seals. Whoever calls this has asked whether it may be. Raises `SealError`."""
    return unseal(LABEL, bytes(row.ciphertext), _place(row))


@sensitive_variables()
def _fill(row: Sealed, value: bytes) -> None:
    row.ciphertext = seal(LABEL, value, _place(row))
    row.key_id = key_of(row.ciphertext)


def _place(row: Sealed) -> bytes:
    """All that decides who may open a row: a ciphertext under other values does not open."""
    return json.dumps([str(getattr(row, name)) for name in _BOUND]).encode()


@transaction.atomic
def sealed_scope_move(*, subject: str, codes: Mapping[UUID, str]) -> int:
    """Let those who may unseal at the places that records tell of open their values too, beside
    those of the office that received them; answers how many values moved."""
    with bind(_SEALING):
        rows = list(_of(subject, codes).select_for_update())
        moved = [row for row in rows if row.scope_code != codes[row.subject_id]]
        for row in moved:
            _renew(row, scope_code=codes[row.subject_id])
    return len(moved)


def sealed_carry(*, subject: str, subject_id: UUID) -> dict[str, str]:
    """A record's values by kind, for the record that it becomes: to be sealed again at once, never
    to be shown or kept. Raises `SealError`."""
    with bind(_SEALING):
        return {row.kind: value_of(row).decode() for row in _of(subject, [subject_id])}


@transaction.atomic
def sealed_handler_move(*, of: UUID, to: UUID, within: str) -> int:
    """Make a successor the handler of the informants that somebody who goes looked after for the
    offices of an area (by its code); answers how many."""
    owned = below("owner_code", within)
    with bind(_SEALING):
        rows = list(Sealed.objects.filter(owned, handler_id=of).select_for_update())
        for row in rows:
            _renew(row, handler_id=to)
        Opening.objects.filter(owned, handler_id=of).update(handler_id=to)
    return len(rows)


def sealed_forget(*, subject: str, ids: Iterable[UUID]) -> int:
    """Delete the sealed values of records that go; answers how many. Openings stay."""
    with bind(_SEALING):
        return int(_of(subject, ids).delete()[0])


def sealed_of(subject: str, ids: Iterable[UUID]) -> list[Sealed]:
    """The sealed values of records that the bound actor may open, oldest first."""
    return list(_of(subject, ids))


def _of(subject: str, ids: Iterable[UUID]) -> Any:
    return Sealed.objects.filter(subject=subject, subject_id__in=list(ids)).order_by("pk")


def sealed_renew(row: Sealed) -> None:
    """Seal a row's value anew, under the current key. Raises `SealError`."""
    _renew(row)


@sensitive_variables()
def _renew(row: Sealed, **changes: Any) -> None:
    """Change columns that the ciphertext is bound to."""
    value = value_of(row)
    for name, changed in changes.items():
        setattr(row, name, changed)
    _fill(row, value)
    row.save(update_fields=[*changes, "ciphertext", "key_id"])
