"""New items into their table, many at once: the one place where the ORM is too slow.

One statement with an array a column costs half of `bulk_create`, whose statement has a parameter a
cell. (COPY would be faster still, but tables with row security do not take it.)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from sipks.intake.models import Source, Upload


class Fresh(NamedTuple):
    """What differs from item to item, in the order of `_COLUMNS`."""

    id: UUID
    row: int
    sheet: str
    external_id: str
    version: int
    content_hash: bytes
    raw: bytes
    title: str
    text: str
    fields: dict[str, Any]
    author_hash: str
    url: str
    published_at: datetime | None


_COLUMNS = {
    "id": "uuid",
    "row": "int",
    "sheet": "text",
    "external_id": "text",
    "version": "int",
    "content_hash": "bytea",
    "raw": "bytea",
    "title": "text",
    "text": "text",
    "fields": "jsonb",
    "author_hash": "text",
    "url": "text",
    "published_at": "timestamptz",
}
_SAME = ("source_id", "upload_id", "connector", "scope_code", "owner_code", "classification",
         "drill", "received_at")  # fmt: skip
_NAMES = ", ".join(f'"{name}"' for name in _COLUMNS)
_INSERT = (
    f"insert into intake_item ({', '.join(_SAME)}, {_NAMES})"  # noqa: S608 - constants of this file
    f" select {', '.join(['%s'] * len(_SAME))}, {_NAMES}"
    f" from unnest({', '.join(f'%s::{kind}[]' for kind in _COLUMNS.values())}) as new({_NAMES})"
)
_WAIT = (
    "insert into intake_pending (item_id, attempts, error) select id, 0, '' from unnest(%s::uuid[])"
    " as new(id)"
)


def items_insert(
    items: Sequence[Fresh], *, source: Source, connector: str, upload: Upload | None, now: datetime
) -> None:
    """Insert items and mark them as waiting to be read."""
    same = [
        source.pk, upload.pk if upload else None, connector, source.scope_code, source.scope_code,
        source.default_classification, source.drill, now,
    ]  # fmt: skip
    columns = [list(map(attrgetter(name), items)) for name in _COLUMNS]
    fields = list(_COLUMNS).index("fields")
    columns[fields] = [Jsonb(value) for value in columns[fields]]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [*same, *columns])
        cursor.execute(_WAIT, [columns[0]])
