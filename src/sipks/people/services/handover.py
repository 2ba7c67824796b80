"""Open work goes to a successor in one step, and a record of it stays."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.people.models import HandOver, Membership, Office, User, valid_on
from sipks.people.openwork import OpenWork, kinds
from sipks.people.scope import Actor, covers, current_actor

from .granting import manages, reaches_person


@dataclass(frozen=True, slots=True)
class Counted:
    """A kind of open work and how much of it somebody has."""

    kind: OpenWork
    count: int


def work_count(user: User, office: Office) -> list[Counted]:
    """What a user has open for an office, kinds without anything left out."""
    counted = (Counted(kind, kind.count(user.pk, office.area.code)) for kind in kinds())
    return [one for one in counted if one.count]


def may_hand_over(actor: Actor, user: User) -> bool:
    """Whether the actor may give on the work of a user: not his own, and he looks after every
    area that the user works for now (of one who has left: any that he worked for)."""
    if actor.id == user.pk:
        return False
    today = timezone.localdate()
    now = Membership.objects.filter(valid_on(today), user=user).values_list("area__code", flat=True)
    codes = set(now)
    return all(manages(actor, code) for code in codes) if codes else reaches_person(actor, user)


@transaction.atomic
def work_hand_over(*, giver: User, taker: User, office: Office, note: str = "") -> HandOver:
    """Give all open work of one user for an office to another and write the record of it.

    Raises `ValidationError` where the bound actor may not, or the successor does not work there.
    """
    actor = current_actor()
    if not may_hand_over(actor, giver):
        raise ValidationError(_("Pekerjaan orang ini tidak dapat Anda serahkan."))
    if giver.pk == taker.pk or not works_over(taker, office.area.code):
        raise ValidationError(_("Penerima harus petugas lain yang bertugas di wilayah kantor ini."))
    moved = {}
    for kind in kinds():
        if kind.move and (count := kind.move(giver.pk, taker.pk, office.area.code)):
            moved[kind.key] = count
    made = HandOver(
        office=office, scope_code=office.area.code, from_user=giver, to_user=taker, moved=moved,
        note=note, done_by=actor.id, done_by_name=actor.name[:150],
    )  # fmt: skip
    made.full_clean()
    made.save(force_insert=True)
    entry_create(
        actor=actor, verb="work_hand_over", subject="user", subject_id=giver.pk,
        scope_code=office.area.code, taker=str(taker.pk), moved=moved,
    )  # fmt: skip
    return made


def works_over(user: User, code: str) -> bool:
    """Whether a user may sign in and has a membership today that covers an area."""
    today = timezone.localdate()
    held = Membership.objects.filter(valid_on(today), user=user, user__is_active=True)
    return any(covers(one, code) for one in held.values_list("area__code", flat=True))
