from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sipks.people.choices import Classification, Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .world import LEVELS, World, keep

EVERYBODY = (
    # name, area, role, clearance
    ("officer", "73.71", Role.VERIFIER, Classification.SECRET),
    ("junior", "73.71", Role.VERIFIER, Classification.LIMITED),
    ("leader", "73.71", Role.REGION_HEAD, Classification.SECRET),
    ("reporter", "73.71", Role.REPORTER, Classification.SECRET),
    ("admin", "73.71", Role.ADMINISTRATOR, Classification.SECRET),
    ("neighbour", "73.06", Role.VERIFIER, Classification.SECRET),
    ("stranger", "53.71", Role.VERIFIER, Classification.SECRET),
    ("province", "73", Role.PROVINCE_ANALYST, Classification.SECRET),
    ("centre", "ID", Role.NATIONAL_ANALYST, Classification.SECRET),
)


@pytest.fixture
def world(
    areas: dict[str, Area], make_officer: MakeOfficer, settings: Any, tmp_path: Path
) -> World:
    """Everybody, and what belongs to Kota Makassar."""
    settings.HOME = tmp_path
    users = {
        name: make_officer(f"petugas-{name}", code, role, clearance=clearance)
        for name, code, role, clearance in EVERYBODY
    }
    with bind(Actor.program("uji")):
        kept = {level: keep(level, areas["73.71"], users["officer"]) for level in LEVELS}
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
    with bind(Actor.program("uji")) as actor:
        yield actor
