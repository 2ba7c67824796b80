"""Invitations: the only way to an account. A link that serves one person once, for a few days."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.people.models import Invitation, Office, User
from sipks.people.scope import Actor, bind, current_actor

from .clerk import clerk
from .granting import grant_check, manages, reaches_person
from .memberships import membership_create
from .officers import user_create

LIFETIME = timedelta(days=7)
_SAID = ("username", "roles", "clearance", "valid_from", "valid_to", "decree_number")


class Unusable(ValueError):
    """The link leads nowhere: unknown, used, revoked, past its days, or its maker has left."""


@transaction.atomic
def invitation_create(
    *, office: Office, name: str, username: str, email: str, roles: Sequence[str],
    clearance: int, valid_to: date | None, decree_number: str, decree_date: date | None,
    valid_from: date | None = None,
) -> tuple[Invitation, str]:  # fmt: skip
    """An invitation to work for an office, and the secret of its link, known this once only.

    Raises `ValidationError` where the bound actor may not give this.
    """
    actor, account = current_actor(), _account(username)
    grant_check(
        actor=actor, area=office.area, roles=roles, clearance=clearance, valid_to=valid_to,
        user_id=account.pk if account else None,
    )  # fmt: skip
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        office=office, area=office.area, scope_code=office.area.code, name=name,
        username=username, email=email, roles=list(roles), clearance=clearance,
        valid_from=valid_from or timezone.localdate(), valid_to=valid_to,
        decree_number=decree_number, decree_date=decree_date, digest=_digest(secret),
        created_by=actor.id, expires_at=timezone.now() + LIFETIME,
    )  # fmt: skip
    invitation.full_clean(exclude=["digest"])
    with clerk():
        invitation.save(force_insert=True)
    _record("invitation_create", invitation, after={n: getattr(invitation, n) for n in _SAID})
    return invitation, secret


def _account(username: str) -> User | None:
    return User.objects.filter(username__iexact=username).first()


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def invitation_find(secret: str) -> Invitation:
    """The open invitation of a link. Raises `Unusable`. Asks as a part of the program: whoever
    follows a link has not signed in."""
    with clerk():
        found = (
            Invitation.objects.filter(digest=_digest(secret))
            .select_related("office__area", "area")
            .first()
        )
        if found is None or not found.open or not _maker_still_may(found):
            raise Unusable
        return found


def _maker_still_may(invitation: Invitation) -> bool:
    """What somebody gave is void once he could not give it any more. What the program itself gave
    stands."""
    if invitation.created_by is None:
        return True
    maker = Actor.of_many([invitation.created_by]).get(invitation.created_by)
    if maker is None:
        return False
    try:
        grant_check(
            actor=maker, area=invitation.area, roles=invitation.roles,
            clearance=invitation.clearance, valid_to=invitation.valid_to,
        )  # fmt: skip
    except ValidationError:
        return False
    return True


def invitation_account(invitation: Invitation) -> User | None:
    """The account that the invitation adds to, where one of its username exists."""
    return _account(invitation.username)


def may_revive(invitation: Invitation, account: User) -> bool:
    """Whether an account that was closed may be opened by this link: only where its maker looks
    after an area in which that person worked."""
    if account.is_active or invitation.created_by is None:
        return False
    maker = Actor.of_many([invitation.created_by]).get(invitation.created_by)
    return maker is not None and reaches_person(maker, account)


@transaction.atomic
def invitation_accept_new(*, secret: str, name: str, password: str) -> User:
    """Make the account, or open the closed one, and give it what the invitation gives.

    Raises `Unusable`, and `ValidationError` for a weak password or a username in use.
    """
    invitation = _locked(secret)
    account = invitation_account(invitation)
    with clerk():
        if account is None:
            validate_password(
                password, User(username=invitation.username, name=name, email=invitation.email)
            )
            account = user_create(
                username=invitation.username, name=name, password=password,
                email=invitation.email,
            )  # fmt: skip
        elif may_revive(invitation, account):
            _revive(account, name, password)
        else:
            raise ValidationError(_("Nama pengguna ini sudah dipakai."))
    _give(invitation, account)
    return account


def _revive(account: User, name: str, password: str) -> None:
    validate_password(password, account)
    account.set_password(password)
    account.name, account.is_active = name, True
    account.save(update_fields=["password", "name", "is_active"])


@transaction.atomic
def invitation_accept(*, secret: str, user: User) -> None:
    """Give the signed-in user what the invitation gives. Raises `Unusable`, also where the
    invitation is for somebody else."""
    invitation = _locked(secret)
    if user != invitation_account(invitation):
        raise Unusable
    _give(invitation, user)


def _locked(secret: str) -> Invitation:
    """The open invitation, held until the transaction ends: two who click at once take turns."""
    with clerk():
        Invitation.objects.select_for_update().filter(digest=_digest(secret)).first()
    return invitation_find(secret)


def _give(invitation: Invitation, user: User) -> None:
    with clerk():
        made = membership_create(
            user=user, area=invitation.area, office=invitation.office, roles=invitation.roles,
            clearance=invitation.clearance,
            valid_from=max(invitation.valid_from, timezone.localdate()),
            valid_to=invitation.valid_to, decree_number=invitation.decree_number,
            decree_date=invitation.decree_date, granted_by=invitation.created_by,
        )  # fmt: skip
        invitation.accepted_at, invitation.accepted_by = timezone.now(), user.pk
        invitation.save(update_fields=["accepted_at", "accepted_by"])
    with bind(Actor.of(user)):
        _record("invitation_accept", invitation, membership=str(made.pk))


@transaction.atomic
def invitation_revoke(*, invitation: Invitation) -> Invitation:
    """Make a link useless; revoking it again, or one that was used, changes nothing. Raises
    `ValidationError` where the bound actor does not look after its area."""
    actor = current_actor()
    if not (actor.everything or manages(actor, invitation.scope_code)):
        raise ValidationError(_("Wilayah ini di luar wilayah tugas Anda."))
    if invitation.revoked_at is None and invitation.accepted_at is None:
        invitation.revoked_at = timezone.now()
        with clerk():
            invitation.save(update_fields=["revoked_at"])
        _record("invitation_revoke", invitation)
    return invitation


def _record(verb: str, invitation: Invitation, **detail: Any) -> None:
    entry_create(
        actor=current_actor(), verb=verb, subject="invitation", subject_id=invitation.pk,
        scope_code=invitation.scope_code, name=invitation.name, **detail,
    )  # fmt: skip
