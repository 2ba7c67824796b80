"""The shipped table of areas into the database."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from sipks.ids import uuid7
from sipks.places.models import Area
from sipks.places.shipped import Unit, all_units

VALUES = (
    "code", "name", "level", "kind", "lat", "lon", "population", "timezone", "capital",
    "valid_from", "valid_to", "successors",
)  # fmt: skip
TYPES = {
    "lat": "float8", "lon": "float8", "population": "int", "valid_from": "date",
    "valid_to": "date", "successors": "jsonb",
}  # fmt: skip


@transaction.atomic
def areas_load(*, units: Iterable[Unit] | None = None) -> int:
    """Bring the areas in, or up to date, and return how many lines the table holds.

    A row is known by its code and the day that it began; it keeps its id whatever else changes.
    Rows that the table no longer names stay, because records point at them.
    """
    table = Area._meta.db_table
    with connection.cursor() as cursor:
        _stage(cursor, all_units() if units is None else units)
        cursor.execute(_BEGIN.format(table=table))
        cursor.execute(_UPSERT.format(table=table))
        cursor.execute(_PARENTS.format(table=table))
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
_BEGIN = """
update {table} a set valid_from = n.valid_from from areas_new n
where a.code = n.code and a.valid_to is null and n.valid_to is null
  and a.valid_from is distinct from n.valid_from
"""

_NAMES = ", ".join(VALUES)
_OLD = ", ".join(f"a.{name}" for name in VALUES)
_NEW = ", ".join(f"excluded.{name}" for name in VALUES)
_UPSERT = f"""
insert into {{table}} as a (id, {_NAMES}) select id, {_NAMES} from areas_new order by code
on conflict (code, valid_from) do update set ({_NAMES}) = ({_NEW})
where ({_OLD}) is distinct from ({_NEW})
"""  # noqa: S608 - names of our own columns

# The parent is the row of that code whose validity holds the whole validity of the child.
_PARENTS = """
update {table} a set parent_id = p.id
from areas_new n join {table} p on p.code = n.parent
where a.code = n.code and a.valid_from is not distinct from n.valid_from
  and coalesce(p.valid_to, 'infinity') >= coalesce(n.valid_to, 'infinity')
  and coalesce(p.valid_from, '-infinity') <= coalesce(n.valid_from, '-infinity')
  and a.parent_id is distinct from p.id
"""
