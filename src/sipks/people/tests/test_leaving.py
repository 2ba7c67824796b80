"""Who leaves is out at once, wherever he is signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from sipks.audit.models import Entry
from sipks.ids import uuid7
from sipks.people.choices import Role
from sipks.people.models import Invitation, Session, Share, User
from sipks.people.scope import Actor, bind
from sipks.people.services.invitations import invitation_create
from sipks.people.services.leaving import officer_leave
from sipks.places.models import Area

from .office_world import OfficeOf, WorkFor, soon

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def leave(actor: User, user: User) -> int:
    with bind(Actor.of(actor)):
        return officer_leave(user=user, reason="mutasi")


def test_all_sessions_end_with_the_membership(head: User, colleague: User, sign_in: SignIn) -> None:
    desk, telephone = sign_in(colleague), sign_in(colleague)
    assert desk.get("/kantor/").status_code == 200
    assert leave(head, colleague) == 1
    for client in (desk, telephone):
        answer = client.get("/kantor/")
        assert answer.status_code == 302
        assert "/akun/login/" in answer["Location"]
    with bind(Actor.program("test", "people")):
        assert not Session.objects.filter(user=colleague).exists()
    colleague.refresh_from_db()
    assert not colleague.is_active
    assert Actor.of_many([colleague.pk]) == {}


def test_who_works_elsewhere_too_keeps_that(
    head: User, colleague: User, areas: dict[str, Area], sign_in: SignIn
) -> None:
    with bind(Actor.program("test", "people")):
        colleague.memberships.create(
            area=areas["73.06"], roles=["R3"], valid_from="2020-01-01", clearance=1
        )
    browser = sign_in(colleague)
    leave(head, colleague)
    colleague.refresh_from_db()
    assert colleague.is_active
    assert [grant.area_code for grant in Actor.of(colleague).grants] == ["73.06"]
    assert browser.get("/kantor/").status_code == 302  # signed out all the same


def test_invitations_that_he_made_are_revoked(head: User, admin: User, office_of: OfficeOf) -> None:
    with bind(Actor.of(head)):
        invitation_create(
            office=office_of("73.71"), name="Ani", username="ani", email="", roles=["R3"],
            clearance=1, valid_to=soon(), decree_number="SK", decree_date=None,
        )  # fmt: skip
    leave(admin, head)
    with bind(Actor.of(admin)):
        assert Invitation.objects.get().revoked_at is not None


def test_the_record_tells_who_and_why(head: User, colleague: User) -> None:
    leave(head, colleague)
    with bind(Actor.program("test", "audit")):
        told = Entry.objects.get(verb="officer_leave")
    assert (told.actor_id, told.subject_id, told.scope_code) == (
        head.pk, str(colleague.pk), "73.71",
    )  # fmt: skip
    assert told.detail["reason"] == "mutasi"


@pytest.mark.parametrize("who", ["neighbour", "stranger", "colleague"])
def test_who_does_not_look_after_him_cannot(
    who: str, head: User, colleague: User, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(ValidationError):
        leave(request.getfixturevalue(who), colleague)
    colleague.refresh_from_db()
    assert colleague.is_active


def test_a_head_sends_neither_himself_nor_the_auditor_away(head: User, work_for: WorkFor) -> None:
    for user in (head, work_for("73.71", "auditor", Role.AUDITOR)):
        with pytest.raises(ValidationError):
            leave(head, user)


def test_what_was_shared_by_name_ends_with_the_account(head: User, colleague: User) -> None:
    with bind(Actor.program("test", "people")):
        share = Share.objects.create(
            subject="incidents.incident", subject_id=uuid7(), user=colleague, until=soon(),
            reason="perbatasan", scope_code="73.06", created_by=head,
        )  # fmt: skip
    leave(head, colleague)
    with bind(Actor.program("test", "people")):
        share.refresh_from_db()
    assert share.ended_at is not None
    assert share.ended_by == head
