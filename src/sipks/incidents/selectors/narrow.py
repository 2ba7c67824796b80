"""From what was asked to the incidents that answer it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from sipks.incidents.forms import Asked
from sipks.incidents.models import Incident
from sipks.people.scope import COUNTRY, ScopedQuerySet, below, current_actor
from sipks.places.models import Area, Level
from sipks.places.shipped import current_units

_WEST, _EAST = "Asia/Jakarta", "Asia/Jayapura"
_FEW = 300
# Within `coalesce`, so that it stays a test of each row and is not made a join.
_WORDED = "coalesce(incidents_incident.id in (select guard.incidents_worded(%s, null)), false)"
_NAMED = (Level.PROVINCE, Level.REGENCY, Level.DISTRICT)


def incidents_asked(asked: Asked, *, states: bool = True) -> ScopedQuerySet[Incident]:
    """Incidents (never those merged into others) that the filters let through, in no order.

    `states=False` leaves the filter on states aside.
    """
    found: ScopedQuerySet[Incident] = Incident.objects.get_queryset().filter(
        below("scope_code", asked.area), _spans(asked), merged_into=None
    )
    if states and asked.states:
        found = found.filter(state__in=asked.states)
    if asked.shared:
        found = found.shared_with(current_actor())
    if asked.category:
        found = found.filter(_category(asked.category))
    if asked.form:
        found = found.filter(form=asked.form)
    if asked.source_kind:
        found = found.filter(source_kinds__contains=[asked.source_kind])
    return found.filter(_words(asked.text)) if asked.text else found


def _spans(asked: Asked) -> Q:
    """Happened, in part at least, within the days asked for, by the clock of the area.

    The nation has three clocks. There the first day begins in the west and the last one ends when
    the next begins in the east, so that what happened on another day, wherever, is left out.
    """
    unit = current_units().get(asked.area)
    west, east = (unit.timezone,) * 2 if unit and asked.area != COUNTRY else (_WEST, _EAST)
    within = Q()
    if asked.since:
        within &= Q(happened_to__gte=_begins(asked.since, west))
    if asked.until:
        within &= Q(happened_from__lt=_begins(asked.until + timedelta(days=1), east))
    return within


def _begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone))


def _category(code: str) -> Q:
    """The code itself, and all below it when it is of level 1."""
    return Q(category=code) if "-" in code else Q(category__gte=code, category__lt=f"{code}.")


def _words(text: str) -> Q:
    """Every word asked for begins a word of the title; or they stand in the name of the province,
    regency or district."""
    words = "".join(one if one.isalnum() else " " for one in text).split()[:8]
    if not words:
        return Q(pk__in=[])
    prefixes = " & ".join(f"{word}:*" for word in words)
    matches = _titled(prefixes)
    named = Area.objects.filter(level__in=_NAMED, name__icontains=" ".join(words), valid_to=None)
    for code in named.values_list("code", flat=True)[:20]:
        matches |= below("scope_code", code)
    return matches


def _titled(prefixes: str) -> Q:
    """Titles in which the words begin. Few are named; many are tested row by row, so that a page
    of a list stops at its last row."""
    with connection.cursor() as cursor:
        cursor.execute("select guard.incidents_worded(%s, %s)", [prefixes, _FEW + 1])
        found = [pk for (pk,) in cursor.fetchall()]
    if len(found) <= _FEW:
        return Q(pk__in=found)
    # S611: the text is our own, what was asked travels as a parameter.
    return Q(RawSQL(_WORDED, [prefixes], output_field=BooleanField()))  # noqa: S611
