from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from django.test import Client
from django.urls import reverse

from sipks.people.models import User
from sipks.places.models import Area
from sipks.places.selectors import outlines_version

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def address(code: str) -> str:
    return reverse("places:outlines", args=[code])


@pytest.mark.parametrize(
    ("code", "count", "level"),
    [("ID", 38, "province"), ("73", 24, "regency"), ("73.71", 15, "district"),
     ("73.71.01", 9, "village")],
)  # fmt: skip
@pytest.mark.parametrize("who", ["officer", "neighbour", "stranger"])
def test_every_officer_gets_the_children_of_every_unit(
    request: pytest.FixtureRequest, sign_in: SignIn, who: str, code: str, count: int, level: str
) -> None:
    response = sign_in(request.getfixturevalue(who)).get(address(code))
    assert response.status_code == 200
    found = response.json()
    assert len(found["features"]) == count
    assert {feature["properties"]["level"] for feature in found["features"]} == {level}
    assert "CC BY 3.0 IGO" in found["attribution"]
    assert "bukan rujukan batas resmi" in found["attribution"]
    assert set(found["features"][0]["properties"]) == {"code", "name", "level", "lat", "lon"}


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(address("ID")).status_code == 302


@pytest.mark.parametrize("code", ["99", "73.71.99", "..", "tetangga.x", "91.04"])
def test_unknown_codes_are_not_found(officer: User, sign_in: SignIn, code: str) -> None:
    assert sign_in(officer).get(f"/wilayah/garis/{code}.json").status_code == 404


def test_the_land_of_the_neighbours(officer: User, sign_in: SignIn) -> None:
    found = sign_in(officer).get(address("tetangga")).json()
    assert {feature["id"] for feature in found["features"]} >= {"MY", "PG", "TL"}


def test_the_nation_is_small_on_the_wire(officer: User, sign_in: SignIn) -> None:
    response = sign_in(officer).get(address("ID"), headers={"accept-encoding": "br"})
    assert response["Content-Encoding"] == "br"
    assert len(response.content) < 90_000


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress),
     ("identity", None, bytes)],
)  # fmt: skip
def test_compression_as_the_browser_can(
    officer: User, sign_in: SignIn, accepted: str, encoding: str | None, unpack: Any
) -> None:
    response = sign_in(officer).get(address("73"), headers={"accept-encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert len(json.loads(unpack(response.content))["features"]) == 24
    assert "Accept-Encoding" in response["Vary"]


def test_kept_for_a_year_with_the_version_and_asked_again_without(
    officer: User, sign_in: SignIn
) -> None:
    client = sign_in(officer)
    kept = client.get(address("73"), {"v": outlines_version()})
    assert "immutable" in kept["Cache-Control"]
    assert "private" in kept["Cache-Control"]
    for query in ({}, {"v": "old"}):
        assert "no-cache" in client.get(address("73"), query)["Cache-Control"]


def test_unchanged_outlines_are_not_sent_again(officer: User, sign_in: SignIn) -> None:
    client = sign_in(officer)
    etag = client.get(address("73"))["ETag"]
    again = client.get(address("73"), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address("72"), headers={"if-none-match": etag}).status_code == 200


def test_the_map_of_a_day_before_the_split(officer: User, sign_in: SignIn) -> None:
    client = sign_in(officer)
    before = client.get(address("ID"), {"pada": "2021-01-01"})
    assert len(before.json()["features"]) == 34
    assert before["ETag"] != client.get(address("ID"))["ETag"]
    codes = {f["id"] for f in client.get(address("91"), {"pada": "2021-01-01"}).json()["features"]}
    assert "91.04" in codes
    assert client.get(address("ID"), {"pada": "kemarin"}).status_code == 404


def test_queries(
    officer: User, sign_in: SignIn, areas: dict[str, Area], django_assert_num_queries: Any
) -> None:
    client = sign_in(officer)
    client.get(address("73"))
    with django_assert_num_queries(4):  # session, user, memberships, stamp of imported outlines
        client.get(address("73"))
