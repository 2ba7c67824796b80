"""Fixtures: the areas and officers that every test base knows.

`officer` works for Kota Makassar (73.71), `neighbour` for Kabupaten Gowa (73.06) in the same
province, `stranger` for Kota Kupang (53.71) in another; `province` for Sulawesi Selatan and
`centre` for the nation. Each is a verifier with clearance Rahasia.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from sipks.people.choices import Classification, Role
from sipks.people.models import Membership, User
from sipks.people.scope import SIGN_IN, Actor, bind
from sipks.people.signin.factors import proof
from sipks.places.models import Area, Level

AREAS = [
    ("ID", "Indonesia", Level.COUNTRY, None, -2.5, 118.0),
    ("73", "Sulawesi Selatan", Level.PROVINCE, "ID", -4.0, 120.0),
    ("73.71", "Kota Makassar", Level.REGENCY, "73", -5.14, 119.43),
    ("73.06", "Kabupaten Gowa", Level.REGENCY, "73", -5.31, 119.74),
    ("73.71.01", "Mariso", Level.DISTRICT, "73.71", -5.16, 119.41),
    ("53", "Nusa Tenggara Timur", Level.PROVINCE, "ID", -8.6, 121.1),
    ("53.71", "Kota Kupang", Level.REGENCY, "53", -10.17, 123.6),
]


@pytest.fixture
def areas(db: None) -> dict[str, Area]:
    """A few areas by code."""
    made: dict[str, Area] = {}
    for code, name, level, parent, lat, lon in AREAS:
        made[code] = Area.objects.create(
            code=code,
            name=name,
            level=level,
            kind="",
            lat=lat,
            lon=lon,
            parent=made[parent] if parent else None,
            timezone="Asia/Makassar",
        )
    return made


ROOMS = ("people", "audit", "intake", "incidents", "privacy")
MakeOfficer = Callable[..., User]


@pytest.fixture
def make_officer(areas: dict[str, Area]) -> MakeOfficer:
    """`make_officer(username, area_code, *roles, clearance=SECRET)`."""

    def make(
        username: str, code: str, *roles: Role, clearance: int = Classification.SECRET
    ) -> User:
        with bind(Actor.program("test", "people")):
            user = User.objects.create_user(
                username, password="rahasia-betul", name=username.title()
            )
            Membership.objects.create(
                user=user,
                area=areas[code],
                roles=list(roles or (Role.VERIFIER,)),
                clearance=clearance,
                valid_from=date(2020, 1, 1),
            )
        return user

    return make


@pytest.fixture
def officer(make_officer: MakeOfficer) -> User:
    return make_officer("makassar", "73.71")


@pytest.fixture
def neighbour(make_officer: MakeOfficer) -> User:
    return make_officer("gowa", "73.06")


@pytest.fixture
def stranger(make_officer: MakeOfficer) -> User:
    return make_officer("kupang", "53.71")


@pytest.fixture
def province(make_officer: MakeOfficer) -> User:
    return make_officer("sulsel", "73", Role.PROVINCE_ANALYST)


@pytest.fixture
def centre(make_officer: MakeOfficer) -> User:
    return make_officer("pusat", "ID", Role.NATIONAL_ANALYST)


@pytest.fixture
def program() -> Iterator[Actor]:
    """The program itself bound as the actor, at work in every room."""
    with bind(Actor.program("test", *ROOMS)) as actor:
        yield actor


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """`sign_in(user)` is a test client of a user who signed in with a second factor."""

    def make(user: User) -> Client:
        client = Client()
        with bind(SIGN_IN):
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        session = client.session
        session.update(proof(user))
        session.save()
        return client

    return make
