"""Near-duplicate and same-event search with a million items held: milliseconds an item."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import click
import psycopg

from .grouping import clean, items_of, items_write, sources
from .machine import fresh_home, median, percentile, table

if TYPE_CHECKING:
    from sipks.incidents.models import Signal

    from .happenings import Telling

POOL = 40_000
YEAR = 365
_POOL = """
create temp table pool (
  n int, event int, copied bool, rank int, place text, category text, form text,
  start timestamptz, till timestamptz, precision text, fingerprint bigint, terms bytea,
  title text, body text, reported timestamptz
)
"""
# Each round tells the pool anew some hours later, in other districts, with texts that differ a bit.
_TOLD = """
create temp table told as
with district as (
  select id, code, lat, lon, row_number() over (order by md5(code)) - 1 as rank
  from places_area where level = 'district' and valid_to is null
), again as (
  select p.*, r, make_interval(hours => 5 * r) as later,
    (p.rank + 3 * r) %% (select count(*) from district) as there,
    row_number() over (partition by event, r order by reported) as nth
  from pool p cross join generate_series(1, %(rounds)s) r
)
select uuidv7(a.reported + later - now()) as signal, uuidv7(a.reported + later - now()) as item,
  a.event, a.r, a.nth, a.copied and a.nth > 1 as copied, d.id as area, d.lat, d.lon,
  case length(a.place) when 0 then '' when 2 then left(d.code, 2) when 5 then left(d.code, 5)
    else d.code || substr(a.place, 9) end as place,
  d.code as district, a.category, a.form, a.start + later as start, a.till + later as till,
  a.precision, a.terms, a.title, a.body, a.reported + later as reported,
  a.fingerprint # (1::bigint << (random() * 62)::int) # (1::bigint << (random() * 62)::int)
    # (1::bigint << (random() * 62)::int) as fingerprint
from again a join district d on d.rank = a.there
"""
_INCIDENTS = """
create temp table opened as
select event, r, uuidv7(min(reported) - now()) as incident, min(reported) as first,
  max(reported) as last, count(*) as tellings, (array_agg(signal order by nth))[1] as original
from told group by event, r;
insert into incidents_incident (id, scope_code, classification, drill, area_id, lat, lon, title,
  category, form, severity, teaches, happened_from, happened_to, precision, state, aside_reason,
  grade_source, grade_content, settled, kept, version, tellings, sources, source_kinds, speakers,
  weighed, first_reported, last_reported)
select o.incident, t.district, 0, false, t.area, t.lat, t.lon, t.title, t.category, t.form, 2, 0,
  t.start, t.till, t.precision, 'new', '', '', null, false, '{}', 1, o.tellings, o.tellings,
  '{news}', least(o.tellings, 12), o.tellings, o.first, o.last
from opened o join told t on t.signal = o.original
"""
_ITEMS = """
insert into intake_item (id, scope_code, owner_code, classification, drill, source_id, connector,
  "row", sheet, external_id, version, content_hash, raw, title, text, fields, author_hash, url,
  published_at, received_at)
select item, district, 'ID', 0, false, %(source)s, 'jsonl', 0, '', '', 1, sha256(item::text::bytea),
  '', '', body, '{}', '', '', reported, reported
from told
"""
_BAND = "((floor(extract(epoch from reported) / 1209600)::bigint & 32767) << 16)"
_BANDS = ", ".join(f"({_BAND} | ((t.fingerprint >> {16 * n}) & 65535))::int" for n in range(4))
_SIGNALS = f"""
insert into incidents_signal (id, scope_code, classification, drill, area_id, lat, lon, title,
  category, form, severity, happened_from, happened_to, precision, item_id, source_id,
  incident_id, copy_of_id, place, dated, pinned, speaks, relevance, teller, fingerprint, band_a,
  band_b, band_c, band_d, terms, excerpt, reported_at)
select t.signal, t.district, 0, false, t.area, t.lat, t.lon, t.title, t.category, t.form, 2,
  t.start, t.till, t.precision, t.item, %(source)s, o.incident,
  case when t.copied then o.original end, t.place, true, false,
  t.place <> '' and not t.copied and t.nth <= 12, 0.9, 'harian-' || t.nth, t.fingerprint, {_BANDS},
  t.terms, t.title, t.reported
