"""Who may give whom what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sipks.people.choices import Classification, Role
from sipks.people.models import User
from sipks.people.scope import Actor
from sipks.people.services.granting import LONGEST, grant_check, grantable_roles, highest_clearance
from sipks.places.models import Area

from .office_world import WorkFor, soon

pytestmark = pytest.mark.django_db
APART = {Role.AUDITOR, Role.ADMINISTRATOR}
AT_REGENCY = set(Role) - {Role.PROVINCE_ANALYST, Role.NATIONAL_ANALYST, Role.NATIONAL_HEAD}


def check(
    actor: User, area: Area, *roles: Role, clearance: int = 1, valid_to: date | None = None,
    to: User | None = None,
) -> list[str]:  # fmt: skip
    """What is refused; empty where the actor may."""
    try:
        grant_check(
            actor=Actor.of(actor), area=area, roles=roles, clearance=clearance,
            valid_to=valid_to or soon(), user_id=to.pk if to else None,
        )  # fmt: skip
    except ValidationError as error:
        return error.messages
    return []


def test_a_head_gives_all_but_auditor_and_administrator(head: User, areas: dict[str, Area]) -> None:
    assert set(grantable_roles(Actor.of(head), areas["73.71"])) == AT_REGENCY - APART
    assert check(head, areas["73.71"], Role.VERIFIER, Role.OPERATOR) == []
    assert check(head, areas["73.71"], Role.ADMINISTRATOR) != []
    assert check(head, areas["73.71"], Role.AUDITOR) != []


def test_an_administrator_gives_every_role_and_clearance_in_his_area(
    admin: User, areas: dict[str, Area]
) -> None:
    assert set(grantable_roles(Actor.of(admin), areas["73.71"])) == AT_REGENCY
    assert check(admin, areas["73.71"], Role.AUDITOR, clearance=3) == []


def test_nobody_gives_above_his_own_clearance_but_the_administrator(
    head: User, areas: dict[str, Area]
) -> None:
    assert highest_clearance(Actor.of(head), "73.71") == Classification.SECRET
    assert check(head, areas["73.71"], Role.VERIFIER, clearance=2) == []
    assert "Rahasia" in check(head, areas["73.71"], Role.VERIFIER, clearance=3)[0]


@pytest.mark.parametrize("code", ["73", "73.06", "53.71", "ID"])
def test_nobody_gives_beyond_his_area(
    head: User, admin: User, areas: dict[str, Area], code: str
) -> None:
    for actor in (head, admin):
        assert "di luar wilayah" in check(actor, areas[code], Role.VERIFIER)[0]
        assert grantable_roles(Actor.of(actor), areas[code]) == []


def test_the_head_of_a_province_gives_in_its_regencies(
    work_for: WorkFor, areas: dict[str, Area]
) -> None:
    above = work_for("73", "kaban-prov", Role.HEAD)
    assert check(above, areas["73.71"], Role.HEAD) == []
    assert check(above, areas["53.71"], Role.HEAD) != []


def test_others_give_nothing(colleague: User, centre: User, areas: dict[str, Area]) -> None:
    for actor in (colleague, centre):
        assert check(actor, areas["73.71"], Role.REPORTER, clearance=0) != []


def test_nobody_changes_his_own(head: User, admin: User, areas: dict[str, Area]) -> None:
    assert "sendiri" in check(head, areas["73.71"], Role.VERIFIER, to=head)[0]
    assert "sendiri" in check(admin, areas["73.71"], Role.VERIFIER, to=admin)[0]


def test_auditor_and_administrator_hold_no_other_role(
    admin: User, head: User, colleague: User, areas: dict[str, Area]
) -> None:
    assert check(admin, areas["73.71"], Role.AUDITOR, Role.VERIFIER) != []
    assert check(admin, areas["73.71"], Role.AUDITOR, to=colleague) != []
    assert check(head, areas["73.71"], Role.VERIFIER, to=admin) != []


def test_nor_one_that_begins_later(
    admin: User, colleague: User, areas: dict[str, Area], program: Actor
) -> None:
    colleague.memberships.update(valid_from=timezone.localdate() + timedelta(days=1))
    assert check(admin, areas["73.71"], Role.AUDITOR, to=colleague) != []


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.PROVINCE_ANALYST, "73.71"), (Role.NATIONAL_ANALYST, "73.71"), (Role.HEAD, "73.71.01")],
)
def test_a_role_stands_at_its_level(
    admin: User, areas: dict[str, Area], role: Role, code: str
) -> None:
    assert check(admin, areas[code], role) != []


def test_a_membership_has_an_end_within_a_decree_year(head: User, areas: dict[str, Area]) -> None:
    today = timezone.localdate()
    area = areas["73.71"]
    assert check(head, area, Role.VERIFIER, valid_to=today) == []
    assert check(head, area, Role.VERIFIER, valid_to=today + LONGEST) == []
    assert check(head, area, Role.VERIFIER, valid_to=today - timedelta(days=1)) != []
    assert check(head, area, Role.VERIFIER, valid_to=today + LONGEST + timedelta(days=1)) != []


def test_an_expired_head_gives_nothing(work_for: WorkFor, areas: dict[str, Area]) -> None:
    past = work_for("73.71", "mantan", Role.HEAD, until=timezone.localdate() - timedelta(days=1))
    assert check(past, areas["73.71"], Role.REPORTER, clearance=0) != []
