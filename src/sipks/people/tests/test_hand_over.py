"""Open work goes to a successor in one step; what was done stays with whoever did it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from sipks.audit.models import Entry
from sipks.intake.models import SenderToken, Source, SourceKind
from sipks.intake.services.sources import source_create
from sipks.intake.services.tokens import token_create
from sipks.people import openwork
from sipks.people.choices import Role
from sipks.people.models import (
    HandOver,
    Invitation,
    Office,
    OfficeKind,
    Sealed,
    SealedKind,
    User,
)
from sipks.people.scope import Actor, bind
from sipks.people.services.handover import may_hand_over, work_count, work_hand_over
from sipks.people.services.invitations import invitation_create
from sipks.people.services.sealed import sealed_scope_move, sealed_write
from sipks.places.models import Area

from .office_world import OfficeOf, WorkFor, soon
from .officers import ROOMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(colleague: User, areas: dict[str, Area]) -> User:
    """The colleague with a key of a source and an informant of his."""
    with bind(Actor.program("test", *ROOMS)):
        source = source_create(
            code="radio", name="Radio", kind=SourceKind.NEWS, area=areas["73.71"]
        )
    with bind(Actor.of(colleague)):
        token_create(source=source, name="peladen redaksi")
        sealed_write(
            subject="item", subject_id=source.pk, kind=SealedKind.INFORMANT, value="Pak Dullah",
            scope_code="73.71", classification=2,
        )  # fmt: skip
    return colleague


def counted(user: User, code: str = "73.71") -> dict[str, int]:
    office = Office.objects.select_related("area").get(area__code=code, kind=OfficeKind.KESBANGPOL)
    return {one.kind.key: one.count for one in work_count(user, office)}


def test_what_is_open_is_counted_by_kind(busy: User, head: User) -> None:
    with bind(Actor.of(head)):
        assert counted(busy) == {"keys": 1, "informants": 1}
        assert counted(head) == {}


def test_everything_open_moves_and_the_record_says_so(
    busy: User, head: User, work_for: WorkFor, office_of: OfficeOf
) -> None:
    taker = work_for("73.71", "penerus")
    with bind(Actor.of(head)):
        made = work_hand_over(giver=busy, taker=taker, office=office_of("73.71"), note="mutasi")
        assert counted(busy) == {}
        assert counted(taker) == {"keys": 1, "informants": 1}
    assert made.moved == {"keys": 1, "informants": 1}
    with bind(Actor.program("test", "seal")):
        assert Sealed.objects.get().handler_id == taker.pk
    with bind(Actor.program("test", *ROOMS)):
        assert SenderToken.objects.get().created_by == taker.pk
        told = Entry.objects.get(verb="work_hand_over")
        assert (told.actor_id, told.subject_id) == (head.pk, str(busy.pk))
        key = Entry.objects.get(verb="token_hand_over").detail
        assert (key["before"], key["after"]) == (
            {"created_by": str(busy.pk)}, {"created_by": str(taker.pk)},
        )  # fmt: skip
        # What he did stays his.
        assert Entry.objects.get(verb="token_create").actor_id == busy.pk


def test_what_he_did_for_another_office_stays(
    busy: User, head: User, work_for: WorkFor, office_of: OfficeOf, areas: dict[str, Area]
) -> None:
    """He works here; the key and the informant are of his time over there."""
    with bind(Actor.program("test", *ROOMS)):
        Source.objects.update(area=areas["73.06"], scope_code="73.06")
    with bind(Actor.program("test", "seal")):
        row = Sealed.objects.get()
        sealed_scope_move(subject="item", codes={row.subject_id: "73.06"})
        Sealed.objects.update(owner_code="73.06")
    taker = work_for("73.71", "penerus")
    with bind(Actor.of(head)):
        assert counted(busy) == {}
        assert work_hand_over(giver=busy, taker=taker, office=office_of("73.71")).moved == {}
        assert counted(busy, "73.06") == {"keys": 1, "informants": 1}


def test_pending_invitations_go_with_it(
    head: User, admin: User, work_for: WorkFor, office_of: OfficeOf
) -> None:
    with bind(Actor.of(head)):
        invitation_create(
            office=office_of("73.71"), name="Ani", username="ani", email="", roles=["R3"],
            clearance=1, valid_to=soon(), decree_number="SK", decree_date=None,
        )  # fmt: skip
    taker = work_for("73.71", "plt-kaban", Role.HEAD)
    with bind(Actor.of(admin)):
        work_hand_over(giver=head, taker=taker, office=office_of("73.71"))
        assert Invitation.objects.get().created_by == taker.pk


@pytest.mark.parametrize("who", ["neighbour", "colleague", "centre"])
def test_who_does_not_look_after_him_hands_nothing_over(
    who: str, busy: User, head: User, office_of: OfficeOf, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(who)
    assert not may_hand_over(Actor.of(actor), busy)
    with bind(Actor.of(actor)), pytest.raises(ValidationError):
        work_hand_over(giver=busy, taker=head, office=office_of("73.71"))


def test_his_work_elsewhere_is_not_one_heads_to_give(
    busy: User, head: User, areas: dict[str, Area]
) -> None:
    with bind(Actor.program("test", "people")):
        busy.memberships.create(
            area=areas["73.06"], roles=["R3"], valid_from="2020-01-01", clearance=1
        )
    assert not may_hand_over(Actor.of(head), busy)


def test_the_successor_works_there(
    busy: User, head: User, neighbour: User, office_of: OfficeOf
) -> None:
    for taker in (neighbour, busy):
        with bind(Actor.of(head)), pytest.raises(ValidationError):
            work_hand_over(giver=busy, taker=taker, office=office_of("73.71"))
    with bind(Actor.program("test", *ROOMS)):
        assert not HandOver.objects.exists()


def test_a_kind_is_registered_once() -> None:
    def nothing(user: Any, code: str) -> int:
        return 0

    with pytest.raises(ValueError, match="keys"):
        openwork.register(openwork.OpenWork(key="keys", label="lain", count=nothing))
