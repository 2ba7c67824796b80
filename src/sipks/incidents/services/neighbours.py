"""Signals that could tell of the same happening as new ones: one query for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from sipks.incidents.choices import State
from sipks.incidents.matching import VAGUE, WINDOW, Trace, unpack
from sipks.incidents.models import Signal

MOST = 150
_MEMORY = timedelta(days=60)

_COLUMNS = """s.id, s.incident_id, s.copy_of_id, s.scope_code, s.area_id, s.happened_from,
 s.happened_to, s.category, s.form, s.terms, s.fingerprint, s.drill, s.pinned"""
_NEAR = f"""
with asked as (
  select * from unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::timestamptz[],
    %s::timestamptz[], %s::text[], %s::text[], %s::bool[], %s::int[], %s::int[], %s::int[],
    %s::int[], %s::timestamptz[])
  as q(idx, lo, hi, province, since, until, category, form, drill, b0, b1, b2, b3, memory)
)
select q.idx, n.*, i.settled, i.state, a.code
from asked q cross join lateral (
  (select {_COLUMNS} from incidents_signal s
    where ((s.scope_code >= q.lo and s.scope_code < q.hi) or s.scope_code = q.province)
      and s.happened_from between q.since and q.until and s.area_id is not null
      and (s.form = q.form or left(s.category, 3) = q.category
           or s.form = '' or q.form = '' or s.category = '' or q.category = '')
    order by s.happened_from desc limit {MOST})
  union all
  (select {_COLUMNS} from incidents_signal s
    where s.bands && array[q.b0, q.b1, q.b2, q.b3] and s.reported_at >= q.memory limit {MOST})
) n
join incidents_incident i on i.id = n.incident_id
left join places_area a on a.id = n.area_id
where n.drill = q.drill
"""


@dataclass(slots=True)
class Neighbour:
    """A signal that stands in an incident, as far as matching needs it."""

    id: UUID
    incident: UUID
    copy_of: UUID | None
    settled: bool
    aside: bool
    trace: Trace


def neighbours(signals: Sequence[Signal]) -> dict[int, list[Neighbour]]:
    """For each signal (by position) the stored ones that come into question."""
    columns = list(zip(*[_ask(n, signal) for n, signal in enumerate(signals)], strict=True))
    found: dict[int, dict[UUID, Neighbour]] = defaultdict(dict)
    if not columns:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [list(column) for column in columns])
        for idx, *row in cursor.fetchall():
            found[idx][row[0]] = _neighbour(row)
    return {idx: list(by_id.values()) for idx, by_id in found.items()}


def _ask(position: int, signal: Signal) -> tuple[Any, ...]:
    code = signal.area.code if signal.area else ""
    low, high, province = _range(code)
    return (
        position, low, high, province, signal.happened_from - WINDOW - VAGUE,
        signal.happened_to + WINDOW, signal.category[:3], signal.form, signal.drill,
        *signal.bands, signal.reported_at - _MEMORY,
    )


def _range(code: str) -> tuple[str, str, str]:
    """The regency around a place, or the whole province when that is all that is known."""
    if not code or code == "ID":
        return "~", "~", "~"
    return code[:5], f"{code[:5]}/", code[:2]


def _neighbour(row: list[Any]) -> Neighbour:
    (pk, incident, copy_of, _scope, _area, start, end, category, form, packed, fingerprint,
     drill, pinned, settled, state, code) = row
    return Neighbour(
        pk, incident, copy_of, settled or pinned, state == State.SET_ASIDE,
        Trace(code or "", start, end, category, form, unpack(packed), fingerprint, drill),
    )
