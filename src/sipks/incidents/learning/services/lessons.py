"""Decisions become lessons, and are taken back with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone

from sipks.incidents.choices import AsideReason, Aspect, State
from sipks.incidents.learning.models import Lesson
from sipks.incidents.models import Incident, Signal
from sipks.incidents.services.weigh import answered
from sipks.intake.models import Reading
from sipks.people.scope import Actor, bind
from sipks.rows import rows_write

MOST: Final = 20
"""So many texts of one incident teach; those who reported it first."""
_REGENCY: Final = 5
_ZONE: Final = "Asia/Jakarta"


def lessons_keep(ids: Iterable[UUID]) -> None:
    """Make the lessons of incidents those of how they stand now, whoever is bound.

    Called with each decision and with each that is undone, so a text decided twice counts once,
    by the last decision, and what was undone is taken back.
    """
    asked = list(ids)
    with bind(Actor.program("lessons")):
        stale = Lesson.objects.filter(signal__incident__in=asked)
        incidents = list(Incident.objects.filter(pk__in=asked).select_related("area"))
        kept = [one for incident in incidents for one in _lessons(incident)]
        stale.exclude(pk__in=[one.pk for one in kept]).delete()
        rows_write(kept, update=[f.name for f in Lesson._meta.concrete_fields if not f.primary_key])
        for incident in incidents:
            Incident.objects.filter(pk=incident.pk).update(teaches=_worth(incident))


def _worth(incident: Incident) -> int:
    """How much an answer about an incident would teach now."""
    if answered(incident):
        return 0
    originals = Signal.objects.filter(incident=incident, copy_of=None)
    return int(originals.aggregate(most=Max("teaches"))["most"] or 0)


def _lessons(incident: Incident) -> list[Lesson]:
    decided = decided_on(incident)
    if not decided:
        return []
    signals = Signal.objects.filter(incident=incident, copy_of=None)
    signals = signals.filter(item__reading__isnull=False).select_related("item__reading", "source")
    told = list(signals.order_by("reported_at", "pk")[:MOST])
    if len(told) > 1:
        decided = _of_many(decided)
    return [_lesson(one, decided) for one in told]


def decided_on(incident: Incident) -> dict[str, Any]:
    """What people have said of an incident, by the fields of a lesson.

    "Out of scope" says that its texts are about no conflict. The other reasons for setting aside
    speak of whether it happened, not of what a text says, and teach nothing.
    """
    if incident.state == State.SET_ASIDE:
        scope = incident.aside_reason == AsideReason.OUT_OF_SCOPE
        return {"relevant": False} if scope else {}
    verified = incident.state == State.VERIFIED
    decided: dict[str, Any] = {}
    if verified or Aspect.WHAT in incident.kept:
        decided |= {
            "relevant": True, "category": incident.category, "form": incident.form
        }  # fmt: skip
    if (verified or Aspect.WHERE in incident.kept) and incident.area:
        decided["place"] = incident.area.code
    if verified or Aspect.WHEN in incident.kept:
        zone = ZoneInfo(incident.area.timezone if incident.area else _ZONE)
        decided["day_from"] = incident.happened_from.astimezone(zone).date()
        decided["day_to"] = incident.happened_to.astimezone(zone).date()
    return decided


def _of_many(decided: dict[str, Any]) -> dict[str, Any]:
    """What of it goes for each of several texts: one may name the place less exactly than
    another, and another day of several."""
    rest = {name: value for name, value in decided.items() if not name.startswith("day_")}
    return rest | ({"place": decided["place"][:_REGENCY]} if "place" in decided else {})


def _lesson(signal: Signal, decided: dict[str, Any]) -> Lesson:
    reading: Reading = signal.item.reading
    place = reading.result.get("place")
    return Lesson(
        signal=signal,
        source_kind=signal.source.kind,
        scope_code=signal.scope_code,
        classification=signal.classification,
        drill=signal.drill,
        told_at=signal.reported_at,
        decided_at=timezone.now(),
        model=reading.model,
        said_relevant=reading.relevant,
        said_relevance=reading.relevance,
        said_category=reading.category,
        said_form=reading.form,
        said_place=(place or {}).get("code") or "",
        **decided,
    )
