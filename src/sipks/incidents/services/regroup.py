from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sipks.ids import uuid7
from sipks.incidents.choices import State, Verb
from sipks.incidents.models import Decision, Incident, Signal

from .decisions import all_signals, decision_record, incidents_open, incidents_save, snapshot
from .errors import DeskError
from .moving import incidents_join
from .weigh import incidents_weigh


@transaction.atomic
def incident_merge(
    *, incident: Incident, others: Sequence[Incident], note: str = "", seen: int | None = None
) -> Decision:
    """Make others part of an incident, as one happening; every telling is kept and it can be
    undone. What a person has set on `incident` stays."""
    others = [one for one in dict.fromkeys(others) if one.pk != incident.pk]
    now, *joined = incidents_open([incident, *others], seen)
    if not joined:
        raise DeskError(_("Pilih peristiwa lain yang akan digabung."))
    if any(one.drill != now.drill for one in joined):
        raise DeskError(_("Bahan LATIHAN tidak dapat digabung dengan kejadian sebenarnya."))
    if any(one.state == State.SET_ASIDE for one in (now, *joined)):
        raise DeskError(_("Peristiwa yang dikesampingkan tidak dapat digabung; batalkan itu dulu."))
    before = {
        "incidents": {str(one.pk): snapshot(one) for one in (now, *joined)},
        "signals": incidents_join(now.pk, [one.pk for one in joined]),
    }
    for one in joined:
        one.merged_into = now
    now.settled = True
    incidents_save([now, *joined])
    incidents_weigh([now.pk])
    return decision_record(
        incident=now,
        verb=Verb.MERGE,
        before=before,
        note=note,
        after={"merged": [one.title for one in joined]},
        others=[one.pk for one in joined],
    )


@transaction.atomic
def incident_split(
    *, incident: Incident, signals: Sequence[Signal], note: str = "", seen: int | None = None
) -> Incident:
    """Take signals (with their copies) out of an incident into a new one, which is answered.

    The program does not bring the two together again.
    """
    [now] = incidents_open([incident], seen)
    with all_signals():
        moving = _moving(now, {one.pk for one in signals})
        before = {"incident": snapshot(now), "signals": [_stood(one) for one in moving]}
        new = _new_from(now, moving)
        _move(moving, new)
    now.settled = True
    incidents_save([now])
    incidents_weigh([now.pk, new.pk])
    decision_record(
        incident=now,
        verb=Verb.SPLIT,
        before=before,
        note=note,
        after={"incident": str(new.pk), "signals": len(moving)},
        others=[new.pk],
    )
    with all_signals():
        new.refresh_from_db()
    return new


def _moving(incident: Incident, chosen: set[UUID]) -> list[Signal]:
    """The chosen signals and their copies; some must be left."""
    inside = Signal.objects.filter(incident=incident)
    moving = list((inside.filter(pk__in=chosen) | inside.filter(copy_of__in=chosen)).order_by("pk"))
    if not chosen or not chosen <= {one.pk for one in moving}:
        raise DeskError(_("Pilih sinyal dari peristiwa ini."))
    if not inside.exclude(pk__in=[one.pk for one in moving]).exists():
        raise DeskError(_("Paling sedikit satu sinyal harus tinggal."))
    return moving


def _stood(signal: Signal) -> dict[str, Any]:
    copied = signal.copy_of_id and str(signal.copy_of_id)
    return {"id": str(signal.pk), "pinned": signal.pinned, "copy_of": copied}


def _move(signals: Sequence[Signal], new: Incident) -> None:
    """What is no longer beside the text that it copies counts for itself."""
    ids = {one.pk for one in signals}
    for one in signals:
        one.incident, one.pinned = new, True
        one.copy_of_id = one.copy_of_id if one.copy_of_id in ids else None
    Signal.objects.bulk_update(signals, ["incident", "pinned", "copy_of"], batch_size=500)


def _new_from(old: Incident, signals: Sequence[Signal]) -> Incident:
    """A new incident around signals; what it is comes from weighing them."""
    first = signals[0]
    created: Incident = Incident.objects.create(
        id=uuid7(),
        title=first.title,
        area=first.area,
        scope_code=old.scope_code,
        classification=old.classification,
        drill=old.drill,
        lat=first.lat,
        lon=first.lon,
        category=first.category,
        form=first.form,
        severity=first.severity,
        happened_from=first.happened_from,
        happened_to=first.happened_to,
        precision=first.precision,
        settled=True,
        first_reported=first.reported_at,
        last_reported=first.reported_at,
    )
    return created
