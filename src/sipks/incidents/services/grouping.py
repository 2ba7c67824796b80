from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import inf
from uuid import UUID

from django.db import transaction

from sipks.ids import uuid7
from sipks.incidents.matching import LINK, Trace, evidence, excludes, is_copy
from sipks.incidents.models import Fact, Incident, Signal

from .lock import grouping_lock
from .neighbours import Neighbour, Pool, neighbour_keys, pool_fetch
from .signals import trace
from .store import grouped_save

SPEAKERS = 12


@dataclass(slots=True)
class Groups:
    """Incidents while a batch is put into them: what was joined into what, the place of each, and
    how many of its signals speak."""

    opened: set[UUID] = field(default_factory=set)
    joined: dict[UUID, UUID] = field(default_factory=dict)
    places: dict[UUID, str] = field(default_factory=dict)
    speakers: dict[UUID, int] = field(default_factory=dict)

    def root(self, incident: UUID) -> UUID:
        """The incident into which this one has been joined."""
        while incident in self.joined:
            incident = self.joined[incident]
        return incident

    def know(self, one: Neighbour) -> UUID:
        """Take note of the incident of a stored signal; answers its root."""
        root = self.root(one.incident)
        self.places.setdefault(root, one.incident_place)
        self.speakers.setdefault(root, one.speakers)
        return root

    def join(self, one: UUID, other: UUID) -> UUID:
        """Make two incidents one, that which is older; answers it."""
        old, new = sorted((one, other), key=lambda pk: (pk in self.opened, pk))
        self.joined[new] = old
        self.narrow(old, self.places[new])
        self.speakers[old] += self.speakers[new]
        return old

    def narrow(self, incident: UUID, place: str) -> None:
        """The place of an incident is the deepest that its signals name."""
        if len(place) > len(self.places[incident]):
            self.places[incident] = place


@transaction.atomic
def signals_group(*, signals: Sequence[Signal], facts: Sequence[Fact] = ()) -> list[Incident]:
    """Put new signals into incidents, joining incidents that turn out to be one; save all.
    Answers the incidents that are new or changed.

    Groups are the connected parts of the relation `matching.linked`, so they do not depend on the
    order of arrival, with these exceptions: places that exclude each other are not joined through
    a vaguer text between them, which then stays with whichever it came to first; what a person
    has settled is not joined by the program; a near-duplicate is compared for others by the text
    that it copies; and of an incident told very often only `SPEAKERS` signals are compared. One
    worker groups at a time.
    """
    if not signals:
        return []
    grouping_lock()
    groups, pool = Groups(), pool_fetch(signals)
    for signal in signals:
        _assign(signal, trace(signal), pool, groups)
    return grouped_save(signals, facts, groups.opened, groups.joined)


def _assign(signal: Signal, told: Trace, pool: Pool, groups: Groups) -> None:
    copied = _copied(signal, told, pool)
    matches = _matches(told, pool, copied, groups)
    if matches:
        root = _join(matches, groups)
    else:
        root = uuid7()
        groups.opened.add(root)
        groups.places[root], groups.speakers[root] = "", 0
    signal.incident_id = root
    signal.copy_of_id = copied.id if copied else None
    groups.narrow(root, told.place)
    _remember(signal, told, copied, pool, groups)


def _copied(signal: Signal, told: Trace, pool: Pool) -> Neighbour | None:
    """The text that this one is a near-duplicate of, the first that came."""
    alike = chain(
        pool.alike(told.fingerprint, signal.reported_at.timestamp()),
        (one for one in pool.near(told.place) if one.copy_of is None),
    )
    return min((one for one in alike if is_copy(told, one.trace)), key=_id, default=None)


def _matches(told: Trace, pool: Pool, copied: Neighbour | None, groups: Groups) -> list[Neighbour]:
    """Who tells of the same, the most alike first. To what was set aside only a copy belongs:
    other words may tell of something new."""
    found = {
        one.id: (evidence(told, one.trace), one) for one in pool.near(told.place) if not one.aside
    }
    if copied:
        found[copied.id] = (inf, copied)
    fitting = [
        (-weight, one.id, one)
        for weight, one in found.values()
        if weight > LINK and not excludes(told.place, groups.places[groups.know(one)])
    ]
    return [one for *_, one in sorted(fitting, key=lambda some: some[:2])]


def _join(matches: Sequence[Neighbour], groups: Groups) -> UUID:
    """Join the incidents of all matches as far as that may be; answers that of the best."""
    first = matches[0]
    root = groups.root(first.incident)
    if first.settled or first.aside:
        return root
    for other in matches[1:]:
        there = groups.root(other.incident)
        apart = there != root and not (other.settled or other.aside)
        if apart and not excludes(groups.places[root], groups.places[there]):
            root = groups.join(root, there)
    return root


def _remember(
    signal: Signal, told: Trace, copied: Neighbour | None, pool: Pool, groups: Groups
) -> None:
    root = signal.incident_id
    new = Neighbour(signal.pk, root, signal.copy_of_id, settled=False, aside=False, trace=told)
    adds = copied is None or _as_understood(told) != _as_understood(copied.trace)
    signal.speaks = bool(told.place) and adds and groups.speakers[root] < SPEAKERS
    if signal.speaks:
        groups.speakers[root] += 1
        pool.speak(new)
    if copied is None:
        pool.copyable(new, neighbour_keys(signal))


def _as_understood(told: Trace) -> tuple[str, str, str]:
    return told.place, told.category, told.form


def _id(one: Neighbour) -> UUID:
    return one.id
