"""The shipped table of areas into the database."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from sipks.ids import uuid7
from sipks.places.models import Area
from sipks.places.shipped import Unit, all_units

TABLE = Area._meta.db_table
VALUES = (
    "code", "name", "level", "kind", "lat", "lon", "population", "timezone", "capital",
    "valid_from", "valid_to", "successors",
)  # fmt: skip
TYPES = {
    "lat": "float8", "lon": "float8", "population": "int", "valid_from": "date",
    "valid_to": "date", "successors": "jsonb",
}  # fmt: skip
LOCK = 7_300_001  # any number of our own: two processes that load at once take turns


@transaction.atomic
def areas_load(*, units: Iterable[Unit] | None = None) -> int:
    """Bring the areas in, or up to date, and return how many lines the table holds.

    A row is known by its code and the day that it began; it keeps its id whatever else changes.
    Rows that the table no longer names stay, because records point at them.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        _stage(cursor, all_units() if units is None else units)
        for statement in (_BEGIN, _KNOWN, _UPSERT):
            cursor.execute(statement)
        cursor.execute("select count(*) from areas_new")
        (count,) = cursor.fetchone()
        cursor.execute("drop table areas_new")
    return int(count)


def _stage(cursor: CursorWrapper, units: Iterable[Unit]) -> None:
    columns = ", ".join(f"{name} {TYPES.get(name, 'text')}" for name in VALUES)
    cursor.execute(
        f'create temp table areas_new (id uuid, {columns}, parent text collate "C") on commit drop'
    )
    with cursor.copy("copy areas_new from stdin") as copy:
        for unit in units:
            copy.write_row([uuid7(), *(_value(unit, name) for name in VALUES), unit.parent or None])
    cursor.execute("analyze areas_new")


def _value(unit: Unit, name: str) -> object:
    value = getattr(unit, name)
    return json.dumps(value) if name == "successors" else value


# A correction of the day on which a standing area began must not make a second standing row.
_BEGIN = f"""
update {TABLE} a set valid_from = n.valid_from from areas_new n
where a.code = n.code and a.valid_to is null and n.valid_to is null
  and a.valid_from is distinct from n.valid_from
"""  # noqa: S608 - names of our own table and columns, here and below

_KNOWN = f"""
update areas_new n set id = a.id from {TABLE} a
where a.code = n.code and a.valid_from is not distinct from n.valid_from
"""  # noqa: S608

_NAMES = ", ".join(VALUES)
_OLD = ", ".join(f"a.{name}" for name in VALUES)
_NEW = ", ".join(f"excluded.{name}" for name in VALUES)
# The parent is the row of that code whose validity holds the whole validity of the child; it is
# looked for in the table that comes in, then among the rows that stay.
_UPSERT = f"""
with every as (
  select id, code, valid_from, valid_to from areas_new
  union select id, code, valid_from, valid_to from {TABLE}
  where id not in (select id from areas_new)
)
insert into {TABLE} as a (id, {_NAMES}, parent_id)
select n.id, {", ".join(f"n.{name}" for name in VALUES)}, p.id
from areas_new n left join every p on p.code = n.parent
  and coalesce(p.valid_to, 'infinity') >= coalesce(n.valid_to, 'infinity')
  and coalesce(p.valid_from, '-infinity') <= coalesce(n.valid_from, '-infinity')
on conflict (code, valid_from) do update
set ({_NAMES}, parent_id) = ({_NEW}, excluded.parent_id)
where ({_OLD}, a.parent_id) is distinct from ({_NEW}, excluded.parent_id)
"""  # noqa: S608
