"""Offices are known to all officers; who works in them to colleagues and who looks after them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sipks.people.models import (
    HandOver,
    Invitation,
    Membership,
    Office,
    User,
    valid_on,
)
from sipks.people.scope import COUNTRY, current_actor
from sipks.people.services.granting import manages
from sipks.places.models import Area

SOON = timedelta(days=60)
"""How long before its end a membership is listed for renewal."""
LATELY = timedelta(days=365)
"""How long after its end it still is."""
MOST = 60


def office_get(pk: UUID) -> Office:
    """One office with its area and the area above. Raises `Office.DoesNotExist`."""
    return Office.objects.select_related("area__parent").get(pk=pk)


@dataclass(frozen=True, slots=True)
class Row:
    """An office in a list; the numbers are None where they are not the actor's to know."""

    office: Office
    people: int | None = None
    ending: int | None = None


def offices_at(area: Area) -> list[Row]:
    """The offices of one area, those at work. Two queries."""
    return _rows(_at_work().filter(area=area))


def offices_below(area: Area) -> list[Row]:
    """The Kesbangpol of the areas directly below, by code. Two queries."""
    return _rows(_at_work().filter(area__parent=area, kind="kesbangpol"))


def offices_mine() -> list[Row]:
    """The offices of provinces and below where the bound actor works today. Two queries."""
    mine = Membership.objects.filter(valid_on(timezone.localdate()), user=current_actor().id)
    found = _at_work().filter(pk__in=mine.values("office"))
    return _rows(found.exclude(area__code=COUNTRY))


def offices_named(text: str) -> list[Row]:
    """At most `MOST` offices whose name or code holds a text."""
    words = Q()
    for word in text.split():
        words &= Q(name__icontains=word) | Q(area__code__startswith=word)
    return _rows(_at_work().filter(words)[:MOST])


def _at_work() -> QuerySet[Office]:
    found = Office.objects.filter(active=True).select_related("area")
    return found.order_by("area__code", "kind", "name")


def _rows(offices: Iterable[Office]) -> list[Row]:
    actor, shown = current_actor(), list(offices)
    known = {one.pk for one in shown if manages(actor, one.area.code)}
    today = timezone.localdate()
    counted = {
        one["office"]: one
        for one in Membership.objects.filter(valid_on(today), office__in=known)
        .values("office")
        .annotate(
            people=Count("user", distinct=True),
            ending=Count("pk", filter=Q(valid_to__lte=today + SOON)),
        )
    } if known else {}  # fmt: skip
    nothing = {"people": 0, "ending": 0}
    return [
        Row(one, *((row["people"], row["ending"]) if one.pk in known else (None, None)))
        for one in shown
        for row in (counted.get(one.pk, nothing),)
    ]


def sees_people(office: Office) -> bool:
    """Whether the bound actor may know who works here: he looks after it, or works here too."""
    actor = current_actor()
    if manages(actor, office.area.code):
        return True
    today = timezone.localdate()
    return Membership.objects.filter(valid_on(today), user=actor.id, office=office).exists()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in an office with the memberships that he has there."""

    user: User
    memberships: list[Membership]


def office_people(office: Office) -> list[Person]:
    """Who works in an office or did until lately, by name; nobody where that is not the actor's
    to know. Ended memberships are left out. At most two queries."""
    if not sees_people(office):
        return []
    lately = timezone.localdate() - LATELY
    rows = (
        Membership.objects.filter(office=office, ended_at=None)
        .exclude(valid_to__lt=lately)
        .select_related("user", "area")
        .order_by("user__name", "user", "-valid_from")
    )
    people: dict[UUID, Person] = {}
    for row in rows:
        people.setdefault(row.user_id, Person(row.user, [])).memberships.append(row)
    return list(people.values())


def memberships_to_renew(office: Office) -> list[Membership]:
    """Memberships of an office that end soon or ended lately by their date, by name."""
    today = timezone.localdate()
    return list(
        Membership.objects.filter(
            office=office,
            ended_at=None,
            valid_to__range=(today - LATELY, today + SOON),
            user__is_active=True,
        )
        .select_related("user", "area", "office")
        .order_by("user__name", "user", "pk")
    )


def memberships_of(user: User) -> list[Membership]:
    """All memberships of a user that are the bound actor's to know, newest first."""
    actor = current_actor()
    rows = Membership.objects.filter(user=user).select_related("area", "office", "user")
    mine = actor.id == user.pk
    return [
        row for row in rows.order_by("-valid_from", "-pk") if mine or manages(actor, row.area.code)
    ]


def person_get(pk: UUID) -> User:
    """A user of whom the bound actor may know something: himself, or somebody he looks after.
    Raises `User.DoesNotExist`."""
    user = User.objects.get(pk=pk)
    if not memberships_of(user) and current_actor().id != user.pk:
        raise User.DoesNotExist
    return user


def membership_get(pk: UUID) -> Membership:
    """A membership over an area that the bound actor looks after. Raises
    `Membership.DoesNotExist`."""
    row = Membership.objects.select_related("user", "area", "office").get(pk=pk)
    if not manages(current_actor(), row.area.code):
        raise Membership.DoesNotExist
    return row


def invitations_of_office(office: Office) -> list[Invitation]:
    """The open invitations to an office, newest first; none where they are not the actor's."""
    if not manages(current_actor(), office.area.code):
        return []
    waiting = {"accepted_at": None, "revoked_at": None, "expires_at__gt": timezone.now()}
    return list(Invitation.objects.filter(office=office, **waiting).order_by("-pk"))


def invitation_get(pk: UUID) -> Invitation:
    """An invitation to an office that the bound actor looks after. Raises
    `Invitation.DoesNotExist`."""
    row = Invitation.objects.select_related("office__area").get(pk=pk)
    if not manages(current_actor(), row.scope_code):
        raise Invitation.DoesNotExist
    return row


def successors_for(user: User, office: Office) -> QuerySet[User]:
    """Who may take over somebody's work in an office: others with a membership today in that
    office, or over its area in one that the bound actor looks after."""
    actor, today = current_actor(), timezone.localdate()
    held = Membership.objects.filter(valid_on(today), user__is_active=True).exclude(user=user)
    code = office.area.code
    above = [code.rsplit(".", n)[0] for n in range(code.count(".") + 1)] + [COUNTRY]
    over = [one for one in above if manages(actor, one)]
    fit = held.filter(Q(office=office) | Q(area__code__in=over))
    return User.objects.filter(pk__in=fit.values("user")).order_by("name")


def hand_over_get(pk: UUID) -> HandOver:
    """A hand-over that the bound actor may know: in his area, or by or to himself. Raises
    `HandOver.DoesNotExist`."""
    row = HandOver.objects.select_related("office__area", "from_user", "to_user").get(pk=pk)
    actor = current_actor()
    if actor.id not in (row.from_user_id, row.to_user_id) and not manages(actor, row.scope_code):
        raise HandOver.DoesNotExist
    return row


def hand_overs_of(user: User) -> list[HandOver]:
    """Hand-overs by or to a user that the bound actor may know, newest first."""
    actor = current_actor()
    rows = HandOver.objects.filter(Q(from_user=user) | Q(to_user=user))
    rows = rows.select_related("office__area", "from_user", "to_user")
    return [row for row in rows if actor.id == user.pk or manages(actor, row.scope_code)]


def office_of_user(user: User) -> Office | None:
    """The office that somebody works for, or worked for last, within the bound actor's reach."""
    return next((row.office for row in memberships_of(user) if row.office), None)
