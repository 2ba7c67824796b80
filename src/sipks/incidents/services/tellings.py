"""Signals as weighing reads them: no model instances, so that thousands cost little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from sipks.incidents.models import Signal


class Telling(NamedTuple):
    """A signal as far as weighing needs it."""

    pk: UUID
    incident: UUID
    copy: UUID | None
    speaks: bool
    teller: str
    kind: str
    drill: bool
    reported: datetime
    classification: int
    relevance: float
    fingerprint: int
    place: str
    area: UUID | None
    home: str
    lat: float | None
    lon: float | None
    title: str
    category: str
    form: str
    severity: int
    teaches: int
    start: datetime
    end: datetime
    precision: str
    dated: bool


_COLUMNS = (
    "pk",
    "incident_id",
    "copy_of_id",
    "speaks",
    "teller",
    "source__kind",
    "drill",
    "reported_at",
    "classification",
    "relevance",
    "fingerprint",
    "place",
    "area_id",
    "source__scope_code",
    "lat",
    "lon",
    "title",
    "category",
    "form",
    "severity",
    "teaches",
    "happened_from",
    "happened_to",
    "precision",
    "dated",
)


def telling(signal: Signal) -> Telling:
    """A signal, stored or not, as weighing sees it."""
    return Telling(
        signal.pk,
        signal.incident_id,
        signal.copy_of_id,
        signal.speaks,
        signal.teller,
        signal.source.kind,
        signal.drill,
        signal.reported_at,
        signal.classification,
        signal.relevance,
        signal.fingerprint,
        signal.place,
        signal.area_id,
        signal.source.scope_code,
        signal.lat,
        signal.lon,
        signal.title,
        signal.category,
        signal.form,
        signal.severity,
        signal.teaches,
        signal.happened_from,
        signal.happened_to,
        signal.precision,
        signal.dated,
    )


def tellings_of(ids: Iterable[UUID]) -> dict[UUID, list[Telling]]:
    """All signals of incidents."""
    told: dict[UUID, list[Telling]] = defaultdict(list)
    rows: QuerySet[Signal, Any] = Signal.objects.filter(incident__in=list(ids))
    for row in rows.values_list(*_COLUMNS):
        one = Telling(*row)
        told[one.incident].append(one)
    return told
