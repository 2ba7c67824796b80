"""The open work that this room itself knows: invitations, sealed informants, shares."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.audit.services import entry_create

from .models import Invitation, Sealed, Share, share_open_on
from .openwork import Line, OpenWork, register
from .scope import Actor, below, bind, current_actor
from .services.sealed import sealed_handler_move


def register_all() -> None:
    """Tell the registry; called once when the program starts."""
    register(
        OpenWork(
            key="invitations",
            label=_("Undangan yang belum diterima"),
            count=_invitations_count,
            move=_invitations_move,
            lines=_invitations_lines,
        )
    )
    register(
        OpenWork(
            key="informants",
            label=_("Pelapor rahasia yang dibina"),
            count=_sealed_count,
            move=_sealed_move,
        )
    )
    register(
        OpenWork(
            key="shares",
            label=_("Peristiwa yang dibagikan"),
            count=_shares_count,
            stays=_("Tetap terbuka bagi penerima sampai tanggalnya; kantor dapat mengakhirinya."),
        )
    )


def invitations_of(user: UUID) -> QuerySet[Invitation]:
    """The invitations by this user that can still be accepted."""
    waiting = {"accepted_at": None, "revoked_at": None, "expires_at__gt": timezone.now()}
    return Invitation.objects.filter(created_by=user, **waiting).select_related("office")


def _invitations_within(user: UUID, code: str) -> QuerySet[Invitation]:
    return invitations_of(user).filter(below("scope_code", code))


def _invitations_count(user: UUID, code: str) -> int:
    with bind(Actor.program("serah terima", "people")):
        return _invitations_within(user, code).count()


def _invitations_move(user: UUID, successor: UUID, code: str) -> int:
    """What the successor may not give himself is not accepted when the link is followed."""
    doer = current_actor()
    with bind(Actor.program("serah terima", "people")):
        found = list(_invitations_within(user, code))
        Invitation.objects.filter(pk__in=[one.pk for one in found]).update(created_by=successor)
    for one in found:
        entry_create(
            actor=doer, verb="invitation_hand_over", subject="invitation", subject_id=one.pk,
            scope_code=one.scope_code, before={"created_by": user},
            after={"created_by": successor},
        )  # fmt: skip
    return len(found)


def _invitations_lines(user: UUID, code: str) -> list[Line]:
    return [Line(f"{one.name} · {one.office}") for one in _invitations_within(user, code)]


def _sealed_count(user: UUID, code: str) -> int:
    with bind(Actor.program("serah terima", "seal")):
        return int(Sealed.objects.filter(below("owner_code", code), handler_id=user).count())


def _sealed_move(user: UUID, successor: UUID, code: str) -> int:
    return sealed_handler_move(of=user, to=successor, within=code)


def _shares_count(user: UUID, code: str) -> int:
    open_now = share_open_on(timezone.localdate())
    return Share.objects.filter(open_now, below("scope_code", code), created_by=user).count()
