"""Entries for auditors and for those who may read a record, newest first, by key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.people.choices import Classification
from sipks.people.models import User
from sipks.people.permissions import Act, roles_for
from sipks.people.scope import Actor, Scoped, below, bind

MOST_PERSONS = 50
RECORDS = {
    "incident": "incidents.Incident",
    "item": "intake.Item",
    "source": "intake.Source",
    "upload": "intake.Upload",
    "set_aside": "intake.SetAside",
}


def entries_found(
    *, actor: Actor, asked: Mapping[str, Any], after: UUID | None, size: int
) -> list[Entry]:
    """What an auditor may read of the record and asks for; see `SearchForm` for the names."""
    found = _narrowed(Entry.objects.filter(_audited(actor)), asked)
    return list(_page(found, after, size))


def _audited(actor: Actor) -> Q:
    """Within area × clearance of the memberships with which `actor` audits.

    The database's own policy says the same; the ranges of codes are for its indexes.
    """
    seen = Q(pk__in=[])
    for grant in actor.grants:
        if grant.roles & roles_for(Act.AUDIT):
            seen |= below("scope_code", grant.area_code) & Q(classification__lte=grant.clearance)
    return seen


def _narrowed(found: QuerySet[Entry], asked: Mapping[str, Any]) -> QuerySet[Entry]:
    for name in ("verb", "subject"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if asked.get("record"):
        found = found.filter(subject_id=str(asked["record"]))
        if not asked.get("subject"):
            # Every kind, spelt out: the index begins with it.
            found = found.filter(subject__in=_subjects())
    if asked.get("who"):
        found = found.filter(_who(asked["who"]))
    if asked.get("area"):
        found = found.filter(below("scope_code", asked["area"].code))
    if asked.get("first"):
        found = found.filter(pk__gte=first_id_of(asked["first"]))
    if asked.get("last"):
        found = found.filter(pk__lt=first_id_of(asked["last"] + timedelta(days=1)))
    if asked.get("text"):
        found = found.annotate(words=Cast("detail", TextField()))
        found = found.filter(words__icontains=asked["text"])
    return found


def _subjects() -> list[str]:
    from sipks.audit.words import SUBJECTS

    return list(SUBJECTS)


def _who(text: str) -> Q:
    """Entries of the officers with this name; of the parts of the program where there are none."""
    named = User.objects.filter(Q(username__iexact=text) | Q(name__icontains=text))
    ids = list(named.values_list("pk", flat=True)[:MOST_PERSONS])
    return Q(actor_id__in=ids) if ids else Q(actor_id=None, actor_name__icontains=text)


def first_id_of(day: date) -> UUID:
    """The least id (UUIDv7, RFC 9562: milliseconds first) that can be given out on a day of the
    office's zone."""
    start = datetime.combine(day, time.min, timezone.get_current_timezone())
    return UUID(int=max(0, int(start.timestamp() * 1000)) << 80)


def _page(found: QuerySet[Entry], after: UUID | None, size: int) -> QuerySet[Entry]:
    if after:
        found = found.filter(pk__lt=after)
    return found.order_by("-pk")[:size]


def record_of(subject: str, pk: UUID) -> Scoped | None:
    """The record, when it is of a kind with a history and the bound actor may see it."""
    if subject not in RECORDS:
        return None
    model: type[Scoped] = apps.get_model(RECORDS[subject])
    found: Scoped | None = model.objects.filter(pk=pk).first()
    return found


def history_of(
    *, actor: Actor, subject: str, record: Scoped, after: UUID | None, size: int
) -> list[Entry]:
    """What befell a record, for an actor who sees it, wherever it stood at the time.

    Left out is what was more secret then than he may read now. An auditor of the place is also
    shown what is no part of the history: refusals, openings of what is sealed.
    """
    found = Entry.objects.filter(subject=subject, subject_id=str(record.pk))
    if not actor.may(Act.AUDIT, record.scope_code, record.classification):
        found = found.filter(history=True)
    levels = [
        level
        for level in Classification.values
        if level <= record.classification or actor.may(Act.READ, record.scope_code, level)
    ]
    with bind(Actor.program("history", "audit")):
        return list(_page(found.filter(classification__in=levels), after, size))
