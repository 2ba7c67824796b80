"""What incidents say, from what their signals say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from sipks.incidents.choices import Aspect, Precision, State
from sipks.incidents.matching import agreement
from sipks.incidents.models import Incident
from sipks.intake.models import SourceKind
from sipks.people.scope import Actor, bind
from sipks.rows import rows_write

from .moving import scopes_follow
from .tellings import Telling, tellings_of

_COUNTED = (
    "tellings",
    "sources",
    "source_kinds",
    "speakers",
    "weighed",
    "first_reported",
    "last_reported",
    "classification",
    "teaches",
)
_SAID = (
    "area",
    "scope_code",
    "lat",
    "lon",
    "title",
    "category",
    "form",
    "severity",
    "happened_from",
    "happened_to",
    "precision",
    "version",
)
_WATCHED = ("scope_code", "category", "form", "happened_from", "happened_to")
_POSTS = (SourceKind.SOCIAL, SourceKind.CITIZEN)
_SHARP = (Precision.HOUR, Precision.DAY)


def incidents_weigh(ids: Iterable[UUID]) -> list[Incident]:
    """Read all signals of incidents and say what they say: how many tell it, and, as far as no
    person has set it, what, where, when and how grave. Works on all signals, whoever is bound."""
    with bind(Actor.program("weigh")):
        told = tellings_of(ids)
        incidents = list(Incident.objects.select_for_update().filter(pk__in=told).order_by("pk"))
        for incident in incidents:
            weigh(incident, told[incident.pk])
        incidents_write(incidents)
        scopes_follow([one.pk for one in incidents])
    return incidents


def weigh(incident: Incident, told: Sequence[Telling]) -> None:
    """Set an incident (not yet saved) to what all its signals say.

    Copies are left out of every vote. The most secret signal sets the classification. Nothing
    depends on the order in which signals came.
    """
    originals = [one for one in told if not one.copy] or list(told)
    incident.tellings = incident.weighed = len(told)
    incident.sources = len({one.teller for one in originals})
    incident.source_kinds = sorted({one.kind for one in told})
    incident.speakers = sum(one.speaks for one in told)
    incident.first_reported = min(one.reported for one in told)
    incident.last_reported = max(one.reported for one in told)
    incident.classification = max(one.classification for one in told)
    incident.teaches = 0 if answered(incident) else max(one.teaches for one in originals)
    before = [getattr(incident, name) for name in _WATCHED]
    if not (incident.settled and any(one.title == incident.title for one in told)):
        incident.title = min(originals, key=_rank).title
    for aspect, say in _ASPECTS.items():
        if aspect not in incident.kept:
            say(incident, originals)
    incident.version += before != [getattr(incident, name) for name in _WATCHED]


def answered(incident: Incident) -> bool:
    """Whether a person has said what it is, so that asking again would teach nothing."""
    return incident.state != State.NEW or Aspect.WHAT in incident.kept


def _rank(one: Telling) -> tuple[Any, ...]:
    """Who wrote a report or an article before who posted in passing; then the most telling, and of
    equals the first reported."""
    return (one.kind in _POSTS, -one.relevance, one.reported, one.fingerprint, one.title)


def _what(incident: Incident, originals: Sequence[Telling]) -> None:
    incident.category = most(one.category for one in originals)
    incident.form = most(one.form for one in originals)
    incident.severity = max(one.severity for one in originals)


def _where(incident: Incident, originals: Sequence[Telling]) -> None:
    place = deepest(one.place for one in originals)
    located = [one for one in originals if one.place == place]
    chosen = min(located or originals, key=_rank)
    incident.area_id, incident.scope_code = chosen.area, place or chosen.home
    incident.lat, incident.lon = chosen.lat, chosen.lon


def _when(incident: Incident, originals: Sequence[Telling]) -> None:
    """From the first to the last day that tellings name; when none names one, the first report's
    day; when all are vague, the narrowest span."""
    sharp = [one for one in originals if one.dated and one.precision in _SHARP]
    if sharp:
        first = min(sharp, key=lambda one: (one.start, one.end))
        incident.happened_from = first.start
        incident.happened_to = max(one.end for one in sharp)
        incident.precision = first.precision
        return
    said = [one for one in originals if one.dated] or list(originals)
    chosen = min(said, key=lambda one: (one.end - one.start, one.start, one.reported))
    incident.happened_from, incident.happened_to = chosen.start, chosen.end
    incident.precision = chosen.precision


_ASPECTS: dict[str, Callable[[Incident, Sequence[Telling]], None]] = {
    Aspect.WHAT: _what,
    Aspect.WHERE: _where,
    Aspect.WHEN: _when,
}


def most(values: Iterable[str]) -> str:
    """The commonest non-empty value; of equals the first in the alphabet."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")


def deepest(places: Iterable[str]) -> str:
    """The place that most agree on, level by level, as deep as any of those goes.

    >>> deepest(["73.71", "73.71.01", "73.06.02", "73.71"])
    '73.71.01'
    """
    named = [place for place in places if place]
    found = ""
    for length in (2, 5, 8, 13):
        inside = [place for place in named if not found or agreement(place, found)]
        found = most(place[:length] for place in inside if len(place) >= length) or found
    return found


def incidents_write(incidents: Sequence[Incident]) -> None:
    """Save incidents that exist, with one statement."""
    rows_write(incidents, update=[*_COUNTED, *_SAID])
