from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from sipks.people.models import User
from sipks.places.models import Area, Level
from sipks.places.services import areas_load
from sipks.places.shipped import all_units

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.mark.parametrize("who", ["officer", "neighbour", "stranger"])
@pytest.mark.parametrize("code", ["ID", "73", "73.71", "53.71", "73.71.01"])
def test_every_officer_sees_every_area(
    request: pytest.FixtureRequest, sign_in: SignIn, who: str, code: str
) -> None:
    page = sign_in(request.getfixturevalue(who)).get(f"/wilayah/{code}/")
    assert page.status_code == 200
    assert "Batas indikatif" in page.content.decode()
    assert "CC BY 3.0 IGO" in page.content.decode()


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get("/wilayah/73/").status_code == 302


@pytest.mark.parametrize("code", ["99", "73.7", "xx", "73.71.01.9999"])
def test_unknown_codes_are_not_found(officer: User, sign_in: SignIn, code: str) -> None:
    assert sign_in(officer).get(f"/wilayah/{code}/").status_code == 404


def test_what_lies_above_below_and_around(officer: User, sign_in: SignIn) -> None:
    areas_load(
        units=[u for u in all_units() if u.code in ("ID", "73") or u.code.startswith("73.71")]
    )
    page = sign_in(officer).get("/wilayah/73.71/").content.decode()
    for link in ("/wilayah/ID/", "/wilayah/73/", "/wilayah/73.71.01/", "/wilayah/73.06/"):
        assert f'href="{link}"' in page
    assert "/peta/?wilayah=73.71" in page
    assert "/antrean/?wilayah=73.71" in page
    assert "WITA (UTC+8)" in page
    assert "Kota" in page
    assert '<svg class="locator"' in page


def test_a_past_area_names_its_successor_and_a_new_one_its_predecessor(
    officer: User, sign_in: SignIn
) -> None:
    areas_load(units=[u for u in all_units() if u.code in ("ID", "91", "94", "91.04", "94.01")])
    client = sign_in(officer)
    past, now = (client.get(f"/wilayah/{c}/").content.decode() for c in ("91.04", "94.01"))
    assert "tidak berlaku lagi" in past
    assert "25 Jul 2022" in past
    assert 'href="/wilayah/94.01/"' in past
    assert "/antrean/?wilayah=91.04" not in past
    assert 'href="/wilayah/91.04/"' in now


def test_long_lists_are_paged(officer: User, sign_in: SignIn, areas: dict[str, Area]) -> None:
    parent = areas["73.71.01"]
    Area.objects.bulk_create(
        Area(code=f"73.71.01.{2000 + n}", name=f"Desa {n}", level=Level.VILLAGE, parent=parent)
        for n in range(130)
    )
    client, seen, page = sign_in(officer), set(), "/wilayah/73.71.01/"
    for _ in range(3):
        context = client.get(page).context
        seen |= {child.code for child in context["children"]}
        page = context["next"]
    assert len(seen) == 130
    assert page == ""


def test_an_area_that_ships_no_outline_says_so(
    officer: User, sign_in: SignIn, areas: dict[str, Area]
) -> None:
    Area.objects.create(
        code="73.99", name="Kabupaten Baru", level=Level.REGENCY, parent=areas["73"],
        valid_from=date(2026, 1, 1),
    )  # fmt: skip
    page = sign_in(officer).get("/wilayah/73.99/").content.decode()
    assert "Tidak ada garis batas" in page
    assert "belum ada angka" in page


@pytest.mark.parametrize(("code", "count"), [("ID", 8), ("73.71", 10), ("73.71.01", 10)])
def test_queries(
    officer: User, sign_in: SignIn, django_assert_num_queries: Any, code: str, count: int
) -> None:
    """Session, user, memberships (twice: scope, and the frame of the page), area, stamp of imports,
    predecessors, children; then what is above and around."""
    client = sign_in(officer)
    client.get(f"/wilayah/{code}/")
    with django_assert_num_queries(count):
        client.get(f"/wilayah/{code}/")
