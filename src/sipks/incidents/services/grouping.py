from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction

from sipks.ids import uuid7
from sipks.incidents.matching import Trace, agreement, is_copy, linked, overlap
from sipks.incidents.models import Decision, Fact, Incident, Signal

from .neighbours import Neighbour, neighbours
from .signals import trace
from .summary import incidents_refresh

_LOCK = 0x5195_0001


def grouping_lock() -> None:
    """Wait until no one else groups or decides, and hold them off until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


@dataclass(slots=True)
class Groups:
    """Incidents while a batch is put into them."""

    opened: dict[UUID, Incident] = field(default_factory=dict)
    joined: dict[UUID, UUID] = field(default_factory=dict)

    def root(self, incident: UUID) -> UUID:
        """The incident into which this one has been joined."""
        while incident in self.joined:
            incident = self.joined[incident]
        return incident


@transaction.atomic
def signals_group(*, signals: Sequence[Signal], facts: Sequence[Fact] = ()) -> set[UUID]:
    """Put new signals into incidents, joining incidents that turn out to be one; save all.

    Groups are the connected parts of the relation `matching.linked`, so they do not depend on the
    order of arrival, with two exceptions: places that exclude each other are not joined through a
    vaguer text between them, and what a person has settled is not joined by the program. One
    worker groups at a time. Answers the incidents that were touched.
    """
    grouping_lock()
    groups, held, batch = Groups(), neighbours(signals), list[Neighbour]()
    for position, signal in enumerate(signals):
        known = [*held.get(position, ()), *batch]
        batch.append(_assign(signal, known, groups))
    return _save(signals, facts, groups)


def _assign(signal: Signal, known: Iterable[Neighbour], groups: Groups) -> Neighbour:
    told = trace(signal)
    matches = [one for one in known if _same(told, one)]
    matches.sort(key=lambda one: (-overlap(told.terms, one.trace.terms), one.id))
    if matches:
        signal.incident_id = groups.root(matches[0].incident)
        _join(signal.incident_id, matches, groups)
        copied = next((one for one in matches if is_copy(told, one.trace)), None)
        signal.copy_of_id = copied and (copied.copy_of or copied.id)
    else:
        incident = _open(signal)
        groups.opened[incident.pk] = incident
        signal.incident_id = incident.pk
    return Neighbour(
        signal.pk, signal.incident_id, signal.copy_of_id, settled=False, aside=False, trace=told
    )


def _same(told: Trace, other: Neighbour) -> bool:
    """Linked; to what was set aside only as a copy, since other words may tell of something new."""
    return is_copy(told, other.trace) if other.aside else linked(told, other.trace)


def _join(target: UUID, matches: Sequence[Neighbour], groups: Groups) -> None:
    first = matches[0]
    if first.settled:
        return
    for other in matches[1:]:
        root = groups.root(other.incident)
        compatible = agreement(first.trace.place, other.trace.place) is not None
        if root != groups.root(target) and compatible and not (other.settled or other.aside):
            groups.joined[root] = groups.root(target)


def _open(signal: Signal) -> Incident:
    return Incident(
        id=uuid7(), title=signal.title, area=signal.area, scope_code=signal.scope_code,
        classification=signal.classification, drill=signal.drill, lat=signal.lat, lon=signal.lon,
        category=signal.category, form=signal.form, severity=signal.severity,
        happened_from=signal.happened_from, happened_to=signal.happened_to,
        precision=signal.precision, first_reported=signal.reported_at,
        last_reported=signal.reported_at,
    )


def _save(signals: Sequence[Signal], facts: Sequence[Fact], groups: Groups) -> set[UUID]:
    for signal in signals:
        signal.incident_id = groups.root(signal.incident_id)
    Incident.objects.bulk_create(
        incident for pk, incident in groups.opened.items() if pk not in groups.joined
    )
    Signal.objects.bulk_create(signals)
    Fact.objects.bulk_create(facts)
    for old in groups.joined.keys() - groups.opened.keys():
        _move(old, groups.root(old))
    touched = {signal.incident_id for signal in signals}
    incidents_refresh(touched)
    return touched


def _move(old: UUID, target: UUID) -> None:
    """Join a stored incident into another; the decision makes it visible and can be undone."""
    moved = Signal.objects.filter(incident_id=old)
    ids = [str(pk) for pk in moved.values_list("pk", flat=True)]
    moved.update(incident_id=target)
    Incident.objects.filter(pk=old).update(merged_into_id=target)
    Decision.objects.create(
        incident_id=target, verb="join", actor_name="SIPKS",
        before={"incident": str(old), "signals": ids}, after={"incident": str(target)},
    )
