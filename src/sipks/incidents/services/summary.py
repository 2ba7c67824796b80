from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sipks.incidents.models import Incident, Signal

_COUNTED = ["tellings", "sources", "source_kinds", "first_reported", "last_reported",
            "classification"]
_UNDERSTOOD = ["area", "scope_code", "lat", "lon", "title", "category", "form", "severity",
               "happened_from", "happened_to", "precision"]


def incidents_refresh(ids: Iterable[UUID]) -> None:
    """Say of incidents what their signals say: how many tell it, and, as long as no person has
    settled it, what, where, when and how grave.

    Copies are left out of every vote. The most secret signal sets the classification.
    """
    told: dict[UUID, list[Signal]] = defaultdict(list)
    signals = Signal.objects.filter(incident__in=list(ids)).order_by("pk")
    for signal in signals.select_related("area", "source").defer("terms", "bands", "excerpt"):
        told[signal.incident_id].append(signal)
    incidents = list(Incident.objects.filter(pk__in=told))
    for incident in incidents:
        _count(incident, told[incident.pk])
        if not incident.settled:
            _understand(incident, [one for one in told[incident.pk] if not one.copy_of_id]
                        or told[incident.pk])
    Incident.objects.bulk_update(incidents, _COUNTED + _UNDERSTOOD, batch_size=500)


def _count(incident: Incident, signals: Sequence[Signal]) -> None:
    incident.tellings = len(signals)
    incident.sources = len({one.teller for one in signals if not one.copy_of_id})
    incident.source_kinds = sorted({one.source.kind for one in signals})
    incident.first_reported = min(one.reported_at for one in signals)
    incident.last_reported = max(one.reported_at for one in signals)
    incident.classification = max(one.classification for one in signals)


def _understand(incident: Incident, originals: Sequence[Signal]) -> None:
    best = max(originals, key=lambda one: (one.relevance, -one.pk.int))
    located = max(originals, key=lambda one: len(one.area.code) if one.area else 0)
    dated = min(originals, key=lambda one: (one.happened_to - one.happened_from, one.pk))
    incident.title = best.title
    incident.category = _most(one.category for one in originals)
    incident.form = _most(one.form for one in originals)
    incident.severity = max(one.severity for one in originals)
    incident.area, incident.scope_code = located.area, located.scope_code
    incident.lat, incident.lon = located.lat, located.lon
    incident.happened_from, incident.happened_to = dated.happened_from, dated.happened_to
    incident.precision = dated.precision


def _most(values: Iterable[str]) -> str:
    """The commonest non-empty value; of equals the first in the alphabet."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")
