from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sipks.incidents.models import Incident
from sipks.people.choices import Classification, Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .office_world import keep_office
from .rows import Maker, share, without_row_security
from .world import LEVELS, ROOMS, World, keep

EVERYBODY = (
    # name, area, role, clearance
    ("officer", "73.71", Role.VERIFIER, Classification.SECRET),
    ("junior", "73.71", Role.VERIFIER, Classification.LIMITED),
    ("operator", "73.71", Role.OPERATOR, Classification.SECRET),
    ("head", "73.71", Role.HEAD, Classification.SECRET),
    ("leader", "73.71", Role.REGION_HEAD, Classification.SECRET),
    ("member", "73.71", Role.TEAM_MEMBER, Classification.SECRET),
    ("reporter", "73.71", Role.REPORTER, Classification.SECRET),
    ("council", "73.71", Role.PARLIAMENT, Classification.SECRET),
    ("guest", "73.71", Role.PARLIAMENT, Classification.SECRET),
    ("ppid", "73.71", Role.INFORMATION_OFFICER, Classification.SECRET),
    ("auditor", "73.71", Role.AUDITOR, Classification.SECRET),
    ("admin", "73.71", Role.ADMINISTRATOR, Classification.SECRET),
    ("neighbour", "73.06", Role.VERIFIER, Classification.SECRET),
    ("stranger", "53.71", Role.VERIFIER, Classification.SECRET),
    ("province", "73", Role.PROVINCE_ANALYST, Classification.SECRET),
    ("centre", "ID", Role.NATIONAL_ANALYST, Classification.SECRET),
    # Somebody of another province who may do there whatever any role may do.
    ("outsider", "53.71", tuple(Role), Classification.SECRET),
)


def roles_of(given: Role | tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles of a line of the table above."""
    return given if isinstance(given, tuple) else (given,)


@pytest.fixture
def world(
    areas: dict[str, Area], make_officer: MakeOfficer, settings: Any, tmp_path: Path
) -> World:
    """Everybody, and what belongs to Kota Makassar."""
    settings.HOME = tmp_path
    users = {
        name: make_officer(f"petugas-{name}", code, *roles_of(role), clearance=clearance)
        for name, code, role, clearance in EVERYBODY
    }
    with bind(Actor.program("uji", *ROOMS)):
        office = keep_office(areas["73.71"], users)
        kept = {level: keep(level, areas["73.71"], users, office) for level in LEVELS}
    return World(kept, users)


@pytest.fixture
def client_of(world: World, sign_in: Callable[[User], Client]) -> Callable[[str], Client]:
    """`client_of("neighbour")` is that person's browser; "nobody" has not signed in."""
    made: dict[str, Client] = {}

    def of(name: str) -> Client:
        if name not in made:
            made[name] = Client() if name == "nobody" else sign_in(world.users[name])
        return made[name]

    return of


@pytest.fixture
def as_program() -> Iterator[Any]:
    """The program itself bound, for looking at what became of things."""
    with bind(Actor.program("uji", *ROOMS)) as actor:
        yield actor


@pytest.fixture
def full(world: World, areas: dict[str, Area]) -> Maker:
    """Rows everywhere, some incidents shared with areas and with people, in time and past it."""
    maker = Maker(list(world.users.values()), areas)
    maker.everywhere()
    officer, incidents = world.users["officer"], maker.of(Incident)
    with without_row_security():
        for spot in (("73.71", 1), ("73.71", 2), ("73.71", 3), ("53.71", 0)):
            key = incidents[spot].pk
            share(key, spot, officer, user=world.users["guest"])
            share(key, spot, officer, area_code="73.06")
        for spot in (("73.71.01", 1), ("ID", 0)):
            for who in ("guest", "reporter", "admin", "auditor", "member"):
                share(incidents[spot].pk, spot, officer, user=world.users[who])
        late, ended = incidents["73", 0].pk, incidents["73", 1].pk
        share(late, ("73", 0), officer, days=-1, user=world.users["guest"])
        share(ended, ("73", 1), officer, user=world.users["guest"], ended_at=timezone.now())
    return maker