from told t join opened o using (event, r)
"""
_STEPS = (_TOLD, _INCIDENTS, _ITEMS, _SIGNALS)


@click.command()
@click.option("--held", default=1_000_000, show_default=True, help="Items held.")
@click.option("--items", default=4_000, show_default=True, help="New items that are searched for.")
@click.option("--batch", default=200, show_default=True, help="Items that come at once.")
@click.option("--home", default="", help="Keep the database in this folder.")
def main(held: int, items: int, batch: int, home: str) -> None:
    """Fill a store with a year of tellings, then look for copies and for the same happening of new
    ones, as the worker does and under row security: the query and the comparisons together."""
    with fresh_home(home):
        from sipks.people.scope import Actor, bind

        from .happenings import tellings

        with bind(Actor.program("benchmark")):
            clean()
            _fill(held)
            new = tellings(2 * items, days=YEAR, part="b", seed=99)
            singly, together = new[:items], new[items : 2 * items]
            rows = _rows("one at a time", _measure(singly[: items // 4], 1))
            rows += _rows(f"in batches of {batch}", _measure(together, batch))
        table(f"Search with {held:,} items held, ms an item (budget: mean 2 ms each)", rows)


def _fill(held: int) -> None:
    """A pool of tellings that were really read, told again in many places until there are enough;
    as the owner of the tables, with statistics as fresh as autovacuum keeps them."""
    from sipks.config import embedded

    size = min(POOL, held)
    values = {"rounds": -(-held // size), "source": sources()["news"].pk}
    uri = embedded.cluster().get_uri(database=embedded.DATABASE)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(_POOL)
        with connection.cursor().copy("copy pool from stdin") as copy:
            for row in _pool(size):
                copy.write_row(row)
        for step in _STEPS:
            begun = time.perf_counter()
            for one in step.split(";"):
                connection.execute(one, values)
            click.echo(f"  {step.split(maxsplit=3)[2]}: {time.perf_counter() - begun:.0f} s")
        connection.execute("vacuum analyze")


def _pool(size: int) -> Iterator[tuple[object, ...]]:
    """Rows of the pool: what preparing makes of tellings of a year."""
    from sipks.incidents.services.signals import signals_prepare
    from sipks.places.shipped import current_units
    from sipks.reading import Document, Reader

    from .happenings import tellings

    districts = sorted(code for code, one in current_units().items() if one.level == "district")
    ranks = {code: n for n, code in enumerate(districts)}
    told = tellings(size, days=YEAR)[:size]
    items = items_of(sources(), told, 0)
    documents = [Document(text=one.text, published_at=one.published) for one in told]
    read = list(zip(items, Reader.default().read_many(documents), strict=True))
    for signal in signals_prepare(read)[0]:
        one = told[signal.item.row]
        yield (
            signal.item.row, one.event, "own words" not in one.traits,
            ranks.get(signal.place[:8], one.event % len(ranks)), signal.place, signal.category,
            signal.form, signal.happened_from, signal.happened_to, signal.precision,
            signal.fingerprint, bytes(signal.terms), signal.title, one.text, signal.reported_at,
        )  # fmt: skip


def _measure(told: Sequence[Telling], size: int) -> dict[str, list[float]]:
    """Milliseconds an item, batch by batch, of each search and of grouping as a whole."""
    from sipks.incidents.services.grouping import signals_group
    from sipks.incidents.services.signals import signals_prepare
    from sipks.intake.services.readings import readings_create

    found: dict[str, list[float]] = {"near-duplicates": [], "same event": [], "all grouping": []}
    places = sources()
    rest = iter(told)
    while batch := list(islice(rest, size)):
        signals, facts = signals_prepare(readings_create(items_write(places, batch, 0)))
        if not signals:
            continue
        times = [time.perf_counter()]
        _copies(signals)
        times.append(time.perf_counter())
        _events(signals)
        times.append(time.perf_counter())
        signals_group(signals=signals, facts=facts)
        times.append(time.perf_counter())
        for spent, (begun, ended) in zip(found.values(), pairwise(times), strict=True):
            spent.append(1000 * (ended - begun) / len(signals))
    return found


def _copies(signals: Sequence[Signal]) -> int:
    from sipks.incidents.matching import is_copy
    from sipks.incidents.services.neighbours import Pool, copies_fetch
    from sipks.incidents.services.signals import trace

    pool = Pool()
    copies_fetch(pool, signals)
    return sum(
        is_copy(told, one.trace)
        for told, signal in zip(map(trace, signals), signals, strict=True)
        for one in pool.alike(told.fingerprint, signal.reported_at.timestamp())
    )


def _events(signals: Sequence[Signal]) -> int:
    from sipks.incidents.matching import linked
    from sipks.incidents.services.neighbours import Pool, events_fetch
    from sipks.incidents.services.signals import trace

    pool = Pool()
    events_fetch(pool, signals)
    return sum(
        linked(told, one.trace) for told in map(trace, signals) for one in pool.near(told.place)
    )


def _rows(how: str, found: dict[str, list[float]]) -> list[dict[str, object]]:
    return [
        {
            "search": f"{name}, {how}",
            "p50": median(times),
            "p95": percentile(times, 0.95),
            "mean": sum(times) / len(times),
        }
        for name, times in found.items()
    ]


if __name__ == "__main__":
    main()
