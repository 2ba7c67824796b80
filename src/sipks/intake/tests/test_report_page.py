from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.intake.models import Item
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
URL = reverse("intake:report")
SAID = {
    "what": "Dua kelompok pemuda bentrok di pasar",
    "place": "Mariso",
    "day": "2025-02-03",
    "clock": "21:30",
    "known_by": "sendiri",
}


def stored() -> list[Item]:
    with bind(Actor.program("test")):
        return list(Item.objects.all())


def test_the_short_answers_are_enough(
    areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    page = sign_in(officer).post(URL, SAID, follow=True)
    assert "Terima kasih" in page.content.decode()
    [item] = stored()
    assert item.text.startswith(SAID["what"])
    assert item.fields["area_code"] == "73.71.01"
    assert item.fields["submitted_by"] == str(officer.pk)
    assert str(item.pk) in page.content.decode()


@pytest.mark.parametrize("username", ["officer", "neighbour", "stranger"])
def test_every_officer_may_report_about_any_place(
    username: str, areas: dict[str, Area], sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(username))
    assert client.get(URL).status_code == 200
    assert client.post(URL, SAID, follow=True).status_code == 200
    assert len(stored()) == 1


def test_a_reporter_who_may_read_nothing_may_report(
    make_officer: MakeOfficer, sign_in: SignIn
) -> None:
    reporter = make_officer("pelapor", "73.71", Role.REPORTER)
    page = sign_in(reporter).post(URL, SAID, follow=True)
    assert page.status_code == 200
    assert "Terima kasih" in page.content.decode()
    assert len(stored()) == 1


def test_a_report_sent_twice_is_one_item(
    areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    client = sign_in(officer)
    for _ in range(2):
        client.post(URL, SAID)
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": ""}, "what"),
        ({"place": ""}, "place"),
        ({"place": "Negeri Antah"}, "place"),
        ({"place": "99.99"}, "place"),
        ({"day": "1890-01-01"}, "day"),
        ({"day": "besok"}, "day"),
        ({"clock": "25:00"}, "clock"),
        ({"known_by": ""}, "known_by"),
        ({"lat": "-5.1"}, "lat"),
        ({"lat": "80", "lon": "119"}, "lat"),
        ({"category": "QQQ"}, "category"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    wrong: dict[str, str], field: str, areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    page = sign_in(officer).post(URL, SAID | {"advice": "jaga pasar"} | wrong)
    assert field in page.context["form"].errors
    body = page.content.decode()
    assert f'id="id_{field}_error"' in body
    assert "jaga pasar" in body
    assert stored() == []


def test_an_event_to_come_cannot_be_reported(
    areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    later = (timezone.localdate() + timedelta(days=2)).isoformat()
    page: Any = sign_in(officer).post(URL, SAID | {"day": later})
    assert "belum terjadi" in page.content.decode()


def test_a_name_that_several_places_bear_is_asked_back_with_codes(
    areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    Area.objects.create(
        code="53.71.01",
        name="Mariso",
        level="district",
        kind="",
        parent=areas["53.71"],
        timezone="Asia/Makassar",
    )
    page = sign_in(officer).post(URL, SAID)
    [error] = page.context["form"].errors["place"]
    assert "73.71.01 (Mariso, Kota Makassar)" in error
    assert "53.71.01 (Mariso, Kota Kupang)" in error


def test_the_thank_you_tells_nothing_of_what_is_stored(
    areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    url = reverse("intake:report_sent", args=["01900000-0000-7000-8000-000000000000"])
    assert sign_in(officer).get(url).status_code == 200
