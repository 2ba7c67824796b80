"""Same-event grouping on invented happenings: the reader is run on their texts, what it answers is
grouped as the worker does, and the groups are compared with the truth."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import click
import psycopg

from .machine import fresh_home, percentile, table

if TYPE_CHECKING:
    from sipks.incidents.models import Signal
    from sipks.intake.models import Item, Source

    from .happenings import Telling

BATCH = 200
LAPS = 5
_CLEAN = "truncate incidents_incident, incidents_heard, intake_item cascade"
Lap = dict[str, float]


@click.command()
@click.option("--signals", default=20_000, show_default=True)
@click.option("--days", default=120, show_default=True, help="Over how many days they come.")
@click.option("--part", type=click.Choice(["a", "b"]), multiple=True, help="Whose sentences.")
@click.option("--seed", default=7, show_default=True)
@click.option("--home", default="", help="Keep the database in this folder.")
def main(signals: int, days: int, part: tuple[str, ...], seed: int, home: str) -> None:
    """Group invented tellings batch by batch, as the worker does, and compare with the truth.

    The rules were tuned on the sentences of part a alone. B-cubed is that of Bagga and Baldwin
    (1998); a telling that the reader holds to be of no conflict stands alone. Delay 0: the first
    telling of a happening that arrived opened an incident at once.
    """
    with fresh_home(home):
        from sipks.people.scope import Actor, bind

        from .happenings import tellings

        for name in part or ("a", "b"):
            told = tellings(signals, days=days, part=name, seed=seed)
            with bind(Actor.program("benchmark")):
                clean()
                laps, opened = _run(told)
                found, copies = _partition(told)
            title = f"Part {name}: {len(told):,} tellings in batches of {BATCH}"
            table(f"{title}, ms a telling (budget of grouping: 2 ms)", _shown(laps))
            table(f"{title}, against the truth", _qualities(told, found, copies, opened))


def clean() -> None:
    """Nothing of a run before is left: its tellings would be grouped with those of this one."""
    from sipks.config import embedded

    uri = embedded.cluster().get_uri(database=embedded.DATABASE)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(_CLEAN)


def _run(told: Sequence[Telling]) -> tuple[list[Lap], dict[int, int]]:
    """Read and group everything; milliseconds a telling of each batch, and of each happening whose
    first telling that was read opened an incident at once, the position of that telling."""
    from sipks.incidents.services.grouping import signals_group
    from sipks.incidents.services.signals import signals_prepare
    from sipks.intake.services.readings import readings_create

    given = sources()
    laps: list[Lap] = []
    opened: dict[int, int] = {}
    seen: set[int] = set()
    for start in range(0, len(told), BATCH):
        items = items_write(given, told[start : start + BATCH], start)
        times = [time.perf_counter()]
        read = readings_create(items)
        times.append(time.perf_counter())
        signals, facts = signals_prepare(read)
        times.append(time.perf_counter())
        signals_group(signals=signals, facts=facts)
        times.append(time.perf_counter())
        steps = [1000 * (b - a) / len(items) for a, b in pairwise(times)]
        if len(items) == BATCH:
            laps.append(dict(zip(("read", "prepare", "group"), steps, strict=True)))
        opened |= _opened(told, signals, seen)
    return laps, opened


def _opened(told: Sequence[Telling], signals: Sequence[Signal], seen: set[int]) -> dict[int, int]:
    """Happenings first told in this batch whose first telling is the oldest of its incident."""
    from django.db.models import Min

    from sipks.incidents.models import Signal

    firsts: dict[int, Signal] = {}
    for one in sorted(signals, key=lambda signal: signal.item.row):
        event = told[one.item.row].event
        if event not in seen:
            seen.add(event)
            firsts[event] = one
    ids = [one.incident_id for one in firsts.values()]
    rows = Signal.objects.filter(incident__in=ids).values_list("incident")
    oldest = dict(rows.annotate(Min("item__row")).order_by())
    return {
        event: one.item.row
        for event, one in firsts.items()
        if oldest[one.incident_id] == one.item.row
    }


def _shown(laps: Sequence[Lap]) -> list[dict[str, object]]:
    size = -(-len(laps) // LAPS)
    return [
        {
            "held": start * BATCH,
            **{name: _mean(one[name] for one in laps[start : start + size]) for name in laps[0]},
            "group p95": percentile((one["group"] for one in laps[start : start + size]), 0.95),
        }
        for start in range(0, len(laps), size)
    ]


def _mean(values: Iterable[float]) -> float:
    some = list(values)
    return sum(some) / len(some) if some else 0.0


def sources() -> dict[str, Source]:
    """A source of each kind, made when first asked for."""
    from sipks.intake.models import Source
    from sipks.intake.services.sources import source_create
    from sipks.places.models import Area

    country = Area.objects.get(code="ID", valid_to=None)
    return {
        kind: Source.objects.filter(code=f"UJI-{kind}").first()
        or source_create(code=f"UJI-{kind}", name="Uji", kind=kind, area=country)
        for kind in ("news", "social", "citizen", "office", "intelligence")
    }


def items_of(given: Mapping[str, Source], told: Iterable[Telling], start: int) -> list[Item]:
    """Items, not yet stored; their row is the order of arrival, from `start`."""
    from hashlib import sha256

    from sipks.ids import uuid7
    from sipks.intake.models import Item

    items = []
    for n, one in enumerate(told, start):
        pk = uuid7()
        item = Item(
            id=pk,
            source=given[one.kind],
            owner_code="ID",
            connector="jsonl",
            row=n,
            content_hash=sha256(pk.bytes).digest(),
            raw=b"",
            text=one.text,
            fields={"source": one.outlet},
            published_at=one.published,
            received_at=one.arrived,
            external_id=str(pk),
        )
        items.append(item)
    return items


def items_write(given: Mapping[str, Source], told: Iterable[Telling], start: int) -> list[Item]:
    """The same, stored."""
    from sipks.intake.models import Item

    items = items_of(given, told, start)
    Item.objects.bulk_create(items)
    return items


def _partition(told: Sequence[Telling]) -> tuple[list[object], set[int]]:
    """Of each telling the incident that it was put into, or its own number where there is none;
    and the tellings that are held for copies."""
    from sipks.incidents.models import Signal

    rows = Signal.objects.values_list("item__row", "incident_id", "copy_of_id")
    put = {n: incident for n, incident, _ in rows}
    return [put.get(n, n) for n in range(len(told))], {n for n, _, copied in rows if copied}


def _qualities(
    told: Sequence[Telling], found: Sequence[object], copies: set[int], opened: Mapping[int, int]
) -> list[dict[str, object]]:
    """A row for all, one for those that were read, as though there were no others, and one for each
    difficulty: B-cubed over the tellings that have it, delay over the happenings that have one."""
    from .happenings import TRAITS, events_of

    all_ = range(len(told))
    read = [n for n in all_ if not isinstance(found[n], int)]
    first = {event: some[0] for event, some in events_of(told).items()}
    prompt = {event for event, n in opened.items() if n == first[event]}
    rows = [
        _quality("all", told, found, copies, prompt, all_, all_),
        _quality("all that were read", told, found, copies, set(opened), read, read),
    ]
    for trait in TRAITS:
        which = [n for n in all_ if trait in told[n].traits]
        rows.append(_quality(trait, told, found, copies, prompt, all_, which))
    return rows


def _quality(
    name: str,
    told: Sequence[Telling],
    found: Sequence[object],
    copies: set[int],
    prompt: set[int],
    within: Sequence[int],
    which: Sequence[int],
) -> dict[str, object]:
    """Figures over `which` of the tellings, in the partition of those `within`."""
    pairs = {n: (found[n], told[n].event) for n in within}
    both = Counter(pairs.values())
    size = Counter(incident for incident, _ in pairs.values())
    often = Counter(event for _, event in pairs.values())
    precision = _mean(both[pairs[n]] / size[pairs[n][0]] for n in which)
    recall = _mean(both[pairs[n]] / often[pairs[n][1]] for n in which)
    events = {told[n].event for n in which}
    return {
        "": name,
        "tellings": len(which),
        "not read": sum(isinstance(found[n], int) for n in which),
        "held for copies": len(copies.intersection(which)),
        "events": len(events),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / (precision + recall or 1),
        "delay 0": len(events & prompt) / (len(events) or 1),
    }


if __name__ == "__main__":
    main()
