"""The page that shares an incident, and what its recipients see of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.incidents.models import Incident
from sipks.incidents.services.desk import incident_verify
from sipks.people.choices import Role
from sipks.people.models import Share, User
from sipks.people.scope import Actor, bind
from sipks.people.services.share_checks import last_day
from sipks.people.services.shares import share_create
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .telling import group, tell

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def incident(areas: dict[str, Area], program: Actor) -> Incident:
    [signal] = group(tell("Bentrok warga di batas kota, jalan diblokade"))
    found: Incident = Incident.objects.get(pk=signal.incident_id)
    return found


@pytest.fixture
def shared(incident: Incident, officer: User, stranger: User) -> Share:
    """The incident shared with the officer of Kota Kupang."""
    with bind(Actor.of(officer)):
        return share_create(record=incident, user=stranger, until=last_day(), reason="pelaku lari")


def url_of(incident: Incident) -> str:
    return reverse("incidents:share", args=[incident.pk])


def body(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def shares() -> list[Share]:
    with bind(Actor.program("uji", "people")):
        return list(Share.objects.order_by("pk"))


def test_who_may_open_the_page(
    incident: Incident,
    sign_in: SignIn,
    officer: User,
    neighbour: User,
    province: User,
    make_officer: MakeOfficer,
) -> None:
    operator = make_officer("operator", "73.71", Role.OPERATOR)
    answers = {officer: 200, province: 200, operator: 403, neighbour: 404}
    for user, status in answers.items():
        assert sign_in(user).get(url_of(incident)).status_code == status


def test_a_neighbouring_office_is_chosen_from_a_list(
    incident: Incident, sign_in: SignIn, officer: User, neighbour: User
) -> None:
    page = body(sign_in(officer).get(url_of(incident)))
    assert '<option value="73.06">Kabupaten Gowa</option>' in page
    assert '<option value="73.71">' not in page
    form = {"area": "73.06", "until": last_day().isoformat(), "reason": "batas wilayah"}
    assert sign_in(officer).post(url_of(incident), form).url == url_of(incident)  # type: ignore[attr-defined]
    page = body(sign_in(neighbour).get(incident.get_absolute_url()))
    assert "Dibagikan oleh Makassar kepada Kabupaten Gowa" in page
    assert "Bagikan</a>" not in page
    assert 'id="verifikasi"' not in page


def test_an_officer_is_found_by_name(
    incident: Incident, sign_in: SignIn, officer: User, stranger: User, make_officer: MakeOfficer
) -> None:
    make_officer("kupang-admin", "53.71", Role.ADMINISTRATOR)
    make_officer("kupang-biasa", "53.71", clearance=0)
    with bind(Actor.program("uji")):
        Incident.objects.filter(pk=incident.pk).update(classification=1)
    page = body(sign_in(officer).get(url_of(incident), {"cari": "kup"}))
    assert f'value="{stranger.pk}"' in page
    assert page.count('name="user"') == 1
    assert 'name="user"' not in body(sign_in(officer).get(url_of(incident), {"cari": "ku"}))
    form = {"user": str(stranger.pk), "until": last_day().isoformat(), "reason": "pelaku lari"}
    sign_in(officer).post(url_of(incident), form)
    assert [one.user_id for one in shares()] == [stranger.pk]


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": "kemarin"},
        {"until": "2020-01-01"},
        {"reason": " "},
        {"area": "53.71"},
        {"area": "99"},
        {"area": ""},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_shared(
    wrong: dict[str, str], incident: Incident, sign_in: SignIn, officer: User
) -> None:
    form = {"area": "73.06", "until": last_day().isoformat(), "reason": "batas"} | wrong
    answer = sign_in(officer).post(url_of(incident), form)
    assert answer.status_code == 200
    assert "invalid-feedback" in body(answer)
    assert not shares()


@pytest.mark.parametrize("user", ["x", "", "01900000-0000-7000-8000-000000000000"])
def test_nobody_is_no_recipient(
    user: str, incident: Incident, sign_in: SignIn, officer: User
) -> None:
    form = {"user": user, "until": last_day().isoformat(), "reason": "batas"}
    assert sign_in(officer).post(url_of(incident), form).status_code == 200
    assert not shares()


def test_a_share_is_renewed_and_ended_from_the_page(
    incident: Incident, shared: Share, sign_in: SignIn, officer: User
) -> None:
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    client = sign_in(officer)
    renew = reverse("people:share_renew", args=[shared.pk])
    assert client.post(renew, {"baru-until": until, "baru-reason": "lagi"}).url == url_of(incident)  # type: ignore[attr-defined]
    old, new = shares()
    assert not old.open
    assert new.open
    client.post(reverse("people:share_end", args=[new.pk]))
    assert not any(one.open for one in shares())
    assert "diakhiri oleh Makassar" in body(client.get(url_of(incident)))


def test_a_wrong_term_renews_nothing(shared: Share, sign_in: SignIn, officer: User) -> None:
    renew = reverse("people:share_renew", args=[shared.pk])
    answer = sign_in(officer).post(renew, {"baru-until": "", "baru-reason": "x"}, follow=True)
    assert "alert" in body(answer)
    assert [one.pk for one in shares()] == [shared.pk]


@pytest.mark.parametrize("verb", ["share_end", "share_renew"])
def test_only_its_area_ends_or_renews_it(
    verb: str,
    shared: Share,
    sign_in: SignIn,
    neighbour: User,
    stranger: User,
    make_officer: MakeOfficer,
) -> None:
    operator = make_officer("operator", "73.71", Role.OPERATOR)
    form = {"baru-until": last_day().isoformat(), "baru-reason": "x"}
    for user, status in ((operator, 403), (neighbour, 404), (stranger, 403)):
        answer = sign_in(user).post(reverse(f"people:{verb}", args=[shared.pk]), form)
        assert answer.status_code == status
    [kept] = shares()
    assert kept.open


def test_who_has_nothing_but_a_share_finds_it_in_the_queue(
    incident: Incident, sign_in: SignIn, officer: User, make_officer: MakeOfficer
) -> None:
    leader = make_officer("dprd", "73.06", Role.PARLIAMENT)
    queue = reverse("incidents:queue")
    assert sign_in(leader).get(queue).status_code == 403
    with bind(Actor.of(officer)):
        incident_verify(incident=incident, grade_source="B", grade_content=2)
        share_create(record=incident, user=leader, until=last_day(), reason="masa status")
    assert incident.title in body(sign_in(leader).get(queue, {"dibagikan": "on"}))
    page = body(sign_in(leader).get(queue))
    assert incident.title in page
    assert "Dibagikan kepada Anda" in page
    assert sign_in(leader).get(reverse("intake:sources")).status_code == 403


def test_the_original_material_stays_closed(
    incident: Incident, shared: Share, sign_in: SignIn, stranger: User
) -> None:
    page = body(sign_in(stranger).get(incident.get_absolute_url()))
    assert "jalan diblokade" in page
    assert "/bahan/" not in page
    with bind(Actor.program("uji")):
        item = incident.signals.get().item_id
    address = reverse("intake:item", args=[item])
    assert sign_in(stranger).get(address).status_code == 404


def test_the_number_of_queries_does_not_grow_with_shares(
    incident: Incident, shared: Share, sign_in: SignIn, officer: User, areas: dict[str, Area],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    client = sign_in(officer)
    with bind(Actor.of(officer)):
        share_create(record=incident, area=areas["73.06"], until=last_day(), reason="batas")
    client.get(url_of(incident))
    with django_assert_max_num_queries(14):
        assert client.get(url_of(incident)).status_code == 200
