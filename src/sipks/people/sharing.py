"""What the pages about sharing ask: who holds a share, and with whom a record can be shared."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.places.models import Area
from sipks.places.selectors import areas_at, boundaries

from .models import Membership, Share, User, valid_on
from .permissions import BY_SHARE, Act, roles_for
from .scope import COUNTRY, Scoped, covers, current_actor

SHORTEST = 3
_MOST = 20


def shares_of(record: Scoped) -> list[Share]:
    """The shares of a record, newest first, each with `to`, the recipient in words.

    Those that read in its area see all, past ones too; a recipient sees by which he sees it.
    """
    found = Share.objects.filter(subject_id=record.pk).order_by("-id")
    shares = list(found.select_related("user", "created_by", "ended_by"))
    if not current_actor().may(Act.READ, record.scope_code, record.classification):
        shares = [one for one in shares if one.open and _to_me(one)]
    names = _names(one.area_code for one in shares)
    for one in shares:
        one.to = names.get(one.area_code, one.area_code) if one.area_code else str(one.user)  # type: ignore[attr-defined]
    return shares


def _to_me(share: Share) -> bool:
    actor = current_actor()
    if share.user_id:
        return share.user_id == actor.id
    return actor.may(Act.READ, share.area_code)


def _names(codes: Iterable[str]) -> dict[str, str]:
    asked = {code for code in codes if code}
    return dict(areas_at().filter(code__in=asked).values_list("code", "name")) if asked else {}


def recipients_found(text: str, record: Scoped) -> list[User]:
    """Officers whose name holds `text` and with whom the record could be shared, by name, each
    with `valid`, his memberships valid today."""
    words = text.strip()
    if len(words) < SHORTEST:
        return []
    able = Membership.objects.filter(
        valid_on(timezone.localdate()),
        roles__overlap=sorted(roles_for(Act.READ, BY_SHARE)),
        clearance__gte=record.classification,
    ).select_related("area", "office")
    found = User.objects.filter(Q(name__icontains=words) | Q(username__iexact=words))
    found = found.filter(is_active=True, pk__in=able.values("user"))
    if me := current_actor().id:
        found = found.exclude(pk=me)
    valid = Prefetch("memberships", able, to_attr="valid")
    return list(found.prefetch_related(valid).order_by("name", "pk")[:_MOST])


def recipient_get(pk: UUID) -> User | None:
    """The active officer of an id."""
    return User.objects.filter(pk=pk, is_active=True).first()


def offices_near(record: Scoped) -> dict[str, list[Area]]:
    """The areas whose offices a record may concern, in groups by heading: those that touch the
    record's own on land, those of the same province, and the provinces around. Two queries."""
    province, regency = record.scope_code[:2], record.scope_code[:5]
    if record.scope_code == COUNTRY:
        return {_("Provinsi"): list(areas_at().filter(level="province").order_by("code"))}
    known = boundaries()
    touching, around = set(known.touching(regency)), set(known.touching(province))
    near = Q(code__in=touching | around) | Q(level="regency", parent__code=province)
    areas = [
        area
        for area in areas_at().filter(near).order_by("code")
        if not covers(area.code, record.scope_code)
    ]
    beside = [area for area in areas if area.code in touching]
    own = [area for area in areas if area not in beside and covers(province, area.code)]
    others = [area for area in areas if area not in beside and area not in own]
    groups = {_("Berbatasan"): beside, _("Satu provinsi"): own, _("Provinsi sekitar"): others}
    return {heading: some for heading, some in groups.items() if some}
