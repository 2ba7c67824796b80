"""What all decisions of the desk have in common: locked, checked, recorded, told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.incidents.learning.services.lessons import lessons_keep
from sipks.incidents.models import Decision, Incident
from sipks.people.permissions import Act
from sipks.people.scope import Actor, bind, current_actor

from .changes import changed, snapshot_in
from .errors import DeskError, NotAllowed
from .live import announce
from .lock import grouping_lock

# What a decision can change, and an undo brings back.
DECIDED = (
    "area_id",
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
    "state",
    "aside_reason",
    "grade_source",
    "grade_content",
    "merged_into_id",
    "settled",
    "kept",
)
_MOMENTS = ("happened_from", "happened_to")
_IDS = ("area_id", "merged_into_id")


@contextmanager
def all_signals() -> Iterator[None]:
    """Work on all signals of incidents that the actor may decide on, those that he may not read
    included: a decision on an incident goes for the whole of it."""
    with bind(Actor.program(current_actor().name)):
        yield


def incidents_open(asked: Sequence[Incident], seen: int | None = None) -> list[Incident]:
    """The incidents as they stand now, held until the transaction ends, in the order asked.

    The bound actor must be a verifier over each (`NotAllowed`); none may have gone into another,
    and the first must still be as it was seen (`DeskError`).
    """
    grouping_lock()
    held = Incident.objects.select_for_update(of=("self",)).select_related("area")
    now = held.order_by("pk").in_bulk([one.pk for one in asked])
    for one in asked:
        if one.pk not in now or not _may(now[one.pk]):
            raise NotAllowed(_("Peristiwa ini di luar wewenang Anda untuk memutuskan."))
    for one in asked:
        if now[one.pk].merged_into_id:
            raise DeskError(_("Peristiwa ini sudah digabung ke peristiwa lain; bukalah yang itu."))
    first = asked[0]
    if now[first.pk].version != (first.version if seen is None else seen):
        raise DeskError(_changed(now[first.pk]))
    return [now[one.pk] for one in asked]


def _may(incident: Incident) -> bool:
    return current_actor().may(Act.VERIFY, incident.scope_code, incident.classification)


def _changed(incident: Incident) -> str:
    last = decisions_of(incident.pk).filter(undone_at=None).first()
    if last and last.actor_id and last.actor_id != current_actor().id:
        return _(
            "Peristiwa ini baru saja diubah oleh %(name)s. Keadaannya yang terbaru tampil di sini:"
            " periksa, lalu putuskan lagi."
        ) % {"name": last.actor_name}
    return _(
        "Peristiwa ini sudah berubah sejak Anda membukanya. Keadaannya yang terbaru tampil di"
        " sini: periksa, lalu putuskan lagi."
    )


def decisions_of(*incidents: UUID) -> QuerySet[Decision]:
    """Decisions on incidents or with them, newest first."""
    touching = RawSQL("select guard.decisions_touching(%s)", [list(incidents)])
    return Decision.objects.filter(pk__in=touching).order_by("-pk")


def snapshot(incident: Incident) -> dict[str, Any]:
    """What decisions can change, as JSON."""
    values = {name: getattr(incident, name) for name in DECIDED}
    return {
        name: value.isoformat()
        if isinstance(value, datetime)
        else str(value)
        if isinstance(value, UUID)
        else value
        for name, value in values.items()
    }


def restore(incident: Incident, before: Mapping[str, Any]) -> None:
    """Set an incident (not yet saved) back to a snapshot."""
    for name in DECIDED:
        value = before[name]
        if name in _MOMENTS:
            value = datetime.fromisoformat(value)
        elif name in _IDS and value is not None:
            value = UUID(value)
        setattr(incident, name, value)


def incidents_save(incidents: Iterable[Incident]) -> None:
    """Save what was decided, as one more version of each; it may leave the actor's area by it."""
    with all_signals():
        for incident in incidents:
            incident.version += 1
            incident.save(update_fields=[*DECIDED, "version"])


def decision_record(
    *,
    incident: Incident,
    verb: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    note: str = "",
    others: Sequence[UUID] = (),
) -> Decision:
    """Keep a decision with what stood before, write it to the audit, and tell open pages."""
    actor = current_actor()
    with all_signals():
        decision = Decision.objects.create(
            incident=incident,
            verb=verb,
            before=dict(before),
            after=dict(after),
            note=note.strip(),
            others=list(others),
            actor_id=actor.id,
            actor_name=actor.name,
        )
    stood = snapshot_in(before, incident.pk)
    left, stands = changed(stood, snapshot(incident))
    entry_create(
        actor=actor,
        verb=f"incident_{verb}",
        subject="incident",
        subject_id=incident.pk,
        # Of the area where it was decided, also when that moved it to another.
        scope_code=stood.get("scope_code", incident.scope_code),
        classification=incident.classification,
        before=left,
        after=stands | {name: value for name, value in after.items() if name not in stood},
        decision=str(decision.pk),
        others=[str(pk) for pk in others],
    )
    lessons_keep([incident.pk, *others])
    announce([incident])
    return decision
