"""Signals that could tell of the same happening as new ones: two queries for a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from sipks.incidents.choices import State
from sipks.incidents.matching import DAY, VAGUE, WINDOW, Bands, Trace, bands, bands_around
from sipks.incidents.models import Signal

from .signals import BANDS

MOST = 600
_WEEK = 7 * DAY

_SIGNAL = """s.id, s.incident_id, s.copy_of_id, s.place,
 extract(epoch from s.happened_from)::float8, extract(epoch from s.happened_to)::float8,
 s.category, s.form, s.terms, s.fingerprint, s.drill, s.pinned"""
# What a person has set as the place need not be what the tellings call it.
_INCIDENT = """i.settled, i.state,
 case when i.area_id is null or 'where' = any(i.kept) then '' else i.scope_code end, i.speakers"""
# S608: these are put together from the constants above.
_NEAR = f"""
with cell as (
  select lo, hi, to_timestamp(since) as since, to_timestamp(until) as until,
    to_timestamp(since) - interval '{VAGUE} seconds' as begun
  from unnest(%s::text[], %s::text[], %s::float8[], %s::float8[]) as q(lo, hi, since, until)
)
select n.*, {_INCIDENT}
from cell q cross join lateral (
  select {_SIGNAL} from incidents_signal s
  where s.speaks and s.cell >= q.lo and s.cell <= q.hi
    and s.happened_from between q.begun and q.until and s.happened_to >= q.since
  order by s.happened_from desc limit {MOST}
) n
join incidents_incident i on i.id = n.incident_id
"""  # noqa: S608
_OF_BAND = f"""
select {_SIGNAL}, {_INCIDENT}, extract(epoch from s.reported_at)::float8
from incidents_signal s join incidents_incident i on i.id = s.incident_id
where s.copy_of_id is null and s.%s = any(%%s)
"""  # noqa: S608
_COPIES = " union all ".join(_OF_BAND % name for name in BANDS)


@dataclass(slots=True)
class Neighbour:
    """A signal that stands in an incident, as far as matching needs it."""

    id: UUID
    incident: UUID
    copy_of: UUID | None
    settled: bool
    aside: bool
    trace: Trace
    incident_place: str = ""
    speakers: int = 0


@dataclass(slots=True)
class Pool:
    """Stored signals that come into question for a batch, and those of the batch itself."""

    by_regency: dict[str, dict[UUID, Neighbour]] = field(default_factory=lambda: defaultdict(dict))
    by_band: dict[tuple[int, int], list[Neighbour]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def speak(self, one: Neighbour) -> None:
        """Let new signals be compared with this one."""
        self.by_regency[one.trace.place[:5]][one.id] = one

    def copyable(self, one: Neighbour, keys: Bands) -> None:
        """Let copies of this one be recognised."""
        for key in enumerate(keys):
            self.by_band[key].append(one)

    def near(self, place: str) -> Iterator[Neighbour]:
        """Those in the same regency or only known to be in its province; of a province, all."""
        if not place:
            return
        if len(place) > 2:
            yield from self.by_regency.get(place[:5], {}).values()
            yield from self.by_regency.get(place[:2], {}).values()
            return
        for code, known in self.by_regency.items():
            if code[:2] == place:
                yield from known.values()

    def alike(self, fingerprint: int, reported: float) -> Iterator[Neighbour]:
        """Those of which a text with this fingerprint may be a copy; some come twice."""
        for keys in bands_around(fingerprint, reported):
            for key in enumerate(keys):
                yield from self.by_band.get(key, ())


def pool_fetch(signals: Sequence[Signal]) -> Pool:
    """What is stored and comes into question for new signals."""
    pool = Pool()
    events_fetch(pool, signals)
    copies_fetch(pool, signals)
    return pool


def events_fetch(pool: Pool, signals: Sequence[Signal]) -> None:
    """Add what is stored that may tell of the same happening."""
    cells = _cells(signals)
    if not cells:
        return
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [list(column) for column in zip(*cells, strict=True)])
        for row in cursor.fetchall():
            pool.speak(_neighbour(row))


def copies_fetch(pool: Pool, signals: Sequence[Signal]) -> None:
    """Add what is stored of which new signals may be copies."""
    keys = {
        keys
        for one in signals
        for keys in bands_around(one.fingerprint, one.reported_at.timestamp())
    }
    known: set[UUID] = set()
    with connection.cursor() as cursor:
        cursor.execute(_COPIES, [list(set(column)) for column in zip(*keys, strict=True)])
        for row in cursor.fetchall():
            if row[0] not in known:
                known.add(row[0])
                pool.copyable(_neighbour(row[:-1]), bands(row[9], row[-1]))


def _cells(signals: Sequence[Signal]) -> list[tuple[str, str, float, float]]:
    """Each regency and week that new signals fall in, with that of its province: the range of
    codes and the span that neighbours touch."""
    spans: dict[tuple[str, int], list[float]] = {}
    for one in signals:
        if one.place:
            start, end = one.happened_from.timestamp(), one.happened_to.timestamp()
            span = spans.setdefault((one.place[:5], int(start // _WEEK)), [start, end])
            span[:] = min(span[0], start), max(span[1], min(end, start + VAGUE))
    cells = set()
    for (code, _), (start, end) in spans.items():
        since, until = start - WINDOW, end + WINDOW
        cells.add((code, code if len(code) > 2 else f"{code}.99", since, until))
        if len(code) > 2:
            cells.add((code[:2], code[:2], since, until))
    return sorted(cells)


def neighbour_keys(signal: Signal) -> Bands:
    """The keys under which copies of a signal find it."""
    return bands(signal.fingerprint, signal.reported_at.timestamp())


def _neighbour(row: Sequence[Any]) -> Neighbour:
    (
        pk,
        incident,
        copy_of,
        place,
        start,
        end,
        category,
        form,
        packed,
        fingerprint,
        drill,
        pinned,
        settled,
        state,
        incident_place,
        speakers,
    ) = row
    return Neighbour(
        pk,
        incident,
        copy_of,
        settled or pinned,
        state == State.SET_ASIDE,
        Trace.of(place, (start, end), category, form, packed, fingerprint, drill),
        incident_place,
        speakers,
    )
