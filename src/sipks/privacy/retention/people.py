"""What is known of officers and their sessions; sealed values and the audit, proposed only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.people.models import AccountNotice, Invitation, Sealed, Session, Share, TeamDecree, User

Rows = QuerySet[Any, Any]


def sessions(before: datetime) -> Rows:
    """Sessions that have run out."""
    return Session.objects.filter(expire_date__lt=before)


def sessions_delete(batch: Sequence[Any]) -> int:
    """Delete them, with the address and device that stood there."""
    return Session.objects.filter(pk__in=batch).delete()[0]


def notices(before: datetime) -> Rows:
    """Notices that their officer has seen."""
    return AccountNotice.objects.filter(seen_at__lt=before)


def notices_delete(batch: Sequence[Any]) -> int:
    """Delete them; what was done stands in the audit."""
    return AccountNotice.objects.filter(pk__in=batch).delete()[0]


def invitations(before: datetime) -> Rows:
    """Invitations that are used, revoked, or past their day."""
    over = Q(accepted_at__lt=before) | Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    return Invitation.objects.filter(over)


def invitations_delete(batch: Sequence[UUID]) -> int:
    """Delete them; who invited whom stands in the audit."""
    return Invitation.objects.filter(pk__in=batch).delete()[0]


def shares(before: datetime) -> Rows:
    """Shares that have ended; one that was renewed goes after what renews it."""
    day = timezone.localdate(before)
    renewed = Share.objects.filter(renews=OuterRef("pk"))
    over = Q(ended_at__lt=before) | Q(until__lt=day)
    return Share.objects.filter(over).exclude(Exists(renewed))


def shares_delete(batch: Sequence[UUID]) -> int:
    """Delete them; who shared what with whom stands in the audit."""
    return Share.objects.filter(pk__in=batch).delete()[0]


def sealed(before: datetime) -> Rows:
    """Sealed values to be looked at again, by whoever may open them."""
    found: Rows = Sealed.objects.filter(created_at__lt=before)
    return found


def accounts(before: datetime) -> Rows:
    """Accounts that are closed and were not used since."""
    return User.objects.filter(is_active=False, last_login__lt=before)


def teams(before: datetime) -> Rows:
    """Teams whose decree ran out."""
    return TeamDecree.objects.filter(valid_to__lt=timezone.localdate(before))


def entries(before: datetime) -> Rows:
    """The audit. The program cannot remove anything from it."""
    return Entry.objects.filter(at__lt=before)
