"""Signals that go from one incident to another, and who may then read them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from sipks.incidents.models import Signal
from sipks.people.scope import Actor, bind


def incidents_join(target: UUID, others: Sequence[UUID]) -> dict[str, list[str]]:
    """Move all signals of others to `target`, whoever is bound; answers which came from where."""
    moved: dict[str, list[str]] = {str(pk): [] for pk in others}
    with bind(Actor.program("join")):
        signals = Signal.objects.filter(incident__in=others)
        for pk, came_from in signals.values_list("pk", "incident_id"):
            moved[str(came_from)].append(str(pk))
        signals.update(incident_id=target)
    return moved


_FOLLOW = """
with own as (
  select s.id, s.item_id,
    case when s.place = '' then i.scope_code
         when i.scope_code = s.place or starts_with(i.scope_code, s.place || '.')
         then i.scope_code else s.place end as code
  from incidents_signal s join incidents_incident i on i.id = s.incident_id
  where s.incident_id = any(%s)
), signals as (
  update incidents_signal s set scope_code = own.code
  from own where own.id = s.id and s.scope_code <> own.code returning s.item_id, own.code
)
update intake_item t set scope_code = signals.code from signals where t.id = signals.item_id
"""
_LESSONS = """
update incidents_lesson l set scope_code = s.scope_code
from incidents_signal s
where s.id = l.signal_id and s.incident_id = any(%s) and l.scope_code <> s.scope_code
"""


def scopes_follow(ids: Sequence[UUID]) -> None:
    """Let the officers of an incident's place read tellings that name that place less exactly, or
    not at all; a telling that names another place stays with the officers of that one."""
    with bind(Actor.program("move")), connection.cursor() as cursor:
        cursor.execute(_FOLLOW, [list(ids)])
        cursor.execute(_LESSONS, [list(ids)])
