"""Memberships: given, changed, renewed, ended. Each writes what was and what is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.people.models import Membership, Office, User
from sipks.people.scope import Actor, current_actor
from sipks.places.models import Area

from .clerk import clerk
from .granting import APART, administers, grant_check, manages

_SHOWN = ("roles", "clearance", "valid_from", "valid_to", "decree_number", "decree_date")


def may_change(actor: Actor, membership: Membership) -> bool:
    """Whether the actor may change or end a membership: of his area, not his own, and that of an
    auditor or administrator only as administrator."""
    if actor.everything:
        return True
    code = membership.area.code
    if actor.id == membership.user_id or not manages(actor, code):
        return False
    return administers(actor, code) or not APART & set(membership.roles)


@transaction.atomic
def membership_create(
    *, user: User, area: Area, office: Office | None, roles: Sequence[str], clearance: int,
    valid_from: date | None = None, valid_to: date | None = None, decree_number: str = "",
    decree_date: date | None = None, replaces: Membership | None = None,
    granted_by: UUID | None = None,
) -> Membership:  # fmt: skip
    """Let somebody in, from today or `valid_from` on. Raises `ValidationError` where the bound
    actor may not give this. `granted_by` is who decided, where the program only carries it out."""
    actor = current_actor()
    grant_check(
        actor=actor, area=area, roles=roles, clearance=clearance, valid_to=valid_to,
        user_id=user.pk,
    )  # fmt: skip
    with clerk():
        made = Membership.objects.create(
            user=user, area=area, office=office, roles=list(roles), clearance=clearance,
            valid_from=valid_from or timezone.localdate(), valid_to=valid_to,
            decree_number=decree_number, decree_date=decree_date,
            granted_by=granted_by or actor.id, replaces=replaces,
        )  # fmt: skip
    _record("membership_create", made, after=_state(made))
    return made


@transaction.atomic
def membership_change(
    *, membership: Membership, roles: Sequence[str], clearance: int, valid_to: date | None,
    decree_number: str, decree_date: date | None,
) -> Membership:  # fmt: skip
    """Give other roles, clearance or validity: the old row ends now, a new one takes its place.

    Raises `ValidationError`. Nothing happens where nothing differs.
    """
    wanted: dict[str, Any] = {
        "roles": list(roles), "clearance": clearance, "valid_to": valid_to,
        "decree_number": decree_number, "decree_date": decree_date,
    }  # fmt: skip
    if all(getattr(membership, name) == value for name, value in wanted.items()):
        return membership
    _refuse_unless_changeable(membership)
    _hold(membership)
    before = _state(membership)
    _end(membership, _("Diganti dengan keanggotaan baru."))
    made = membership_create(
        user=membership.user, area=membership.area, office=membership.office,
        replaces=membership, **wanted,
    )  # fmt: skip
    _record("membership_change", made, before=before, after=_state(made))
    return made


@transaction.atomic
def memberships_renew(
    *,
    memberships: Iterable[Membership],
    valid_to: date,
    decree_number: str,
    decree_date: date,
) -> list[Membership]:
    """Let memberships run until `valid_to` by a new decree (SK): all of them or none.

    One that ended meanwhile by its date runs again from today. Raises `ValidationError` that names
    whose cannot be renewed.
    """
    done = []
    for membership in memberships:
        _refuse_unless_changeable(membership)
        grant_check(
            actor=current_actor(), area=membership.area, roles=membership.roles,
            clearance=membership.clearance, valid_to=valid_to, user_id=membership.user_id,
        )  # fmt: skip
        done.append(_renewed(membership, valid_to, decree_number, decree_date))
    return done


def _renewed(
    membership: Membership, valid_to: date, decree_number: str, decree_date: date
) -> Membership:
    before, today = _state(membership), timezone.localdate()
    if membership.valid_to and membership.valid_to < today:
        membership.valid_from = today
    membership.valid_to = valid_to
    membership.decree_number, membership.decree_date = decree_number, decree_date
    with clerk():
        membership.save(update_fields=["valid_from", "valid_to", "decree_number", "decree_date"])
    _record("membership_renew", membership, before=before, after=_state(membership))
    return membership


@transaction.atomic
def membership_end(*, membership: Membership, reason: str) -> Membership:
    """End a membership now, before its last day. Raises `ValidationError` where the bound actor
    may not; ending it again changes nothing."""
    if membership.ended_at:
        return membership
    _refuse_unless_changeable(membership)
    before = _state(membership)
    _end(membership, reason)
    _record("membership_end", membership, before=before, reason=reason)
    return membership


def _hold(membership: Membership) -> None:
    """Keep the row for this transaction. What somebody ended a moment ago gives nothing more: a
    form that was open meanwhile must not let back in who has left."""
    with clerk():
        rows = Membership.objects.select_for_update().filter(pk=membership.pk, ended_at=None)
        if rows.first() is None:
            raise ValidationError(
                _("Keanggotaan %(name)s sudah diakhiri orang lain.") % {"name": membership.user}
            )


def _end(membership: Membership, reason: str) -> None:
    membership.ended_at = timezone.now()
    membership.ended_by = current_actor().id
    membership.end_reason = reason[:300]
    with clerk():
        membership.save(update_fields=["ended_at", "ended_by", "end_reason"])


def _refuse_unless_changeable(membership: Membership) -> None:
    if not may_change(current_actor(), membership):
        raise ValidationError(
            _("Keanggotaan %(name)s tidak dapat Anda ubah.") % {"name": membership.user}
        )


def _state(membership: Membership) -> dict[str, Any]:
    return {name: getattr(membership, name) for name in _SHOWN}


def _record(verb: str, membership: Membership, **detail: Any) -> None:
    entry_create(
        actor=current_actor(), verb=verb, subject="user", subject_id=membership.user_id,
        scope_code=membership.area.code, membership=str(membership.pk), **detail,
    )  # fmt: skip
