"""Every verb that changes something, sent by everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sipks.incidents.desk_forms import FORMS
from sipks.incidents.views.decide import UNDO
from sipks.people.choices import Classification, Role
from sipks.people.models import Membership, User
from sipks.places.models import Area

from .addresses import ABOVE, GET, POST_ONLY, SIGNED_IN, address
from .test_every_url import outcome
from .world import LIMITED, SECRET, Kept, World, everything

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
CHANGERS = tuple(name for name in (*ABOVE, "junior") if name != "leader")
"""Who may send for, and decide on, what Kota Makassar has."""


@dataclass(frozen=True)
class Verb:
    """An address, what is sent there, and how it answers one who may."""

    name: str
    sent: Callable[[Kept], dict[str, Any]]
    done: int = 302
    verb: str = ""

    def url(self, kept: Kept) -> str:
        """The address for the records of a level."""
        if self.verb:
            return reverse(self.name, args=[kept.incident.pk, self.verb])
        return address(self.name, kept)


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jsonl", b'{"text": "Warga berunjuk rasa di Mariso"}\n')


def _decide(verb: str, **said: Any) -> Verb:
    def sent(kept: Kept) -> dict[str, Any]:
        given = {key: value(kept) if callable(value) else value for key, value in said.items()}
        return {"seen": kept.incident.version, "note": "", **given}

    return Verb("incidents:decide", sent, verb=verb)


VERBS = [
    Verb("intake:source", lambda kept: {
        "name": "Lain", "reliability": "A", "default_classification": 0, "active": "on"}),
    Verb("intake:token_new", lambda kept: {"name": "curian", "days": 90}, done=200),
    Verb("intake:token_revoke", lambda kept: {}),
    Verb("intake:upload_new", lambda kept: {"file": _file()}),
    Verb("intake:upload_replay", lambda kept: {}),
    Verb("intake:set_aside_replay", lambda kept: {"text": "Warga berunjuk rasa di Mariso"}),
    Verb("intake:set_aside_drop", lambda kept: {}),
    _decide("verifikasi", grade_source="C", grade_content="3"),
    _decide("sisihkan", reason="unproven"),
    _decide("tempat", place="73.06"),
    _decide("kategori", category="AGM-1", form=""),
    _decide("waktu", day="2025-02-01", precision="day"),
    _decide("gabung", others=lambda kept: kept.twin.pk),
    _decide("pisah", signals=lambda kept: kept.signals[1].pk),
    _decide("batal", decision=lambda kept: kept.decision),
]  # fmt: skip
VERB_IDS = [one.verb or one.name for one in VERBS]


@pytest.fixture(autouse=True)
def _no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sipks.intake.services.uploads.upload_defer", lambda pk: None)


def test_every_verb_is_tried() -> None:
    assert {one.verb for one in VERBS if one.verb} == {*FORMS, UNDO}
    assert {name for name, row in GET.items() if row is POST_ONLY} <= {one.name for one in VERBS}


@pytest.mark.parametrize("verb", VERBS, ids=VERB_IDS)
def test_outsiders_change_nothing(verb: Verb, world: World, client_of: ClientOf) -> None:
    for level, kept in world.kept.items():
        before = everything()
        got = {
            who: outcome(client_of(who).post(verb.url(kept), verb.sent(kept)))
            for who in ("nobody", *SIGNED_IN)
            if who not in changers(level)
        }
        assert everything() == before
        hidden = dict.fromkeys(("neighbour", "stranger"), 404)
        if level == SECRET:
            hidden["junior"] = 404
        refused = dict.fromkeys(("leader", "reporter", "admin"), 403)
        assert got == {"nobody": "sign in"} | refused | hidden


@pytest.mark.parametrize("verb", VERBS, ids=VERB_IDS)
def test_those_who_may_do(verb: Verb, world: World, client_of: ClientOf) -> None:
    """Else the test above would prove nothing."""
    before = everything()
    for level, kept in world.kept.items():
        for who in changers(level):
            client = client_of(who)
            with undone():
                answer = client.post(verb.url(kept), verb.sent(kept))
                assert answer.status_code == verb.done, (who, answer.content.decode())
                assert everything() != before, who


def test_what_is_only_for_reading_takes_nothing(world: World, client_of: ClientOf) -> None:
    """Whoever sends to a page that only shows is told so, and nothing changes."""
    changing = {one.name for one in VERBS} | {
        "intake:uploads", "intake:source_new", "intake:report", "set_language", "web:theme",
    }  # fmt: skip
    kept = world.kept["limited"]
    before = everything()
    for name in GET:
        own = name.split(":")[0] in ("intake", "incidents", "places")
        if own and name not in changing:
            assert client_of("officer").post(address(name, kept)).status_code == 405, name
            assert client_of("officer").delete(address(name, kept)).status_code == 405, name
    assert everything() == before


def test_a_file_goes_only_to_sources_of_ones_own(world: World, client_of: ClientOf) -> None:
    """The page of all files takes the source from the form: those of others are not on offer."""
    before = everything()
    for level, kept in world.kept.items():
        for who in ("neighbour", "stranger", *(["junior"] if level == SECRET else [])):
            page = client_of(who).post(
                reverse("intake:uploads"), {"source": kept.source.pk, "file": _file()}
            )
            assert page.status_code == 200
            assert kept.canary not in page.content.decode()
    for who in ("leader", "reporter", "admin"):
        page = client_of(who).post(
            reverse("intake:uploads"), {"source": kept.source.pk, "file": _file()}
        )
        assert page.status_code == 403
    assert everything() == before


@pytest.mark.parametrize(
    "verb", [one for one in VERBS if not one.verb], ids=[n for n in VERB_IDS if ":" in n]
)
def test_reading_and_sending_by_two_memberships_do_not_add_up(
    verb: Verb, world: World, client_of: ClientOf, areas: dict[str, Area]
) -> None:
    """Who reads Rahasia as head of region, and sends up to Terbatas, does not send Rahasia."""
    join(world.users["junior"], areas["73"], Role.REGION_HEAD)
    kept, before = world.kept[SECRET], everything()
    assert client_of("junior").get(address("intake:source", kept)).status_code == 200
    assert client_of("junior").post(verb.url(kept), verb.sent(kept)).status_code == 403
    assert everything() == before


NEW = {
    "name": "Radio", "code": "RADIO", "kind": "news", "reliability": "F",
    "default_classification": 1, "active": "on",
}  # fmt: skip


@pytest.mark.parametrize("who", ["neighbour", "stranger", "leader", "reporter", "admin"])
def test_sources_are_made_only_in_ones_own_area(
    who: str, world: World, client_of: ClientOf
) -> None:
    before = everything()
    answer = client_of(who).post(reverse("intake:source_new"), NEW | {"place": "73.71"})
    assert answer.status_code == (200 if who in ("neighbour", "stranger") else 403)
    assert everything() == before


def test_nobody_files_above_his_own_clearance(world: World, client_of: ClientOf) -> None:
    before = everything()
    secret = NEW | {"place": "73.71", "default_classification": 2}
    assert client_of("junior").post(reverse("intake:source_new"), secret).status_code == 200
    assert everything() == before


def test_a_clearance_elsewhere_is_none_here(
    world: World, client_of: ClientOf, areas: dict[str, Area]
) -> None:
    """Rahasia in Kupang, or as a mere reader, does not file Rahasia in Makassar."""
    join(world.users["junior"], areas["53.71"], Role.VERIFIER)
    join(world.users["junior"], areas["73"], Role.REGION_HEAD)
    kept, before = world.kept[LIMITED], everything()
    secret = {"name": "x", "reliability": "A", "default_classification": 2, "active": "on"}
    for url, sent in (
        (address("intake:source", kept), secret),
        (reverse("intake:source_new"), NEW | {"place": "73.71", "default_classification": 2}),
    ):
        answer = client_of("junior").post(url, sent)
        assert "di atas kewenangan Anda (Terbatas)" in answer.content.decode()
    assert everything() == before
    there = NEW | {"place": "53.71", "default_classification": 2}
    assert client_of("junior").post(reverse("intake:source_new"), there).status_code == 302


def test_the_code_of_an_office_unseen_is_refused_in_the_form(
    world: World, client_of: ClientOf
) -> None:
    taken = NEW | {"place": "53.71", "code": world.kept[SECRET].source.code}
    answer = client_of("stranger").post(reverse("intake:source_new"), taken)
    assert answer.status_code == 200
    assert "Kode ini sudah dipakai" in answer.content.decode()


def join(user: User, area: Area, role: Role) -> None:
    """One more membership, cleared for Rahasia."""
    Membership.objects.create(
        user=user,
        area=area,
        roles=[role],
        clearance=Classification.SECRET,
        valid_from=date(2020, 1, 1),
    )


def changers(level: str) -> tuple[str, ...]:
    """Who may change the records of a level."""
    return tuple(who for who in CHANGERS if level != SECRET or who != "junior")


@contextmanager
def undone() -> Iterator[None]:
    """What happens within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
