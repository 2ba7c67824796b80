from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from .models import Entry


class Doer(Protocol):
    """Who acts, as far as the record needs to know."""

    @property
    def id(self) -> UUID | None: ...
    @property
    def name(self) -> str: ...


def entry_create(
    *, actor: Doer, verb: str, subject: str, subject_id: object = "", **detail: Any
) -> Entry:
    """Add to the record that `actor` did `verb` to a subject. `detail` must hold no secrets."""
    return Entry.objects.create(
        actor_id=actor.id,
        actor_name=actor.name,
        verb=verb,
        subject=subject,
        subject_id=str(subject_id),
        detail=detail,
    )
