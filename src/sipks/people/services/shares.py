"""Opening a record to somebody outside its area, until a last day. See docs/access.md."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.people.models import Share, User
from sipks.people.scope import Scoped, current_actor
from sipks.places.models import Area

from .clerk import clerk
from .share_checks import check_area, check_may, check_once, check_term, check_user


def share_subject(share: Share) -> Scoped:
    """The record of a share; raises its `DoesNotExist` when the bound actor may not see it."""
    model: Any = apps.get_model(share.subject)
    record: Scoped = model.objects.get(pk=share.subject_id)
    return record


@transaction.atomic
def share_create(
    *,
    record: Scoped,
    until: date,
    reason: str,
    area: Area | None = None,
    user: User | None = None,
    renews: Share | None = None,
) -> Share:
    """Share a record with the office of an `area` or with one `user`, until a last day.

    Raises `PermissionDenied` where the actor may not share it, and `ValidationError` where that
    would open nothing, or nothing new, or for longer than `SIPKS_SHARE_DAYS`.
    """
    check_may(record)
    check_term(until, reason)
    if (area is None) == (user is None):
        raise ValueError("a record is shared with an area or with a user")
    if area:
        check_area(record, area)
    if user:
        check_user(record, user)
    check_once(record, area, user)
    share = Share(
        subject=record._meta.label_lower,
        subject_id=record.pk,
        area_code=area.code if area else "",
        user=user,
        until=until,
        reason=reason.strip(),
        scope_code=record.scope_code,
        classification=record.classification,
        renews=renews,
        created_by_id=_me(),
    )
    with clerk():
        share.save(force_insert=True)
    _record("share_renew" if renews else "share_create", share, record)
    return share


@transaction.atomic
def share_end(*, share: Share) -> None:
    """End a share today. Raises as `share_create` does; ending twice is no error."""
    record = share_subject(share)
    check_may(record)
    now = _locked(share)
    if not now.open:
        return
    _end(now)
    _record("share_end", now, record)


@transaction.atomic
def share_renew(*, share: Share, until: date, reason: str) -> Share:
    """Share the same record with the same recipient anew: the old share ends, and the new one
    says which it renews. Raises as `share_create`."""
    record = share_subject(share)
    check_may(record)
    old = _locked(share)
    if old.open:
        _end(old)
    area = Area.objects.get(code=old.area_code, valid_to=None) if old.area_code else None
    return share_create(
        record=record, until=until, reason=reason, area=area, user=old.user, renews=old
    )


def _locked(share: Share) -> Share:
    with clerk():
        rows = Share.objects.select_for_update(of=("self",)).select_related("user")
        return rows.get(pk=share.pk)


def _end(share: Share) -> None:
    share.ended_at, share.ended_by_id = timezone.now(), _me()
    with clerk():
        share.save(update_fields=["ended_at", "ended_by"])


def _me() -> UUID:
    actor = current_actor()
    if actor.id is None:
        raise PermissionDenied("a part of the program shares nothing")
    return actor.id


def _record(verb: str, share: Share, record: Scoped) -> None:
    entry_create(
        actor=current_actor(),
        verb=verb,
        subject=str(record._meta.model_name),
        subject_id=record.pk,
        scope_code=record.scope_code,
        classification=record.classification,
        share=str(share.pk),
        to_area=share.area_code,
        to_user=str(share.user_id or ""),
        until=share.until.isoformat(),
        reason=share.reason,
    )
