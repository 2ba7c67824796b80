from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.incidents.choices import Verb
from sipks.incidents.learning.services.lessons import lessons_keep
from sipks.incidents.models import Decision, Incident, Signal
from sipks.people.permissions import Act
from sipks.people.scope import current_actor

from .changes import changed
from .decisions import all_signals, decisions_of, incidents_save, restore, snapshot
from .errors import DeskError, NotAllowed
from .live import announce
from .lock import grouping_lock
from .weigh import incidents_weigh


@transaction.atomic
def decision_undo(*, decision: Decision) -> Decision:
    """Bring back what stood before a decision, that of the program to join incidents included.

    Later decisions on the same incidents must be undone first (`DeskError`). Signals that came
    meanwhile stay where they are, save those of an incident that goes back into the one it was
    split from. The program does not repeat what was undone.
    """
    grouping_lock()
    with all_signals():
        decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    incidents = _held(decision)
    _check(decision, incidents)
    stood = snapshot(incidents[decision.incident_id])
    with all_signals():
        if decision.verb in (Verb.MERGE, Verb.JOIN):
            _unmerge(decision, incidents)
        elif decision.verb == Verb.SPLIT:
            _unsplit(decision, incidents)
        else:
            restore(incidents[decision.incident_id], decision.before)
        incidents_save(incidents.values())
    incidents_weigh(incidents)
    return _close(decision, incidents, stood)


def _held(decision: Decision) -> dict[UUID, Incident]:
    """The incidents that it touched, held. Who made the decision may take it back even where it
    put the incident out of his area."""
    touched = [decision.incident_id, *decision.others]
    actor = current_actor()
    with all_signals():
        held = Incident.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(touched)
    stood = decision.before.get("scope_code") if decision.actor_id == actor.id else None
    if not all(
        actor.may(Act.VERIFY, stood or one.scope_code, one.classification) for one in held.values()
    ):
        raise NotAllowed(_("Keputusan ini di luar wewenang Anda untuk dibatalkan."))
    return held


def _check(decision: Decision, incidents: Mapping[UUID, Incident]) -> None:
    if decision.undone_at:
        raise DeskError(_("Keputusan ini sudah dibatalkan."))
    with all_signals():
        later = decisions_of(*incidents).filter(undone_at=None, pk__gt=decision.pk)
        if later.exists():
            raise DeskError(_("Batalkan dulu keputusan yang lebih baru pada peristiwa ini."))


def _unmerge(decision: Decision, incidents: Mapping[UUID, Incident]) -> None:
    for pk, before in decision.before["incidents"].items():
        restore(incidents[UUID(pk)], before)
    for pk, signals in decision.before["signals"].items():
        back = Signal.objects.filter(pk__in=signals, incident_id=decision.incident_id)
        back.update(incident_id=UUID(pk))
    if decision.verb == Verb.JOIN:
        for incident in incidents.values():
            incident.settled = True


def _unsplit(decision: Decision, incidents: Mapping[UUID, Incident]) -> None:
    old = incidents[decision.incident_id]
    [new] = (incidents[pk] for pk in decision.others)
    restore(old, decision.before["incident"])
    new.merged_into = old
    Signal.objects.filter(incident=new).update(incident=old)
    kept: list[dict[str, Any]] = decision.before["signals"]
    signals = Signal.objects.in_bulk([one["id"] for one in kept])
    for one in kept:
        if signal := signals.get(UUID(one["id"])):
            signal.pinned = one["pinned"]
            signal.copy_of_id = one["copy_of"] and UUID(one["copy_of"])
    Signal.objects.bulk_update(signals.values(), ["pinned", "copy_of"], batch_size=500)


def _close(
    decision: Decision, incidents: Mapping[UUID, Incident], stood: Mapping[str, Any]
) -> Decision:
    actor = current_actor()
    decision.undone_at, decision.undone_by = timezone.now(), actor.name
    with all_signals():
        decision.save(update_fields=["undone_at", "undone_by"])
    incident = incidents[decision.incident_id]
    left, restored = changed(stood, snapshot(incident))
    entry_create(
        actor=actor,
        verb="decision_undo",
        subject="incident",
        subject_id=decision.incident_id,
        scope_code=incident.scope_code,
        classification=incident.classification,
        before=left,
        after=restored,
        decision=str(decision.pk),
        undone=decision.verb,
        others=[str(pk) for pk in decision.others],
    )
    lessons_keep(incidents)
    announce(incidents.values())
    return decision
