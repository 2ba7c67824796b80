from __future__ import annotations

import pytest

from sipks.incidents.models import Incident
from sipks.incidents.selectors import Count, map_counts, map_points
from sipks.incidents.services.desk import incident_set_aside
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .four import TEXTS, asked, titles
from .telling import group, later, tell

pytestmark = pytest.mark.django_db


def counts(user: User, parent: str, **query: str) -> dict[str, Count]:
    with bind(Actor.of(user)):
        return {one.code: one for one in map_counts(asked(**query), parent)}


def test_map_counts_children_and_tells_silence_from_none(
    told: dict[str, Incident], centre: User, areas: dict[str, Area]
) -> None:
    nation = counts(centre, "ID")
    assert {code: one.open for code, one in nation.items()} == {"53": 1, "73": 3}
    assert nation["53"].severe == 1
    assert nation["73"].last_reported == later(hours=2)
    regencies = counts(centre, "73")
    assert {code: (one.open, one.heard) for code, one in regencies.items()} == {
        "73.06": (1, True),
        "73.71": (2, True),
    }
    quiet = counts(centre, "73", dari="2025-06-01")
    assert {code: (one.open, one.heard) for code, one in quiet.items()} == {
        "73.06": (0, False),
        "73.71": (0, False),
    }
    assert [one.code for one in counts(centre, "73.71").values()] == ["73.71.01"]
    assert counts(centre, "73.71.01") == {}


def test_reports_that_are_no_open_incident_still_break_the_silence(
    told: dict[str, Incident], centre: User
) -> None:
    with bind(Actor.of(centre)):
        incident_set_aside(incident=told["gowa"], reason="false")
    found = counts(centre, "73")["73.06"]
    assert (found.open, found.heard) == (0, True)


def test_map_shows_officers_nothing_of_others(
    told: dict[str, Incident], officer: User, stranger: User
) -> None:
    nation = counts(officer, "ID")
    assert (nation["73"].open, nation["73"].heard) == (2, True)
    assert (nation["53"].open, nation["53"].heard) == (0, None)
    regencies = counts(stranger, "73")
    assert {one.heard for one in regencies.values()} == {None}
    assert {one.open for one in regencies.values()} == {0}


def test_secret_reports_are_not_heard_by_those_who_may_not_read_them(
    areas: dict[str, Area], program: Actor, officer: User
) -> None:
    group(tell(TEXTS["mariso"][0], "73.71.01", classification=3))
    found = counts(officer, "73")["73.71"]
    assert (found.open, found.heard) == (0, False)


def test_points(told: dict[str, Incident], officer: User) -> None:
    with bind(Actor.of(officer)):
        points = map_points(asked(), "73", limit=10)
    assert [one["title"] for one in points] == titles("makassar", "mariso")
    assert points[1] | {"id": 0, "happened_from": 0} == {
        "id": 0,
        "lat": -5.16,
        "lon": 119.41,
        "title": TEXTS["mariso"][0],
        "category": "SOS-1",
        "form": "bentrok_massa",
        "severity": 1,
        "state": "new",
        "happened_from": 0,
        "precision": "day",
        "area": "Mariso",
        "area_code": "73.71.01",
        "timezone": "Asia/Makassar",
    }
