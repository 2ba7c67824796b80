from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from sipks.incidents.choices import Impact, State, Verb
from sipks.incidents.matching import agreement, overlap
from sipks.incidents.models import Decision, Fact, Incident, Signal
from sipks.incidents.services.decisions import decisions_of
from sipks.incidents.terms import unpack
from sipks.intake.models import Item, Reliability, Source
from sipks.intake.selectors import item_sources
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, below, current_actor

SHOWN = 200
_NEAR = timedelta(days=7)
_COMPARED = 60
_MERGING = (Verb.MERGE, Verb.JOIN)


@dataclass(frozen=True, slots=True)
class Figures:
    """One kind of figure over all who give one: the range, and who says what.

    `best` is that of the most reliable source, the newest of equals; a source that the actor may
    not see counts as one that cannot be judged. `high` is None when somebody
    says "at least". Nothing is added up: tellings of one happening count the same people.
    """

    low: int
    best: int
    high: int | None
    told: list[tuple[Fact, Signal]]


def incident_get(pk: UUID) -> Incident:
    """The incident with its area and those above; `Incident.DoesNotExist` when it is not there
    or not for the bound actor. What it was merged into is not fetched with it: that may be more
    secret, and is then not there either."""
    found = Incident.objects.select_related("area__parent__parent__parent")
    incident: Incident = found.get(pk=pk)
    return incident


def incident_may(incident: Incident) -> bool:
    """Whether the bound actor may decide on the incident."""
    return current_actor().may(Act.VERIFY, incident.scope_code, incident.classification)


def incident_by_share(incident: Incident) -> bool:
    """Whether the bound actor sees the incident only because it is shared with him."""
    return not current_actor().may(Act.READ, incident.scope_code, incident.classification)


def incident_signals(incident: Incident, limit: int = SHOWN) -> list[Signal]:
    """What tells of the incident, each with its `area`: the originals by falling relevance, each
    followed by its copies; at most `limit`.

    A signal may be for more eyes than the item that it came from. `came` is the item, with its
    `reading`, and `sender` its source; both None where the actor may not see the item.
    """
    found = Signal.objects.filter(incident=incident).select_related("area").defer("terms")
    originals = list(found.filter(copy_of=None).order_by("-relevance", "pk")[:limit])
    copies: dict[UUID | None, list[Signal]] = defaultdict(list)
    for copy in found.exclude(copy_of=None).order_by("pk")[: max(0, limit - len(originals))]:
        copies[copy.copy_of_id].append(copy)
    told = [one for original in originals for one in (original, *copies.pop(original.pk, ()))]
    told += [copy for rest in copies.values() for copy in rest]
    _attach(told)
    return told


def _attach(signals: Sequence[Signal]) -> None:
    items = Item.objects.select_related("reading").defer("raw")
    came = items.in_bulk([one.item_id for one in signals])
    senders = item_sources(came)
    for one in signals:
        one.came = came.get(one.item_id)  # type: ignore[attr-defined]
        one.sender = senders.get(one.item_id)  # type: ignore[attr-defined]


def incident_hidden_signals(incident: Incident) -> int:
    """How many tellings the bound actor may not read."""
    return max(0, incident.tellings - Signal.objects.filter(incident=incident).count())


def incident_facts(incident: Incident) -> dict[str, Figures]:
    """Figures by kind (the values of `Impact`, in their order), copies left out."""
    signals = Signal.objects.filter(incident=incident, copy_of=None)
    told = Fact.objects.filter(signal__in=signals).select_related("signal")
    facts = list(told.defer("signal__terms", "signal__excerpt"))
    senders = item_sources({fact.signal.item_id for fact in facts})
    by_kind: dict[str, list[tuple[Fact, Signal]]] = defaultdict(list)
    for fact in facts:
        fact.signal.sender = senders.get(fact.signal.item_id)  # type: ignore[attr-defined]
        by_kind[fact.kind].append((fact, fact.signal))
    return {kind: _figures(by_kind[kind]) for kind in Impact.values if kind in by_kind}


