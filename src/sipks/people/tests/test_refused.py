from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import resolve, reverse

from sipks.audit.models import Entry
from sipks.people import refused
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind

from .officers import MakeOfficer

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refused, "METER", refused.Meter())


@pytest.fixture
def reporter(make_officer: MakeOfficer) -> User:
    return make_officer("pelapor", "73.71", Role.REPORTER, clearance=0)


def refusals() -> list[Entry]:
    with bind(Actor.program("test", "audit")):
        return list(Entry.objects.filter(verb="refused").order_by("id"))


def test_a_refusal_is_recorded_with_who_and_where(reporter: User, sign_in: SignIn) -> None:
    response = sign_in(reporter).get(reverse("incidents:queue"), REMOTE_ADDR="10.1.2.3")

    assert response.status_code == 403
    [entry] = refusals()
    assert entry.actor_id == reporter.pk
    assert entry.origin == "10.1.2.3"
    assert entry.detail["route"] == resolve(reverse("incidents:queue")).route
    assert entry.scope_code == "73.71"
    assert not entry.history


def test_a_key_that_is_not_known_is_recorded_by_its_address(db: None, client: Client) -> None:
    response = client.post("/api/v1/bahan", headers={"Authorization": "Bearer sipks_x"})

    assert response.status_code == 401
    [entry] = refusals()
    assert (entry.actor_id, entry.origin, entry.scope_code) == (None, "127.0.0.1", "ID")
    assert "sipks_x" not in str(entry.detail)


def test_what_is_missing_is_not_a_refusal(officer: User, sign_in: SignIn) -> None:
    sign_in(officer).get("/tidak-ada/")

    assert refusals() == []


def test_a_flood_is_counted_and_not_written(
    reporter: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr("sipks.people.refused.time.monotonic", lambda: clock[0])
    client = sign_in(reporter)
    for _ in range(refused.EACH + 3):
        client.get(reverse("incidents:queue"))
    assert len(refusals()) == refused.EACH

    clock[0] = refused.MINUTE
    client.get(reverse("incidents:queue"))

    assert len(refusals()) == refused.EACH + 1
    assert refusals()[-1].detail["left_out"] == 3


def test_all_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    meter = refused.Meter()
    written = [meter.ask(str(one), 0.0) for one in range(refused.ALL + 5)]

    assert written.count(0) == refused.ALL
    assert written[-5:] == [None] * 5


def test_who_was_refused_cannot_read_it_back(reporter: User, sign_in: SignIn) -> None:
    sign_in(reporter).get(reverse("incidents:queue"))

    with bind(Actor.of(reporter)):
        assert not Entry.objects.filter(verb="refused").exists()


def test_strangers_do_not_crowd_officers_out() -> None:
    meter = refused.Meter()
    for one in range(refused.ALL + 5):
        meter.ask(f"2001:db8:{one:x}::1", 0.0, stranger=True)

    assert meter.ask("an officer", 0.0) == 0
