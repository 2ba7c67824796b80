"""Somebody leaves: what let him in ends at once, and so does what he has open."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.people.models import Membership, Share, User
from sipks.people.own_work import invitations_of
from sipks.people.scope import current_actor

from .clerk import clerk
from .granting import manages
from .invitations import invitation_revoke
from .memberships import may_change, membership_end
from .sessions import sessions_end


def memberships_to_end(user: User) -> list[Membership]:
    """The user's memberships, of today and later, that the bound actor may end."""
    actor, today = current_actor(), timezone.localdate()
    running = Membership.objects.filter(user=user, ended_at=None).exclude(valid_to__lt=today)
    return [one for one in running.select_related("area", "user") if may_change(actor, one)]


@transaction.atomic
def officer_leave(*, user: User, reason: str) -> int:
    """End the user's memberships within the bound actor's reach and all his sessions, and revoke
    the invitations that he made; answers how many memberships ended.

    An account that has no other membership is closed. Keys of sources are the office's and stay.
    Raises `ValidationError` where there is nothing that the actor may end.
    """
    ending = memberships_to_end(user)
    if not ending:
        raise ValidationError(_("Tidak ada keanggotaan orang ini yang dapat Anda akhiri."))
    for membership in ending:
        membership_end(membership=membership, reason=reason)
    closed = not _works_elsewhere(user)
    _invitations_revoke(user)
    shares = _close(user) if closed else 0
    ended = sessions_end(user)
    entry_create(
        actor=current_actor(), verb="officer_leave", subject="user", subject_id=user.pk,
        scope_code=ending[0].area.code, reason=reason, closed=closed, sessions=ended, shares=shares,
        memberships=[str(one.pk) for one in ending],
    )  # fmt: skip
    return len(ending)


def _works_elsewhere(user: User) -> bool:
    today = timezone.localdate()
    running = Membership.objects.filter(user=user, ended_at=None).exclude(valid_to__lt=today)
    return running.exists()


def _close(user: User) -> int:
    """Close the account, and end what was shared with its holder by name, so that it does not come
    back with him; answers how many shares there were."""
    actor = current_actor()
    with clerk():
        user.is_active = False
        user.save(update_fields=["is_active"])
        return Share.objects.filter(user=user, ended_at=None).update(
            ended_at=timezone.now(), ended_by=actor.id
        )


def _invitations_revoke(user: User) -> None:
    """Those for areas that the bound actor looks after; others are void with their maker's
    membership, see `invitation_find`."""
    actor = current_actor()
    for invitation in invitations_of(user.pk):
        if manages(actor, invitation.scope_code):
            invitation_revoke(invitation=invitation)
