"""Identifiers that sort by time of making (UUIDv7, RFC 9562)."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A new UUIDv7 of the standard library's class."""
    return UUID(int=_uuid7().int)
