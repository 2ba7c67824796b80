from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.people.models import User

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
JSON = {"accept": "application/json"}


@pytest.mark.parametrize("who", ["officer", "neighbour", "stranger"])
def test_every_officer_finds_every_area(
    request: pytest.FixtureRequest, sign_in: SignIn, who: str
) -> None:
    client = sign_in(request.getfixturevalue(who))
    response = client.get(reverse("places:search"), {"q": "makassar"}, headers=JSON)
    first = response.json()["results"][0]
    assert first["code"] == "73.71"
    assert first["name"] == "Kota Makassar"
    assert first["path"] == "Sulawesi Selatan"
    assert first["url"] == "/wilayah/73.71/"
    assert set(first) == {"code", "name", "level", "path", "lat", "lon", "url"}


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(reverse("places:search"), {"q": "gowa"}).status_code == 302


def test_the_page_works_without_javascript(officer: User, sign_in: SignIn) -> None:
    page = sign_in(officer).get(reverse("places:search"), {"q": "gowa"})
    assert page["Content-Type"].startswith("text/html")
    assert 'href="/wilayah/73.06/"' in page.content.decode()


def test_a_query_is_shown_escaped(officer: User, sign_in: SignIn) -> None:
    page = sign_in(officer).get(reverse("places:search"), {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.content.decode()
    assert "Tidak ada wilayah yang cocok" in page.content.decode()


@pytest.mark.parametrize("query", ["", "x", "\x00", "%", "a" * 10_000])
def test_odd_queries_find_nothing(officer: User, sign_in: SignIn, query: str) -> None:
    response = sign_in(officer).get(reverse("places:search"), {"q": query}, headers=JSON)
    assert response.status_code == 200


def test_queries(officer: User, sign_in: SignIn, django_assert_num_queries: Any) -> None:
    client = sign_in(officer)
    with django_assert_num_queries(4):  # session, user, memberships, areas
        client.get(reverse("places:search"), {"q": "makassar"}, headers=JSON)
