"""What tests of sealed values share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection

from sipks.ids import uuid7
from sipks.people.models import Opening, Sealed, SealedKind, User
from sipks.people.scope import Actor, bind
from sipks.people.services.sealed import sealed_write

WHO = "Siti Aminah\nKontak: 0812-0000-7890"
WHY = "Perlu menghubungi pelapor untuk memastikan lokasi"


def sealed_by(user: User | None, code: str = "73.71", value: str = WHO, **more: Any) -> Sealed:
    """An informant sealed by an officer, or by the program."""
    settings: dict[str, Any] = {
        "subject": "item", "subject_id": uuid7(), "kind": SealedKind.INFORMANT,
        "scope_code": code, "classification": 0,
    } | more  # fmt: skip
    with bind(Actor.of(user) if user else Actor.program("test", "intake")):
        return sealed_write(value=value, **settings)


@contextmanager
def as_sealing() -> Iterator[None]:
    """All rows of the seals are seen."""
    with bind(Actor.program("test", "seal")):
        yield


def openings() -> list[Opening]:
    """All openings, oldest first."""
    with as_sealing():
        return list(Opening.objects.order_by("pk"))


def ids_by_sql(user: User, table: str = "people_sealed") -> set[UUID]:
    """The rows that raw SQL sees on behalf of a user."""
    with bind(Actor.of(user)), connection.cursor() as cursor:
        cursor.execute(f"select id from {table}")
        return {pk for (pk,) in cursor.fetchall()}


def ids_by_orm(user: User) -> set[UUID]:
    """The rows that the manager shows to a user."""
    with bind(Actor.of(user)):
        return set(Sealed.objects.values_list("pk", flat=True))
