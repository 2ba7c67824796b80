from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.people.models import AccountNotice, User
from sipks.people.permissions import Act
from sipks.people.scope import SIGN_IN, Actor, bind, current_actor

from .granting import APART, administers
from .sessions import sessions_end

SHORTEST_REASON = 10


class ReasonTooShort(ValueError):
    """Why a second factor is taken away was not said."""


def may_reset(actor: Actor, user: User) -> bool:
    """Whether an actor looks after the accounts of every area that a user works for, and is not
    that user: a reset and a known password together open the account. That of an auditor or an
    administrator is for administrators, as their memberships are."""
    grants = Actor.of(user).grants
    own = actor.id == user.pk
    return not own and bool(grants) and all(
        administers(actor, grant.area_code)
        if APART & grant.roles and not actor.everything
        else actor.may(Act.OFFICES, grant.area_code)
        for grant in grants
    )  # fmt: skip


def second_factors_count(user: User) -> int:
    """How many second factors a user has, recovery codes among them; for who `may_reset`."""
    with bind(SIGN_IN):
        return int(Authenticator.objects.filter(user=user).count())


def second_factor_reset(user: User, reason: str) -> int:
    """Take away all second factors of a user who lost them, end his sessions, and leave him word;
    answers how many there were.

    He sets up new ones at his next sign-in, with his password. Raises `PermissionError` when the
    bound actor may not, `ReasonTooShort` without a reason.
    """
    actor, reason = current_actor(), reason.strip()
    if not may_reset(actor, user):
        raise PermissionError(_("Anda tidak mengelola akun ini."))
    if len(reason) < SHORTEST_REASON:
        raise ReasonTooShort
    home = Actor.of(user).home()
    with transaction.atomic(), bind(SIGN_IN):
        kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        Authenticator.objects.filter(user=user).delete()
        AccountNotice.objects.create(
            user=user, kind="second_factor_reset", by_name=actor.name, reason=reason[:300]
        )
        sessions_end(user)
        entry_create(
            actor=actor,
            verb="second_factor_reset",
            subject="user",
            subject_id=user.pk,
            scope_code=home,
            reason=reason,
            before={"factors": sorted(kinds)},
            after={"factors": []},
        )
    _tell(user, actor.name, reason)
    return len(kinds)


def _tell(user: User, by: str, reason: str) -> None:
    """By mail too, where there is an address and a server; the notice on his page stays."""
    if user.email:
        text = _("%(by)s menghapus faktor kedua akun Anda. Alasan: %(reason)s")
        body = text % {"by": by, "reason": reason}
        send_mail(_("[SIPKS] Faktor kedua dihapus"), body, None, [user.email], fail_silently=True)
