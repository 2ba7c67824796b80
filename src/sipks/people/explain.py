"""Why somebody may, or may not, do something with a record: the rules of scope, one by one.

The answer is what scope itself says; the routes beside it are the same rules taken apart, with
those memberships and shares too that have ended or not begun.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from .choices import Classification, Role
from .models import Membership, Share, User
from .permission_words import REACH_WORDS
from .permissions import BY_SHARE, Act, reach, roles_for
from .scope import Actor, Scoped, covers


@dataclass(frozen=True, slots=True)
class Check:
    """One condition, and whether it holds."""

    holds: bool
    words: str


@dataclass(frozen=True, slots=True)
class Route:
    """One way to the record: a membership (of `area_code`) or a share, with its conditions."""

    title: str
    checks: tuple[Check, ...]
    area_code: str = ""

    @property
    def opens(self) -> bool:
        """Whether all of its conditions hold."""
        return all(one.holds for one in self.checks)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether somebody may do `act` with a record, and by which routes."""

    allowed: bool
    act: Act
    active: bool
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What the rules ask of a record: where it belongs, how secret it is, by which key it is
    shared (None for what cannot be)."""

    codes: tuple[str, ...]
    classification: int
    key: UUID | None


def place_of(record: Scoped) -> Place:
    """The place of a record of any scoped model."""
    fields = type(record).scope_fields
    codes = tuple(dict.fromkeys(str(getattr(record, name)) for name in fields))
    through = getattr(type(record), "share_through", "")
    field: Any = record._meta.get_field(through) if through else None
    key = getattr(record, field.attname) if field else None
    return Place(codes, record.classification, key)


def explain(user: User, record: Scoped, act: Act = Act.READ) -> Explanation:
    """Why `user` may, or may not, do `act` with `record`. Asks for his memberships and for the
    shares of the record, of which the caller must be able to see all."""
    place = place_of(record)
    held = list(user.memberships.select_related("area", "office").order_by("valid_from", "pk"))
    routes = [_by_membership(one, place, act) for one in held]
    if act is Act.READ and place.key:
        shares = Share.objects.filter(subject_id=place.key).order_by("pk")
        routes += _by_shares(user, shares, held, place)
    allowed = user.is_active and _allowed(Actor.of(user), place, act)
    return Explanation(allowed, act, user.is_active, tuple(routes))


def _allowed(actor: Actor, place: Place, act: Act) -> bool:
    if act is Act.READ:
        return actor.sees(place.codes, place.classification, place.key)
    return actor.may(act, place.codes[0], place.classification)


def _by_membership(one: Membership, place: Place, act: Act) -> Route:
    codes = place.codes if act is Act.READ else place.codes[:1]
    checks = (
        _validity(one),
        Check(bool(roles_for(act) & set(one.roles)), _role_words(one, act)),
        Check(
            any(covers(one.area.code, code) for code in codes),
            _("wilayah %(area)s mencakup tempat catatan (%(codes)s)")
            % {"area": f"{one.area.code} {one.area}", "codes": ", ".join(codes)},
        ),
        _clearance(one.clearance, place),
    )
    return Route(_("Keanggotaan: %s") % (one.office or one.area), checks, one.area.code)


def _validity(one: Membership) -> Check:
    begins = formats.date_format(one.valid_from, "j M Y")
    if one.ended_at:
        ended = formats.date_format(timezone.localtime(one.ended_at), "j M Y")
        return Check(False, _("berlaku: diakhiri %s") % ended)
    if one.valid_to is None:
        return Check(one.valid, _("berlaku sejak %s") % begins)
    ends = formats.date_format(one.valid_to, "j M Y")
    return Check(one.valid, _("berlaku %(from)s sampai %(to)s") % {"from": begins, "to": ends})


def _role_words(one: Membership, act: Act) -> str:
    told = (f"{Role(role).label}: {REACH_WORDS[reach(act, role)]}" for role in one.roles)
    return _("peran %s") % "; ".join(told)


def _clearance(clearance: int, place: Place) -> Check:
    words = _("kewenangan %(mine)s, catatan %(its)s") % {
        "mine": Classification(clearance).label,
        "its": Classification(place.classification).label,
    }
    return Check(place.classification <= clearance, words)


def _by_shares(
    user: User, shares: Iterable[Share], held: list[Membership], place: Place
) -> list[Route]:
    found = []
    for share in shares:
        if share.user_id == user.pk:
            able = [one for one in held if roles_for(Act.READ, BY_SHARE) & set(one.roles)]
            found.append(_by_share(share, _("kepada orang ini"), able, place))
        elif share.area_code:
            able = [
                one
                for one in held
                if roles_for(Act.READ) & set(one.roles) and covers(one.area.code, share.area_code)
            ]
            if able:
                found.append(
                    _by_share(share, _("kepada kantor di %s") % share.area_code, able, place)
                )
    return found


def _by_share(share: Share, to: str, able: list[Membership], place: Place) -> Route:
    day = formats.date_format(share.until, "j M Y")
    valid = [one for one in able if one.valid]
    highest = max((one.clearance for one in valid), default=None)
    checks = [
        Check(share.open, _("sampai %s") % day + (_(", diakhiri") if share.ended_at else "")),
        Check(bool(valid), _("penerima berperan membaca dengan keanggotaan yang berlaku")),
    ]
    if highest is not None:
        checks.append(_clearance(highest, place))
    return Route(_("Dibagikan %s") % to, tuple(checks))
