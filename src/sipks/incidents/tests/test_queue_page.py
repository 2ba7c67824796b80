from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.incidents.models import Incident, Signal
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .telling import group, later, tell

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
CLASH = "Bentrok pemuda dua kelurahan di Mariso memakai batu dan busur"
STRIKE = "Buruh pabrik sepatu mogok menuntut upah minimum di depan kantor"
URL = reverse("incidents:queue")


@pytest.fixture
def told(areas: dict[str, Area], program: Actor) -> list[Signal]:
    """A clash in Mariso and, a little later, a strike in Gowa."""
    return group(
        tell(CLASH, severity=4),
        tell(
            STRIKE,
            "73.06",
            by="harian-b",
            category="EKO-1",
            form="unjuk_rasa_damai",
            severity=1,
            reported=later(hours=1),
        ),
    )


def titles(client: Client, url: str = URL, **query: Any) -> list[str]:
    page = client.get(url, query)
    assert page.status_code == 200
    return [one.title for one in page.context["incidents"]]


def test_each_officer_sees_his_own_place(
    told: list[Signal],
    sign_in: SignIn,
    officer: User,
    neighbour: User,
    stranger: User,
    province: User,
) -> None:
    assert titles(sign_in(officer)) == [CLASH]
    assert titles(sign_in(neighbour)) == [STRIKE]
    assert titles(sign_in(stranger)) == []
    assert titles(sign_in(province)) == [STRIKE, CLASH]


def test_nobody_sees_it_without_signing_in(areas: dict[str, Area], client: Client) -> None:
    page = client.get(URL)
    assert page.status_code == 302
    assert reverse("account_login") in page["Location"]


def test_a_reporter_is_told_that_his_role_does_not_reach(
    make_officer: MakeOfficer, sign_in: SignIn
) -> None:
    reporter = make_officer("pelapor", "73.71", Role.REPORTER)
    assert sign_in(reporter).get(URL).status_code == 403


def test_a_row_says_what_where_when_and_how_grave(
    told: list[Signal], sign_in: SignIn, officer: User
) -> None:
    body = sign_in(officer).get(URL).content.decode()
    for words in (
        CLASH,
        "Mariso, Kota Makassar, Sulawesi Selatan",
        "3 Feb 2025",
        "Antarwarga",
        "Bentrok massa",
        "1 sumber",
        "Keparahan",
    ):
        assert words in body


def test_filters_narrow_the_list(told: list[Signal], sign_in: SignIn, province: User) -> None:
    client = sign_in(province)
    assert titles(client, wilayah="73.06") == [STRIKE]
    assert titles(client, wilayah="Gowa") == [STRIKE]
    assert titles(client, wilayah="73.71 · Kota Makassar") == [CLASH]
    assert titles(client, kategori="EKO") == [STRIKE]
    assert titles(client, bentuk="bentrok_massa") == [CLASH]
    assert titles(client, q="mogok") == [STRIKE]
    assert titles(client, status="verified") == []
    assert titles(client, status="semua", urut="parah") == [CLASH, STRIKE]
    assert titles(client, wilayah="tak ada di peta") == [STRIKE, CLASH]


def test_tabs_count_what_each_state_holds(
    told: list[Signal], sign_in: SignIn, province: User
) -> None:
    tabs = sign_in(province).get(URL).context["tabs"]
    assert {str(tab["label"]): tab["count"] for tab in tabs} == {
        "Baru": 2,
        "Terverifikasi": 0,
        "Terbuka": 2,
        "Dikesampingkan": 0,
        "Semua": 2,
    }
    assert [str(tab["label"]) for tab in tabs if tab["current"]] == ["Baru"]


def test_pages_follow_each_other_without_gap_or_doubling(
    areas: dict[str, Area], program: Actor, sign_in: SignIn, officer: User
) -> None:
    for number in range(65):
        group(
            tell(
                f"Kejadian {number:02} perkelahian nomor{number}",
                by=f"s{number}",
                day=None,
                reported=later(days=9 * number),
            )
        )
    client, url, seen = sign_in(officer), URL, list[str]()
    while url:
        page = client.get(url)
        seen += [str(one.pk) for one in page.context["incidents"]]
        url = page.context["next"]
    assert len(seen) == len(set(seen)) == Incident.objects.count() == 65


def test_a_broken_cursor_begins_anew(told: list[Signal], sign_in: SignIn, officer: User) -> None:
    assert titles(sign_in(officer), setelah="rusak") == [CLASH]


def test_htmx_gets_the_rows_alone(told: list[Signal], sign_in: SignIn, officer: User) -> None:
    headers = {"HX-Request": "true", "HX-Target": "queue"}
    body = sign_in(officer).get(URL, headers=headers).content.decode()
    assert CLASH in body
    assert "<html" not in body
    assert 'id="tabs" hx-swap-oob="true"' in body


def test_news_counts_only_what_belongs_into_the_list(
    told: list[Signal], sign_in: SignIn, officer: User, province: User
) -> None:
    ids = [str(one.incident_id) for one in told]
    url = reverse("incidents:queue_news")
    assert sign_in(officer).get(url, {"id": ids}).json()["count"] == 1
    assert sign_in(province).get(url, {"id": ids}).json()["count"] == 2
    assert sign_in(province).get(url, {"id": ids, "kategori": "EKO"}).json()["count"] == 1
    assert sign_in(province).get(url, {"id": ["rusak"]}).json()["count"] == 0


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    told: list[Signal], sign_in: SignIn, province: User, django_assert_num_queries: Any
) -> None:
    client = sign_in(province)
    client.get(URL)
    for number in range(5):
        group(
            tell(
                f"Perkelahian lain nomor{number} di pasar",
                by=f"s{number}",
                day=None,
                reported=later(days=9 * number),
            )
        )
    # Session, user, memberships (for the actor and for the menu); page, places, counts.
    with django_assert_num_queries(7):
        client.get(URL)


def test_practice_material_is_marked_on_each_row(
    areas: dict[str, Area], program: Actor, sign_in: SignIn, officer: User
) -> None:
    group(tell(CLASH, drill=True))
    body = sign_in(officer).get(URL).content.decode()
    assert '<span class="drill-badge">LATIHAN</span>' in body
