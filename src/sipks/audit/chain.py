"""The chain's arithmetic, in plain Python: no Django, no database, nothing to be trusted.

    digest = SHA-256(digest before it || field(linked_at) || field(id) || … || field(detail))

A field is written as its length in bytes, a colon, its bytes and a comma (a netstring); a missing
value as `-,`. Times are whole microseconds since 1970 UTC. So no two entries are written alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

START = bytes(32)
FIELDS = (
    "id", "at", "actor_id", "actor_name", "verb", "subject", "subject_id", "scope_code",
    "classification", "history", "origin", "detail",
)  # fmt: skip


def field(value: bytes | None) -> bytes:
    """One value as it stands in the chain.

    >>> field(b"masuk"), field(b""), field(None)
    (b'5:masuk,', b'0:,', b'-,')
    """
    return b"-," if value is None else b"%d:%b," % (len(value), value)


def digest_after(before: bytes, linked_at: bytes, entry: Iterable[bytes | None]) -> bytes:
    """The digest of a link from the one before it and the entry's values, as texts in the order
    of `FIELDS`."""
    parts = [before, field(linked_at), *map(field, entry)]
    return sha256(b"".join(parts)).digest()


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as it stands in the database, with the entry that it points to, if that is there."""

    position: int
    digest: bytes
    entry_id: bytes
    linked_at: bytes
    entry: Sequence[bytes | None] | None
