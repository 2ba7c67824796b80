from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sipks.incidents.models import Incident
from sipks.people.models import User
from sipks.people.scope import Actor

from .telling import group, incidents, tell

SignIn = Callable[[User], Client]


@pytest.fixture
def makassar(areas: dict[str, Any], program: Actor) -> Incident:
    """One clash in Mariso, one dispute in Gowa; answers the former."""
    clash = tell("Bentrok dua kelompok pemuda di Mariso, satu rumah rusak", "73.71.01")
    tell_gowa = tell("Warga Gowa memblokade jalan kebun", "73.06", category="SDA-1", form="blokade")
    first, _ = incidents(group(clash, tell_gowa))
    return first


def data(client: Client, query: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/peta/data/{query}").json()
    return found


def titles(answer: dict[str, Any]) -> list[str]:
    return [one["properties"]["title"] for one in answer["view"]["points"]["features"]]


def test_an_officer_lands_at_home(makassar: Incident, officer: User, sign_in: SignIn) -> None:
    page = sign_in(officer).get("/peta/").content.decode()
    assert "Peta Kota Makassar" in page
    assert makassar.title in page


@pytest.mark.parametrize(
    ("who", "seen"), [("officer", True), ("neighbour", False), ("stranger", False)]
)
def test_three_officers_see_their_own(
    who: str, seen: bool, makassar: Incident, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(who))
    for query in ("?wilayah=ID", "?wilayah=73", "?wilayah=73.71"):
        assert (makassar.title in titles(data(client, query))) is seen
        page = client.get(f"/peta/{query}").content.decode()
        assert (makassar.title in page) is seen


def test_the_province_sees_both_and_counts_them(
    makassar: Incident, province: User, sign_in: SignIn
) -> None:
    answer = data(sign_in(province), "?wilayah=73")
    areas = answer["view"]["areas"]
    assert {code: areas[code]["number"] for code in ("73.71", "73.06")} == {"73.71": 1, "73.06": 1}
    assert areas["73.71"]["text"] == "1 terbuka"


def test_where_one_may_not_look_is_neither_calm_nor_silent(
    makassar: Incident, neighbour: User, sign_in: SignIn
) -> None:
    areas = data(sign_in(neighbour), "?wilayah=73")["view"]["areas"]
    assert areas["73.71"]["number"] == -2
    assert "kewenangan" in areas["73.71"]["text"]


def test_filters_narrow_the_dots(makassar: Incident, province: User, sign_in: SignIn) -> None:
    client = sign_in(province)
    assert len(titles(data(client, "?wilayah=73"))) == 2
    assert len(titles(data(client, "?wilayah=73&kategori=SDA"))) == 1
    assert titles(data(client, "?wilayah=73&dari=2030-01-01")) == []
    assert titles(data(client, "?wilayah=73&status=verified")) == []
    assert titles(data(client, "?wilayah=73&sumber=intelligence")) == []


@pytest.mark.parametrize(
    "query",
    [
        "?wilayah=99.99",
        "?wilayah=%00",
        "?wilayah=../etc",
        "?wilayah=73&dari=kemarin&sampai=9999-99-99",
        "?kategori=QQQ&status=aneh&sumber=0",
        "?wilayah=73&wilayah=53",
    ],
)
def test_an_address_that_makes_no_sense_still_shows_a_map(
    query: str, makassar: Incident, centre: User, sign_in: SignIn
) -> None:
    client = sign_in(centre)
    assert client.get(f"/peta/{query}").status_code == 200
    assert client.get(f"/peta/data/{query}").status_code == 200


def test_a_district_stands_among_its_neighbours(
    makassar: Incident, officer: User, sign_in: SignIn
) -> None:
    view = data(sign_in(officer), "?wilayah=73.71.01")["view"]
    assert view["focus"] == "73.71.01"
    assert "/wilayah/garis/73.71.json" in view["outlines"]


def test_the_answer_carries_what_the_page_writes(
    makassar: Incident, officer: User, sign_in: SignIn
) -> None:
    parts = data(sign_in(officer), "?wilayah=73.71")["parts"]
    assert set(parts) == {"trail", "legend", "periods", "table", "drawing"}
    assert makassar.title in parts["table"]
    assert 'href="/peta/?wilayah=73"' in parts["trail"]


def test_borders_are_marked_indicative(officer: User, sign_in: SignIn) -> None:
    page = sign_in(officer).get("/peta/").content.decode()
    assert "Batas indikatif, bukan batas resmi" in page


def test_titles_are_escaped(program: Actor, areas: dict[str, Any], officer: User,
                            sign_in: SignIn) -> None:  # fmt: skip
    group(tell("</script><img src=x onerror=alert(1)> bentrok di Mariso", "73.71.01"))
    page = sign_in(officer).get("/peta/").content.decode()
    assert "<img src=x" not in page
    assert "</script><img" not in page


@pytest.mark.parametrize("path", ["/peta/", "/peta/data/"])
def test_the_number_of_queries_does_not_grow(
    path: str,
    makassar: Incident,
    province: User,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(province)
    client.get(path)
    with django_assert_num_queries(11 if path == "/peta/" else 10):
        client.get(path)
    group(*(tell(f"Tawuran pelajar nomor {n} di Mariso", "73.71.01", f"2025-0{n}-10")
            for n in range(3, 8)))  # fmt: skip
    with django_assert_num_queries(11 if path == "/peta/" else 10):
        client.get(path)
