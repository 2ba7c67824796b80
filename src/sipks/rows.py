"""Many rows in one short statement: what Django's `bulk_create` does, at a fraction of its cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import connection, models


def rows_write(
    rows: Sequence[models.Model], *, update: Sequence[str] = (), skip: Sequence[str] = ()
) -> None:
    """Insert rows of one model; with `update`, those whose key exists have these fields set.

    Fields named in `skip`, and generated ones, are left to the database. Defaults that Django gives
    on saving (`auto_now`) are not given. The rows travel as one JSON value, so that the statement
    stays as short as that for a single row.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [one for one in meta.concrete_fields if one.name not in skip and not one.generated]
    columns = {one.column: one.attname for one in fields}
    values = [{name: getattr(row, at) for name, at in columns.items()} for row in rows]
    quoted = ", ".join(f'"{name}"' for name in columns)
    # S608: names of our own tables and columns.
    statement = (
        f'insert into "{meta.db_table}" ({quoted}) select {quoted}'  # noqa: S608
        f' from json_populate_recordset(null::"{meta.db_table}", %s::json)'
    )
    if update:
        changed = [one.column for one in fields if one.name in update]
        settings = ", ".join(f'"{name}" = excluded."{name}"' for name in changed)
        statement += f' on conflict ("{meta.pk.column}") do update set {settings}'
    with connection.cursor() as cursor:
        cursor.execute(statement, [orjson.dumps(values, default=_plain).decode()])


def _plain(value: Any) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return f"\\x{bytes(value).hex()}"
    raise TypeError(f"{type(value).__name__} cannot be written")