def _figures(told: list[tuple[Fact, Signal]]) -> Figures:
    told.sort(key=lambda one: (one[1].reported_at, one[1].pk), reverse=True)
    told.sort(key=lambda one: _reliability(one[1]))
    highs = [fact.high for fact, _ in told]
    return Figures(
        low=min(fact.low for fact, _ in told),
        best=told[0][0].best,
        high=None if None in highs else max(high for high in highs if high is not None),
        told=told,
    )


def _reliability(signal: Signal) -> str:
    sender: Source | None = signal.sender  # type: ignore[attr-defined]
    return sender.reliability if sender else Reliability.F


def incident_decisions(incident: Incident) -> list[Decision]:
    """What was decided on the incident or with it, newest first; `can_undo` says of each whether
    it is the one that can be taken back now, `joined` the titles of those that it merged, as far
    as the actor may see them."""
    decisions = list(decisions_of(incident.pk).select_related("incident")[:SHOWN])
    standing = next((one for one in decisions if not one.undone_at), None)
    titles = _titles(decisions)
    for one in decisions:
        one.can_undo = one is standing  # type: ignore[attr-defined]
        one.joined = [titles[pk] for pk in one.others if pk in titles]  # type: ignore[attr-defined]
    return decisions


def _titles(decisions: Sequence[Decision]) -> dict[UUID, str]:
    merged = {pk for one in decisions if one.verb in _MERGING for pk in one.others}
    seen = Incident.objects.filter(pk__in=merged) if merged else Incident.objects.none()
    return dict(seen.values_list("pk", "title"))


def incident_candidates(incident: Incident, size: int = 8) -> list[Incident]:
    """Incidents that might be the same happening, the most alike first; each has `likeness` 0–1.

    They lie around it in place (same regency, or the province when no more is known) and time.
    """
    told = _terms([incident.pk]).get(incident.pk, [])
    near = _around(incident).exclude(pk=incident.pk).select_related("area")
    found = list(near.order_by("-last_reported")[:_COMPARED])
    terms = _terms([one.pk for one in found])
    for one in found:
        one.likeness = _likeness(incident, told, one, terms.get(one.pk, []))  # type: ignore[attr-defined]
    alike = [one for one in found if one.likeness > 0.05]  # type: ignore[attr-defined]
    return sorted(alike, key=lambda one: -one.likeness)[:size]  # type: ignore[attr-defined]


def _around(incident: Incident) -> QuerySet[Incident]:
    code = incident.scope_code if incident.scope_code == COUNTRY else incident.scope_code[:5]
    return Incident.objects.filter(
        below("scope_code", code) | Q(scope_code=code[:2]),
        merged_into=None,
        drill=incident.drill,
        happened_from__lte=incident.happened_to + _NEAR,
        happened_to__gte=incident.happened_from - _NEAR,
    ).exclude(state=State.SET_ASIDE)


def _terms(ids: Sequence[UUID]) -> dict[UUID, list[frozenset[int]]]:
    """The words of up to a dozen tellings of each incident."""
    rows = Signal.objects.filter(incident__in=ids, speaks=True)
    found: dict[UUID, list[frozenset[int]]] = defaultdict(list)
    for pk, packed in rows.order_by("pk").values_list("incident_id", "terms"):
        if len(found[pk]) < 12:
            found[pk].append(unpack(packed))
    return found


def _likeness(
    one: Incident, told: list[frozenset[int]], other: Incident, terms: list[frozenset[int]]
) -> float:
    """The greatest overlap of words, raised where place and kind agree."""
    words = max((overlap(a, b) for a in told for b in terms), default=0.0)
    kind = 0.1 if one.category[:3] == other.category[:3] or one.form == other.form else 0.0
    place = 0.1 if agreement(one.scope_code, other.scope_code) else 0.0
    return min(1.0, words + kind + place) if words else 0.0
