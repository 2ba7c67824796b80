from __future__ import annotations

import pytest

from sipks.incidents.models import Incident
from sipks.people.scope import Actor
from sipks.places.models import Area

from .telling import group, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground(areas: dict[str, Area], program: Actor) -> None:
    """The few areas of the tests."""


@pytest.mark.parametrize("code", ["73.71.01", "53.71"])
def test_the_area_that_an_officer_chose_goes_before_the_words(code: str) -> None:
    chosen = {"area_code": code}
    [signal] = group(
        tell("Bentrok di Gowa", "73.06", connector="form", owner_code="73.71", fields=chosen)
    )
    assert (signal.place, signal.scope_code) == (code, code)


@pytest.mark.parametrize(
    ("owner", "code", "place"),
    [
        ("73.71", "73.71.01", "73.71.01"),
        ("ID", "53.71", "53.71"),
        ("73.71", "53.71", "73.06"),
        ("73.71", "73", "73.06"),
        ("", "53.71", "73.06"),
    ],
)
def test_a_sender_chooses_within_his_own_area_only(owner: str, code: str, place: str) -> None:
    [signal] = group(tell("Bentrok di Gowa", "73.06", owner_code=owner, fields={"area_code": code}))
    assert signal.place == place


@pytest.mark.parametrize("code", ["99.99", "'; drop", "ID"])
def test_a_chosen_area_that_is_none_is_passed_over(code: str) -> None:
    [signal] = group(tell("Bentrok di Gowa", "73.06", fields={"area_code": code}))
    assert signal.place == ("" if code == "ID" else "73.06")


def test_a_point_of_the_sender_tells_the_area() -> None:
    [signal] = group(tell("Bentrok", "", fields={"lat": -5.16, "lon": 119.41}))
    assert signal.place.startswith("73.71")
    assert (signal.lat, signal.lon) == (-5.16, 119.41)


def test_a_point_at_sea_is_drawn_at_the_area() -> None:
    [signal] = group(tell("Bentrok", "73.71", fields={"lat": -5.5, "lon": 116.0}))
    assert (signal.place, signal.lat, signal.lon) == ("73.71", -5.14, 119.43)


def test_a_place_known_to_the_sender_alone_has_no_dot() -> None:
    [signal] = group(tell("Bentrok entah di mana", ""))
    assert (signal.place, signal.lat, signal.lon, signal.area) == ("", None, None, None)


def test_a_time_in_a_field_goes_before_the_words() -> None:
    [exact] = group(tell("Bentrok", fields={"happened_at": "2025-02-01T21:30:00+08:00"}))
    assert (exact.precision, exact.dated) == ("hour", True)
    assert exact.happened_from.isoformat() == "2025-02-01T13:30:00+00:00"
    [day] = group(tell("Tawuran", fields={"happened_at": "2025-02-01T00:00:00+08:00"}))
    assert (day.precision, day.happened_from.isoformat(), day.happened_to.isoformat()) == (
        "day", "2025-01-31T16:00:00+00:00", "2025-02-01T15:59:59+00:00",
    )  # fmt: skip


def test_a_text_that_does_not_say_when_happened_on_the_day_it_was_told() -> None:
    [signal] = group(tell("Bentrok pecah", day=None))
    assert (signal.dated, signal.happened_from.isoformat()) == (False, "2025-02-02T16:00:00+00:00")


def test_tellings_that_name_a_day_settle_when_it_was() -> None:
    told = group(
        tell("Bentrok pemuda Cendrawasih busur rumah rusak lorong", day="2025-02-02"),
        tell("Bentrok pemuda Cendrawasih busur rumah rusak lorong warga takut", day=None, by="b"),
    )
    [incident] = Incident.objects.filter(pk__in={one.incident_id for one in told})
    assert incident.happened_to.isoformat() == "2025-02-02T15:59:59+00:00"
