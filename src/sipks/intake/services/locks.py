"""Locks that the database lets go of when their holder dies, even by kill -9."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from uuid import UUID

from django.db import connection


def hold_in_transaction(*names: bytes) -> None:
    """Wait until nobody else holds the lock of these names; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_number(*names)])


@contextmanager
def held(name: UUID) -> Iterator[bool]:
    """Whether the lock of a name could be had at once; it is held to the end of the block."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_number(name.bytes)])
        mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("select pg_advisory_unlock(%s)", [_number(name.bytes)])


def _number(*names: bytes) -> int:
    return int.from_bytes(sha256(b"".join(names)).digest()[:8], "big", signed=True)
