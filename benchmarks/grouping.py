"""Same-event grouping: milliseconds a signal and B-cubed F1, on invented happenings."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from .machine import fresh_home, percentile, table

if TYPE_CHECKING:
    from sipks.intake.models import Item, Source
    from sipks.reading import Reading

    from .happenings import Telling

BATCH = 200
LAPS = 5


@click.command()
@click.option("--signals", default=100_000, show_default=True)
@click.option("--days", default=365, show_default=True, help="Over how many days they come.")
@click.option("--home", default="", help="Keep the database in this folder.")
def main(signals: int, days: int, home: str) -> None:
    """Group invented tellings batch by batch, as the worker does, and compare with the truth."""
    with fresh_home(home):
        from sipks.people.scope import Actor, bind

        from .happenings import tellings

        told = tellings(signals, days=days)
        with bind(Actor.program("benchmark")):
            laps = _run(told)
            truth = _partition(told)
        table(
            f"Grouping of {len(told):,} signals in batches of {BATCH} (budget 2 ms a signal)", laps
        )
        table("Same event, against the truth", [_quality(truth)])


def _run(told: Sequence[Telling]) -> list[dict[str, object]]:
    """Group everything; a row a lap: milliseconds a signal for preparing and for grouping."""
    from sipks.incidents.services.grouping import signals_group
    from sipks.incidents.services.signals import signals_prepare

    source = _source()
    prepare: list[float] = []
    group: list[float] = []
    for start in range(0, len(told), BATCH):
        read = _read(source, told[start : start + BATCH])
        begun = time.perf_counter()
        signals, facts = signals_prepare(read)
        prepared = time.perf_counter()
        signals_group(signals=signals, facts=facts)
        prepare.append(1000 * (prepared - begun) / len(read))
        group.append(1000 * (time.perf_counter() - prepared) / len(read))
    size = -(-len(group) // LAPS)
    return [
        {
            "signals before": start * BATCH,
            "prepare ms": sum(prepare[start : start + size]) / len(prepare[start : start + size]),
            "group ms": sum(group[start : start + size]) / len(group[start : start + size]),
            "group p95 ms": percentile(group[start : start + size], 0.95),
        }
        for start in range(0, len(group), size)
    ]


def _source() -> Source:
    from sipks.intake.services.sources import source_create
    from sipks.places.models import Area

    country = Area.objects.get(code="ID", valid_to=None)
    return source_create(code=f"UJI-{time.time_ns()}", name="Uji", kind="news", area=country)


def _read(source: Source, told: Iterable[Telling]) -> list[tuple[Item, Reading]]:
    """Items in the store, with what a good reader would say of them."""
    from hashlib import sha256

    from sipks.ids import uuid7
    from sipks.intake.models import Item

    read = []
    for n, one in enumerate(told):
        pk = uuid7()
        digest = sha256(pk.bytes).digest()
        item = Item(
            id=pk,
            source=source,
            owner_code="ID",
            connector="jsonl",
            row=one.event,
            content_hash=digest,
            raw=b"",
            text=one.text,
            fields={"source": one.outlet},
            published_at=one.reported,
            received_at=one.reported,
            external_id=f"{n}-{pk}",
        )
        read.append((item, _reading(str(pk), one)))
    Item.objects.bulk_create(item for item, _ in read)
    return read


def _reading(pk: str, one: Telling) -> Reading:
    from sipks.reading import Impact, Place, Reading, Scored, When
    from sipks.reading.fingerprint import fingerprint
    from sipks.reading.normalise import prepare

    day = one.day.date().isoformat()
    return Reading(
        id=pk,
        language="id",
        relevant=True,
        relevance=0.9,
        categories=(Scored(one.category, 0.9),) if one.category else (),
        forms=(Scored(one.form, 0.9),) if one.form else (),
        hate={},
        places=(),
        place=Place(one.place, "", "", None, None, 0.9, 0, 1),
        when=When(day, day, "day") if one.dated else None,
        impact=Impact(),
        severity=2,
        masked=one.text,
        fingerprint=fingerprint(prepare(one.text)),
        model="truth",
    )


def _partition(told: Sequence[Telling]) -> list[tuple[object, int]]:
    """Of each signal the incident that it was put into, and the happening that it tells of."""
    from sipks.incidents.models import Signal

    return list(Signal.objects.values_list("incident_id", "item__row"))


def _quality(pairs: Sequence[tuple[object, int]]) -> dict[str, object]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998)."""
    both, found, true = Counter(pairs), Counter(p[0] for p in pairs), Counter(p[1] for p in pairs)
    precision = sum(n * n / found[one] for (one, _), n in both.items()) / len(pairs)
    recall = sum(n * n / true[event] for (_, event), n in both.items()) / len(pairs)
    return {
        "events": len(true),
        "incidents": len(found),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / (precision + recall),
    }


if __name__ == "__main__":
    main()
