"""Helpers of the room's tests: somebody who acts, and the owner of the tables, who can bend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from sipks.audit.models import Entry
from sipks.audit.services import entry_create
from sipks.ids import uuid7


@dataclass(frozen=True)
class Doer:
    name: str = "Makassar"
    id: UUID | None = field(default_factory=uuid7)


def written(count: int = 1, **detail: Any) -> list[Entry]:
    """So many entries."""
    return [
        entry_create(actor=Doer(), verb="source_update", subject="source", number=one, **detail)
        for one in range(count)
    ]


@contextmanager
def own_role() -> Iterator[Any]:
    """A cursor of whoever owns the tables."""
    with connection.cursor() as cursor:
        cursor.execute("set role none")
        try:
            yield cursor
        finally:
            cursor.execute(f"set role {connection.settings_dict['ROLE']}")


@contextmanager
def as_owner() -> Iterator[Any]:
    """The same with the chain's trigger asleep: whoever owns the tables can do that, too."""
    with own_role() as cursor:
        cursor.execute("alter table audit_entry disable trigger audit_first_turn")
        try:
            yield cursor
        finally:
            cursor.execute("alter table audit_entry enable always trigger audit_first_turn")


def settle() -> None:
    """What waits for the end of the transaction happens now."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
