"""What the tests of offices share: the offices of the few areas, a head, an administrator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from sipks.people.choices import Classification, Role
from sipks.people.models import Membership, Office, OfficeKind, User
from sipks.people.scope import Actor, bind
from sipks.people.services.offices import offices_load
from sipks.places.models import Area

from .officers import MakeOfficer

OfficeOf = Callable[..., Office]
TODAY = timezone.localdate


def soon(days: int = 200) -> date:
    """A last day that a decree may have."""
    return TODAY() + timedelta(days=days)


@pytest.fixture
def office_of(areas: dict[str, Area]) -> OfficeOf:
    """`office_of("73.71", kind=…)`, after all offices of the areas were made."""
    with bind(Actor.program("test", "people")):
        offices_load()

    def find(code: str, kind: str = "") -> Office:
        kind = kind or (OfficeKind.MINISTRY if code == "ID" else OfficeKind.KESBANGPOL)
        return Office.objects.select_related("area").get(area__code=code, kind=kind)

    return find


@pytest.fixture
def work_for(office_of: OfficeOf, make_officer: MakeOfficer) -> Callable[..., User]:
    """`work_for("73.71", "budi", Role.VERIFIER, clearance=…, until=…)`: somebody in the office."""

    def make(
        code: str, name: str, *roles: Role, clearance: int = Classification.SECRET,
        until: date | None = None,
    ) -> User:  # fmt: skip
        user = make_officer(name, code, *roles, clearance=clearance)
        with bind(Actor.program("test", "people")):
            user.memberships.update(office=office_of(code), valid_to=until)
        return user

    return make


WorkFor = Callable[..., User]


@pytest.fixture
def head(work_for: WorkFor) -> User:
    """The Kaban of Kota Makassar, cleared for Rahasia."""
    return work_for("73.71", "kaban", Role.HEAD)


@pytest.fixture
def admin(work_for: WorkFor) -> User:
    """The administrator of Kota Makassar."""
    return work_for("73.71", "admin", Role.ADMINISTRATOR, clearance=Classification.OPEN)


@pytest.fixture
def colleague(work_for: WorkFor) -> User:
    """A verifier in the same office."""
    return work_for("73.71", "budi", Role.VERIFIER)


def only(user: User) -> Membership:
    """The one membership of a user."""
    return user.memberships.select_related("area", "office", "user").get()
