"""Every verb that changes something, sent by everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sipks.incidents.desk_forms import FORMS
from sipks.incidents.views.decide import UNDO
from sipks.people.choices import Classification, Role
from sipks.people.models import Membership, User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .addresses import AWAY, GET, POST_ONLY, SENDERS, SIGNED_IN, address
from .test_every_url import outcome
from .verbs import ELSEWHERE, MATERIAL, VERBS, Verb, a_file
from .world import LEVELS, LIMITED, SECRET, World, everything, touched_rows

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sipks.intake.services.uploads.upload_defer", lambda pk: None)


@pytest.fixture
def everybody(client_of: ClientOf) -> ClientOf:
    """All are signed in, so that what changes from here on is not the signing in."""
    for who in SIGNED_IN:
        client_of(who)
    return client_of


def test_every_verb_is_tried() -> None:
    assert {one.verb for one in VERBS if one.verb} == {*FORMS, UNDO}
    taking = {one.name for one in VERBS} | ELSEWHERE
    assert {name for name, row in GET.items() if row is POST_ONLY} <= taking


@pytest.mark.parametrize("level", LEVELS)
def test_outsiders_change_nothing(level: str, world: World, everybody: ClientOf) -> None:
    kept, before = world.kept[level], everything()
    for verb in _of(level):
        row = verb.refusals(level)
        got = {who: outcome(everybody(who).post(verb.url(kept), verb.sent(kept))) for who in row}
        assert got == row, verb
        assert everything() == before, verb


@pytest.mark.parametrize("level", LEVELS)
def test_those_who_may_do(level: str, world: World, everybody: ClientOf) -> None:
    """Else the test above would prove nothing."""
    kept = world.kept[level]
    for verb in _of(level):
        for who in verb.doers(level):
            with undone():
                before = touched_rows()
                answer = everybody(who).post(verb.url(kept), verb.sent(kept))
                assert answer.status_code == verb.done, (who, verb, answer.content.decode())
                assert (touched_rows() > before) == verb.changes, (who, verb)


def _of(level: str) -> list[Verb]:
    return [one for one in VERBS if one.levelled or level == LIMITED]


def test_what_is_only_for_reading_takes_nothing(world: World, everybody: ClientOf) -> None:
    """Whoever sends to a page that only shows is told so, and nothing changes."""
    changing = {one.name for one in VERBS} | ELSEWHERE
    kept, before = world.kept[LIMITED], everything()
    for name in GET:
        own = name.split(":")[0] in ("intake", "incidents", "places", "people", "privacy")
        if own and name not in changing:
            # Whoever holds every role is not refused for want of one.
            assert everybody("outsider").post(address(name, kept)).status_code == 405, name
            assert everybody("outsider").delete(address(name, kept)).status_code == 405, name
    assert everything() == before


def test_a_file_goes_only_to_sources_of_ones_own(world: World, everybody: ClientOf) -> None:
    """The page of all files takes the source from the form: those of others are not on offer."""
    before = everything()
    for level, kept in world.kept.items():
        for who in (*AWAY, *(["junior"] if level == SECRET else [])):
            sent = {"source": kept.source.pk, "file": a_file()}
            page = everybody(who).post(reverse("intake:uploads"), sent)
            assert page.status_code == 200
            assert kept.canary not in page.content.decode()
    for who in set(SIGNED_IN) - set(SENDERS):
        page = everybody(who).post(
            reverse("intake:uploads"), {"source": kept.source.pk, "file": a_file()}
        )
        assert page.status_code == 403
    assert everything() == before


def test_reading_and_sending_by_two_memberships_do_not_add_up(
    world: World, client_of: ClientOf, areas: dict[str, Area]
) -> None:
    """Who reads Rahasia as head of region, and sends up to Terbatas, does not send Rahasia."""
    join(world.users["junior"], areas["73"], Role.REGION_HEAD)
    kept, client = world.kept[SECRET], client_of("junior")
    before = everything()
    assert client.get(address("intake:source", kept)).status_code == 200
    for verb in MATERIAL:
        if not verb.verb:
            assert client.post(verb.url(kept), verb.sent(kept)).status_code == 403, verb
    assert everything() == before


NEW = {
    "name": "Radio", "code": "RADIO", "kind": "news", "reliability": "F",
    "default_classification": 1, "active": "on",
}  # fmt: skip


def test_nobody_files_above_his_own_clearance(world: World, client_of: ClientOf) -> None:
    client, before = client_of("junior"), everything()
    secret = NEW | {"place": "73.71", "default_classification": 2}
    assert client.post(reverse("intake:source_new"), secret).status_code == 200
    assert everything() == before


def test_a_clearance_elsewhere_is_none_here(
    world: World, client_of: ClientOf, areas: dict[str, Area]
) -> None:
    """Rahasia in Kupang, or as a mere reader, does not file Rahasia in Makassar."""
    join(world.users["junior"], areas["53.71"], Role.VERIFIER)
    join(world.users["junior"], areas["73"], Role.REGION_HEAD)
    kept, client = world.kept[LIMITED], client_of("junior")
    before = everything()
    secret = {"name": "x", "reliability": "A", "default_classification": 2, "active": "on"}
    for url, sent in (
        (address("intake:source", kept), secret),
        (reverse("intake:source_new"), NEW | {"place": "73.71", "default_classification": 2}),
    ):
        answer = client.post(url, sent)
        assert "di atas kewenangan Anda (Terbatas)" in answer.content.decode()
    assert everything() == before
    there = NEW | {"place": "53.71", "default_classification": 2}
    assert client.post(reverse("intake:source_new"), there).status_code == 302


def test_the_code_of_an_office_unseen_is_refused_in_the_form(
    world: World, client_of: ClientOf
) -> None:
    taken = NEW | {"place": "53.71", "code": world.kept[SECRET].source.code}
    answer = client_of("stranger").post(reverse("intake:source_new"), taken)
    assert answer.status_code == 200
    assert "Kode ini sudah dipakai" in answer.content.decode()


def join(user: User, area: Area, role: Role) -> None:
    """One more membership, cleared for Rahasia."""
    given: dict[str, Any] = {"roles": [role], "clearance": Classification.SECRET}
    with bind(Actor.program("uji", "people")):
        Membership.objects.create(user=user, area=area, valid_from=date(2020, 1, 1), **given)


@contextmanager
def undone() -> Iterator[None]:
    """What happens within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
