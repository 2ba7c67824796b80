"""Memberships are changed, renewed and ended; the record keeps what was before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.people.choices import Classification, Role
from sipks.people.models import Membership, User
from sipks.people.permissions import Act
from sipks.people.scope import Actor, bind
from sipks.people.services.memberships import (
    membership_change,
    membership_end,
    memberships_renew,
)

from .office_world import WorkFor, only, soon

pytestmark = pytest.mark.django_db


def entry(verb: str) -> Entry:
    with bind(Actor.program("test", "audit")):
        return Entry.objects.filter(verb=verb).latest("pk")


def change(row: Membership, **other: Any) -> Membership:
    said: dict[str, Any] = {
        "roles": row.roles, "clearance": row.clearance, "valid_to": soon(),
        "decree_number": "SK/1", "decree_date": timezone.localdate(),
    }  # fmt: skip
    return membership_change(membership=row, **(said | other))


def test_a_change_is_a_new_row_and_the_record_says_before_and_after(
    head: User, colleague: User
) -> None:
    old = only(colleague)
    with bind(Actor.of(head)):
        new = change(old, roles=["R2"], clearance=1)
    old.refresh_from_db()
    assert old.ended_at is not None
    assert (new.roles, new.clearance, new.replaces_id) == (["R2"], 1, old.pk)
    assert new.granted_by == head.pk
    told = entry("membership_change")
    assert (told.actor_id, told.scope_code) == (head.pk, "73.71")
    assert told.detail["before"]["roles"] == ["R3"]
    assert told.detail["after"]["roles"] == ["R2"]
    assert told.detail["after"]["clearance"] == 1
    now = Actor.of(colleague)
    assert not now.may(Act.VERIFY, "73.71")
    assert now.may(Act.SOURCES, "73.71")


def test_the_same_again_changes_nothing(head: User, colleague: User) -> None:
    row = only(colleague)
    same = {"valid_to": row.valid_to, "decree_number": "", "decree_date": None}
    with bind(Actor.of(head)):
        assert change(row, **same).pk == row.pk
    assert Membership.objects.filter(user=colleague).count() == 1


def test_an_end_is_felt_at_once(head: User, colleague: User) -> None:
    with bind(Actor.of(head)):
        membership_end(membership=only(colleague), reason="pindah tugas")
    assert Actor.of(colleague).grants == ()
    assert entry("membership_end").detail["reason"] == "pindah tugas"


@pytest.mark.parametrize("who", ["colleague", "neighbour", "centre", "head_of_gowa"])
def test_who_does_not_look_after_the_area_ends_nothing(
    who: str, work_for: WorkFor, colleague: User, request: pytest.FixtureRequest
) -> None:
    actor: User = (
        work_for("73.06", "kaban-gowa", Role.HEAD)
        if who == "head_of_gowa"
        else request.getfixturevalue(who)
    )
    row = only(colleague)
    with bind(Actor.of(actor)), pytest.raises(ValidationError):
        membership_end(membership=row, reason="coba")
    assert only(colleague).ended_at is None


def test_a_head_does_not_end_the_auditor_or_the_administrator(
    head: User, admin: User, work_for: WorkFor
) -> None:
    auditor = work_for("73.71", "auditor", Role.AUDITOR)
    for user in (auditor, admin):
        with bind(Actor.of(head)), pytest.raises(ValidationError):
            membership_end(membership=only(user), reason="mengganggu")
    with bind(Actor.of(admin)):
        membership_end(membership=only(auditor), reason="masa tugas selesai")


def test_nobody_ends_or_changes_his_own(head: User, admin: User) -> None:
    for user in (head, admin):
        with bind(Actor.of(user)), pytest.raises(ValidationError):
            membership_end(membership=only(user), reason="sendiri")
        with bind(Actor.of(user)), pytest.raises(ValidationError):
            change(only(user), clearance=Classification.TOP_SECRET)


def test_a_whole_office_is_renewed_by_one_decree(head: User, work_for: WorkFor) -> None:
    today = timezone.localdate()
    first = work_for("73.71", "satu", until=today + timedelta(days=10))
    second = work_for("73.71", "dua", until=today - timedelta(days=3))
    assert Actor.of(second).grants == ()
    with bind(Actor.of(head)):
        memberships_renew(
            memberships=[only(first), only(second)], valid_to=soon(300),
            decree_number="SK/9/2027", decree_date=today,
        )  # fmt: skip
    assert [only(one).valid_to for one in (first, second)] == [soon(300)] * 2
    assert only(second).valid_from == today  # the days between were without access
    assert Actor.of(second).grants != ()
    told = entry("membership_renew").detail
    assert told["before"]["valid_to"] == (today - timedelta(days=3)).isoformat()
    assert told["after"]["decree_number"] == "SK/9/2027"


def test_a_renewal_is_all_or_nothing(head: User, work_for: WorkFor) -> None:
    today = timezone.localdate()
    mine = work_for("73.71", "satu", until=today + timedelta(days=10))
    with bind(Actor.of(head)), pytest.raises(ValidationError):
        memberships_renew(
            memberships=[only(mine), only(head)], valid_to=soon(300), decree_number="SK",
            decree_date=today,
        )  # fmt: skip
    assert only(mine).valid_to == today + timedelta(days=10)


def test_access_ends_with_its_last_day(work_for: WorkFor) -> None:
    today: date = timezone.localdate()
    assert Actor.of(work_for("73.71", "hari-ini", until=today)).grants != ()
    assert Actor.of(work_for("73.71", "kemarin", until=today - timedelta(days=1))).grants == ()


def test_a_form_left_open_lets_nobody_back_in(head: User, colleague: User) -> None:
    stale = only(colleague)
    with bind(Actor.of(head)):
        membership_end(membership=only(colleague), reason="mutasi")
        with pytest.raises(ValidationError):
            change(stale, roles=["R2"])
    assert not Actor.of(colleague).grants
