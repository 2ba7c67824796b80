"""Saving what a batch was grouped into, at a cost that goes with the batch and not with how often
a thing has been told already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sipks.audit.services import entry_create
from sipks.incidents.choices import Verb
from sipks.incidents.matching import excludes
from sipks.incidents.models import Decision, Fact, Incident, Signal
from sipks.people.scope import current_actor
from sipks.rows import rows_write

from .decisions import snapshot
from .hearing import heard_add
from .moving import incidents_join, scopes_follow
from .tally import tally
from .tellings import Telling, telling, tellings_of
from .weigh import incidents_write, weigh

# Up to so many tellings an incident is weighed anew with each; from then on when they have grown
# by a quarter, so that a telling costs the same however often a thing is told.
FEW = 40
GROWTH = 1.25
TOLD = 200  # joins of a batch that the record names one by one

Told = Mapping[UUID, Sequence[Telling]]


def grouped_save(
    signals: Sequence[Signal], facts: Sequence[Fact], opened: set[UUID], joined: Mapping[UUID, UUID]
) -> list[Incident]:
    """Save signals with the incidents they were put into (`incident_id`, before joining).

    `opened` are the incidents that are new; `joined` says which went into which. Answers the
    incidents that are new or changed.
    """
    told: dict[UUID, list[Telling]] = defaultdict(list)
    for signal in signals:
        signal.incident_id = _root(signal.incident_id, joined)
        told[signal.incident_id].append(telling(signal))
    new = [_opened(pk, one) for pk, one in told.items() if pk in opened]
    rows_write(new)
    old, moved = _stored(
        {pk: one for pk, one in told.items() if pk not in opened},
        {pk: _root(pk, joined) for pk in joined if pk not in opened},
    )
    incidents = new + old
    codes = {one.pk: one.scope_code for one in incidents}
    for signal in signals:
        signal.scope_code = _scope(signal.place, codes[signal.incident_id])
    rows_write(signals)
    rows_write(facts, skip=["id"])
    if moved:
        scopes_follow(moved)
    _record({pk: _root(pk, joined) for pk in joined if pk not in opened})
    heard_add(signals)
    return incidents


def _record(joined: Mapping[UUID, UUID]) -> None:
    """The program's own joins of a batch, in one entry; each is a decision that can be undone."""
    if joined:
        pairs = [[str(one), str(into)] for one, into in list(joined.items())[:TOLD]]
        entry_create(
            actor=current_actor(), verb="incidents_join", subject="incident",
            count=len(joined), joined=pairs,
        )  # fmt: skip


def _root(incident: UUID, joined: Mapping[UUID, UUID]) -> UUID:
    while incident in joined:
        incident = joined[incident]
    return incident


def _scope(place: str, incident_scope: str) -> str:
    """See `weigh.scopes_follow`."""
    other = excludes(place, incident_scope) or len(place) > len(incident_scope)
    return place if other else incident_scope


def _opened(pk: UUID, told: Sequence[Telling]) -> Incident:
    first = told[0]
    incident = Incident(id=pk, drill=first.drill)
    weigh(incident, told)
    incident.version = 1
    return incident


def _stored(told: Told, joined: Mapping[UUID, UUID]) -> tuple[list[Incident], list[UUID]]:
    """Bring stored incidents up to date with new tellings and with what is joined to them;
    answers them, and which of them have another scope than before."""
    ids = told.keys() | joined.keys() | set(joined.values())
    held = Incident.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(list(ids))
    for target in sorted(set(joined.values())):
        _join(held[target], [held[pk] for pk, into in joined.items() if into == target])
    grown = [held[pk] for pk in ids - joined.keys()]
    due = [one for one in grown if one.pk in joined.values() or _due(one, told.get(one.pk, ()))]
    before = {one.pk: one.scope_code for one in grown}
    past = tellings_of([one.pk for one in due])
    for one in due:
        weigh(one, [*past[one.pk], *told.get(one.pk, ())])
    tally({one: told[one.pk] for one in grown if one not in due})
    incidents_write(grown)
    changed = [
        one.pk for one in grown if one.scope_code != before[one.pk] or one.pk in joined.values()
    ]
    return grown, changed


def _due(incident: Incident, told: Sequence[Telling]) -> bool:
    count = incident.tellings + len(told)
    return count <= FEW or count >= GROWTH * incident.weighed


def _join(target: Incident, others: Sequence[Incident]) -> None:
    """Join stored incidents into another; the decision makes it visible and can be undone."""
    before = {
        "incidents": {str(one.pk): snapshot(one) for one in (target, *others)},
        "signals": incidents_join(target.pk, [one.pk for one in others]),
    }
    for one in others:
        one.merged_into, one.version = target, one.version + 1
        one.save(update_fields=["merged_into", "version"])
    target.version += 1
    Decision.objects.create(
        incident=target,
        others=[one.pk for one in others],
        verb=Verb.JOIN,
        actor_name="SIPKS",
        before=before,
        after={"merged": [one.title for one in others]},
    )
