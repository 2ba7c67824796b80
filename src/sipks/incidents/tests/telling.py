"""Material for tests: what readers would understand of texts that tell of happenings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sipks.incidents.models import Incident, Signal
from sipks.incidents.services.grouping import signals_group
from sipks.incidents.services.signals import signals_prepare
from sipks.intake.models import Item, Source, SourceKind
from sipks.places.models import Area
from sipks.reading import Figure, Impact, Place, Reading, Scored, When
from sipks.reading.fingerprint import fingerprint
from sipks.reading.normalise import prepare

NOON = datetime(2025, 2, 3, 5, 0, tzinfo=UTC)
_numbers = count(1)

Told = tuple[Item, Reading]


def source(code: str, **fields: Any) -> Source:
    """A source of this code, made when first asked for."""
    found: Source | None = Source.objects.filter(code=code).select_related("area").first()
    if found:
        return found
    country = Area.objects.get(code="ID")
    made: Source = Source.objects.create(
        code=code, name=code, **({"kind": SourceKind.NEWS, "area": country} | fields)
    )
    return made


def tell(
    text: str,
    place: str = "73.71.01",
    day: str | None = "2025-02-03",
    *,
    by: str = "harian-a",
    category: str = "SOS-1",
    form: str = "bentrok_massa",
    reported: datetime = NOON,
    relevance: float = 0.9,
    severity: int = 3,
    killed: tuple[int, int, int | None] | None = None,
    precision: str = "day",
    **item: Any,
) -> Told:
    """An item as stored, and what a reader would say of it. `day` None: the text does not say."""
    sender = source(by)
    number = next(_numbers)
    fields = {
        "connector": "jsonl",
        "scope_code": place or sender.scope_code,
        "owner_code": sender.scope_code,
        "drill": sender.drill,
        "classification": sender.default_classification,
    }
    stored = Item.objects.create(
        source=sender,
        row=number,
        content_hash=number.to_bytes(32),
        raw=b"{}",
        text=text,
        published_at=reported,
        received_at=reported,
        **(fields | item),
    )
    said = Reading(
        id=str(stored.pk),
        language="id",
        relevant=True,
        relevance=relevance,
        categories=(Scored(category, 0.9),) if category else (),
        forms=(Scored(form, 0.9),) if form else (),
        hate={},
        places=(),
        place=Place(place, place, "district", None, None, 0.9, 0, 1) if place else None,
        when=When(day, day, precision) if day else None,
        impact=Impact(killed=Figure(*killed) if killed else None),
        severity=severity,
        masked=text,
        fingerprint=fingerprint(prepare(text)),
        model="test",
    )
    return stored, said


def group(*told: Told) -> list[Signal]:
    """Take tellings in as one batch; answers their signals, as they now stand in the database."""
    signals, facts = signals_prepare(told)
    signals_group(signals=signals, facts=facts)
    by_item = {one.item_id: one for one in Signal.objects.select_related("incident")}
    return [by_item[item.pk] for item, _ in told]


def incidents(signals: Sequence[Signal]) -> list[Incident]:
    """The incidents of signals, each once, as they now stand."""
    ids = dict.fromkeys(one.incident_id for one in signals)
    return [Incident.objects.get(pk=pk) for pk in ids]


def later(**span: int) -> datetime:
    """A moment after `NOON`."""
    return NOON + timedelta(**span)
