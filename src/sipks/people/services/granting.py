"""Who may give whom what: one set of rules for invitations, changes and renewals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.people.choices import Classification, Role
from sipks.people.models import Membership, User
from sipks.people.permissions import Act
from sipks.people.scope import Actor, covers
from sipks.places.models import Area, Level

APART: Final = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles that nobody holds beside another: who looks after accounts or the record has no part in
the work that they serve."""
LONGEST: Final = timedelta(days=430)
"""A decree is for a year and may be dated two months before that begins."""

# A role of one level makes no sense at another.
_LEVELS: Final[dict[Role, frozenset[str]]] = {
    Role.PROVINCE_ANALYST: frozenset({Level.PROVINCE}),
    Role.NATIONAL_ANALYST: frozenset({Level.COUNTRY}),
    Role.NATIONAL_HEAD: frozenset({Level.COUNTRY}),
    Role.HEAD: frozenset({Level.PROVINCE, Level.REGENCY}),
    Role.REGION_HEAD: frozenset({Level.PROVINCE, Level.REGENCY}),
}


def manages(actor: Actor, code: str) -> bool:
    """Whether the actor looks after the people of this area."""
    return actor.may(Act.OFFICES, code)


def administers(actor: Actor, code: str) -> bool:
    """Whether he does so as administrator, without content of his own."""
    return any(
        Role.ADMINISTRATOR in grant.roles and covers(grant.area_code, code)
        for grant in actor.grants
    )


def grantable_roles(actor: Actor, area: Area) -> list[Role]:
    """The roles of its level that the actor may give over an area: a head all but auditor and
    administrator, whom only an administrator names."""
    if not manages(actor, area.code):
        return []
    apart = frozenset() if administers(actor, area.code) else APART
    return [role for role in Role if role not in apart and _has_level(role, area)]


def _has_level(role: Role, area: Area) -> bool:
    return area.level in _LEVELS.get(role, Level.values)


def highest_clearance(actor: Actor, code: str) -> int:
    """The highest clearance that the actor may give over an area: a head his own."""
    if administers(actor, code):
        return Classification.TOP_SECRET
    own = (one for one in Classification if actor.may(Act.OFFICES, code, one))
    return max(own, default=-1)


def grant_check(
    *,
    actor: Actor,
    area: Area,
    roles: Iterable[str],
    clearance: int,
    valid_to: date | None,
    user_id: UUID | None = None,
) -> None:
    """Raise `ValidationError` saying why the actor may not give this, if he may not.

    `user_id` is who gets it, where he has an account already.
    """
    wanted = [Role(role) for role in roles]
    reasons = [*_not_his(actor, area, wanted, clearance, user_id), *_unfit(area, wanted, valid_to)]
    if user_id and not _combines(user_id, wanted):
        # Which roles he holds elsewhere is not for the one who asks.
        reasons.append(_("Keanggotaan ini tidak dapat diberikan kepada akun itu."))
    if reasons:
        raise ValidationError(reasons)


def _not_his(
    actor: Actor, area: Area, roles: list[Role], clearance: int, user_id: UUID | None
) -> list[str]:
    if actor.everything:
        return []
    if actor.id is not None and actor.id == user_id:
        return [_("Keanggotaan sendiri tidak dapat diubah; mintalah kepada atasan atau admin.")]
    if not manages(actor, area.code):
        return [_("Wilayah ini di luar wilayah tugas Anda.")]
    reasons = []
    if not administers(actor, area.code) and (beyond := [one for one in roles if one in APART]):
        named = ", ".join(str(role.label) for role in beyond)
        reasons.append(_("Peran ini hanya dapat diberikan oleh admin sistem: %s.") % named)
    if clearance > (own := highest_clearance(actor, area.code)):
        label = Classification(own).label
        reasons.append(_("Izin baca ini di atas izin Anda sendiri (%s).") % label)
    return reasons


def _unfit(area: Area, roles: list[Role], valid_to: date | None) -> list[str]:
    reasons = []
    if not roles:
        reasons.append(_("Pilih sedikitnya satu peran."))
    for role in roles:
        if not _has_level(role, area):
            reasons.append(
                _("Peran %(role)s tidak ada pada tingkat %(level)s.")
                % {"role": role.label, "level": Level(area.level).label}
            )
    if len(roles) > 1 and APART & set(roles):
        reasons.append(_apart())
    today = timezone.localdate()
    if valid_to and not today <= valid_to <= today + LONGEST:
        reasons.append(_("Masa berlaku paling lama 430 hari lagi: SK diperbarui setiap tahun."))
    return reasons


def _combines(user_id: UUID, roles: list[Role]) -> bool:
    """Whether roles may stand beside those that the user holds, or will, in other memberships."""
    held: set[str] = set()
    running = Membership.objects.filter(user=user_id, ended_at=None)
    for membership in running.exclude(valid_to__lt=timezone.localdate()):
        held |= set(membership.roles)
    together = held | set(roles)
    return not (APART & together) or len(together) == 1


def _apart() -> str:
    return _("Auditor dan admin sistem tidak merangkap peran lain.")


def reaches_person(actor: Actor, user: User) -> bool:
    """Whether the actor looks after an area that one of the user's memberships, past ones too,
    stands in."""
    codes = Membership.objects.filter(user=user).values_list("area__code", flat=True)
    return any(manages(actor, code) for code in set(codes))
