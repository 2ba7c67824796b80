from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sipks.incidents.forms import Asked, Filters
from sipks.incidents.models import Incident, Signal
from sipks.incidents.selectors import (
    incident_candidates,
    incident_facts,
    incident_get,
    incident_hidden_signals,
    incident_may,
    incident_signals,
    map_counts,
    map_points,
    queue_counts,
    queue_neighbours,
    queue_page,
)
from sipks.incidents.services.desk import (
    decision_undo,
    incident_merge,
    incident_set_aside,
    incident_verify,
)
from sipks.intake.models import SourceKind
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .four import TEXTS, asked, titles
from .telling import NOON, group, later, tell

pytestmark = pytest.mark.django_db


def seen(user: User, **query: str) -> list[str]:
    with bind(Actor.of(user)):
        return [one.title for one in queue_page(asked(**query)).items]


def test_each_officer_sees_own_places_newest_first(
    told: dict[str, Incident],
    officer: User,
    neighbour: User,
    stranger: User,
    province: User,
    centre: User,
) -> None:
    assert seen(officer) == titles("makassar", "mariso")
    assert seen(neighbour) == titles("gowa")
    assert seen(stranger) == titles("kupang")
    assert seen(province) == titles("gowa", "makassar", "mariso")
    assert seen(centre) == titles("kupang", "gowa", "makassar", "mariso")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"wilayah": "73.71"}, ["makassar", "mariso"]),
        ({"wilayah": "73.71.01"}, ["mariso"]),
        ({"urut": "parah"}, ["kupang", "gowa", "makassar", "mariso"]),
        ({"q": "tawuran PELAJAR"}, ["kupang"]),
        ({"q": "celur"}, ["kupang"]),
        ({"q": "gowa"}, ["gowa"]),
        ({"q": "tidak ada yang begini"}, []),
        ({"q": "') or 1=1 --"}, []),
        ({"kategori": "SOS"}, ["kupang", "gowa", "makassar", "mariso"]),
        ({"kategori": "SOS-1"}, ["kupang", "gowa", "makassar", "mariso"]),
        ({"kategori": "SOS-10"}, []),
        ({"kategori": "POL"}, []),
        ({"bentuk": "blokade"}, []),
        ({"sumber": "news"}, ["kupang", "gowa", "makassar", "mariso"]),
        ({"sumber": "office"}, []),
        ({"dari": "2025-02-03"}, ["kupang", "gowa", "makassar", "mariso"]),
        ({"dari": "2025-02-04"}, []),
        ({"sampai": "2025-02-02"}, []),
        ({"status": "verified"}, []),
    ],
)
def test_filters(
    query: dict[str, str], found: list[str], told: dict[str, Incident], centre: User
) -> None:
    assert seen(centre, **query) == titles(*found)


@pytest.mark.parametrize(
    "query",
    [
        {"wilayah": "x"},
        {"wilayah": "73.71'; drop"},
        {"kategori": "?"},
        {"dari": "kemarin"},
        {"dari": "0001-01-01"},
        {"status": "\0"},
        {"urut": "zzz"},
        {"q": "\0 & | ! :*"},
        {"sumber": "x" * 10_000},
        {"q": "x" * 10_000},
    ],
)
def test_what_cannot_be_understood_is_left_out(
    query: dict[str, str], told: dict[str, Incident], centre: User
) -> None:
    if "q" in query:
        seen(centre, **query)
    else:
        assert len(seen(centre, **query)) == 4
        assert Filters(query).cleaned == Asked()


def test_days_the_wrong_way_round_are_turned() -> None:
    cleaned = asked(dari="2025-03-01", sampai="2025-02-01").cleaned
    assert cleaned.since is not None
    assert cleaned.until is not None
    assert cleaned.since < cleaned.until


@pytest.mark.parametrize("order", ["baru", "parah", "ajar"])
def test_pages_hold_everything_once(order: str, areas: dict[str, Area], program: Actor) -> None:
    group(
        *[
            tell(
                " ".join(f"{word}{chr(97 + n)}" for word in ("bcdfg", "ghjkl", "mnpqr", "stvwx")),
                "73.71",
                reported=later(hours=n // 3),
                severity=n % 3,
                relevance=0.5 + 0.1 * (n % 4),
            )
            for n in range(23)
        ]
    )
    found, cursor = list[Any](), None
    while True:
        page = queue_page(asked(urut=order), cursor, 5)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(found) == len({one.pk for one in found}) == 23
    keys = [
        ({"parah": -one.severity, "ajar": -one.teaches}.get(order, 0),
         -one.last_reported.timestamp())
        for one in found
    ]  # fmt: skip
    assert keys == sorted(keys)


@pytest.mark.parametrize("cursor", ["", "x", "!!!", "MHwyMDI1", "AAAA", "0|0|0", "é"])
def test_a_cursor_that_cannot_be_understood_begins_anew(
    cursor: str, told: dict[str, Incident], centre: User
) -> None:
    with bind(Actor.of(centre)):
        assert len(queue_page(asked(), cursor).items) == 4


def test_the_ones_before_and_behind(told: dict[str, Incident], centre: User) -> None:
    with bind(Actor.of(centre)):
        around = queue_neighbours(asked(), told["gowa"])
        assert around == (told["kupang"].pk, told["makassar"].pk)
        assert queue_neighbours(asked(), told["kupang"]) == (None, told["gowa"].pk)
        assert queue_neighbours(asked(urut="parah"), told["mariso"]) == (told["makassar"].pk, None)


def test_first_what_would_teach_most(areas: dict[str, Area], program: Actor, centre: User) -> None:
    sure, unsure = group(
        tell("Bentrok pemuda di Mariso memakai batu", relevance=0.99),
        tell("Petani menuntut lahan plasma di Gowa", "73.06", by="b", relevance=0.5),
    )
    with bind(Actor.of(centre)):
        page = queue_page(asked(urut="ajar"), size=1)
        assert [one.pk for one in page.items] == [unsure.incident_id]
        assert [one.pk for one in queue_page(asked(urut="ajar"), page.next_cursor).items] == [
            sure.incident_id
        ]
        ahead = queue_neighbours(asked(urut="ajar"), Incident.objects.get(pk=sure.incident_id))
        assert ahead == (unsure.incident_id, None)


def test_what_was_decided_teaches_no_more(
    areas: dict[str, Area], program: Actor, officer: User
) -> None:
    [signal] = group(tell("Bentrok pemuda di Mariso memakai batu", relevance=0.5))
    incident = Incident.objects.get(pk=signal.incident_id)
    assert incident.teaches == signal.teaches > 0
    with bind(Actor.of(officer)):
        decision = incident_verify(incident=incident, grade_source="B", grade_content=2)
        assert Incident.objects.get(pk=incident.pk).teaches == 0
        decision_undo(decision=decision)
        assert Incident.objects.get(pk=incident.pk).teaches == signal.teaches


def test_counts_by_state(told: dict[str, Incident], officer: User, province: User) -> None:
    with bind(Actor.of(province)):
        incident_verify(incident=told["gowa"], grade_source="B", grade_content=2)
        incident_set_aside(incident=told["mariso"], reason="unproven")
        counts = queue_counts(asked())
        assert counts == {"new": 1, "verified": 1, "set_aside": 1, "terbuka": 2}
        assert [one.title for one in queue_page(asked(status="semua")).items] == titles(
            "gowa", "makassar", "mariso"
        )
    with bind(Actor.of(officer)):
        assert queue_counts(asked()) == {"new": 1, "verified": 0, "set_aside": 1, "terbuka": 1}


def test_merged_incidents_are_in_no_list(told: dict[str, Incident], officer: User) -> None:
    with bind(Actor.of(officer)):
        incident_merge(incident=told["makassar"], others=[told["mariso"]])
        assert [one.title for one in queue_page(asked()).items] == titles("makassar")
        assert queue_counts(asked())["terbuka"] == 1
        assert len(map_points(asked(), "73.71")) == 1


def test_the_incident_is_hidden_from_others(
    told: dict[str, Incident], officer: User, neighbour: User, stranger: User
) -> None:
    with bind(Actor.of(officer)):
        assert incident_get(told["mariso"].pk).pk == told["mariso"].pk
        assert incident_may(told["mariso"])
    for user in (neighbour, stranger):
        with bind(Actor.of(user)):
            assert not incident_may(told["mariso"])
            with pytest.raises(Incident.DoesNotExist):
                incident_get(told["mariso"].pk)


def test_tellings_with_copies_behind_their_original(
    areas: dict[str, Area], program: Actor, officer: User
) -> None:
    wire = " ".join([TEXTS["mariso"][0], "kata kapolsek kepada wartawan di lokasi pada Senin"] * 2)
    told = group(
        tell(wire, by="a"),
        tell(wire, by="b"),
        tell(f"{TEXTS['mariso'][0]} menurut saksi", by="c", relevance=0.99),
    )
    [incident] = Incident.objects.all()
    with bind(Actor.of(officer)):
        found = incident_signals(incident)
    assert [one.teller for one in found] == ["c", "a", "b"]
    assert found[2].copy_of_id == told[0].pk
    assert found[0].item.text.endswith("menurut saksi")


def test_how_many_tellings_are_hidden_is_said(
    areas: dict[str, Area], program: Actor, officer: User
) -> None:
    open_, secret = group(
        tell(TEXTS["mariso"][0]), tell(f"{TEXTS['mariso'][0]} menurut intelijen", by="b")
    )
    Signal.objects.filter(pk=secret.pk).update(classification=3)
    incident = Incident.objects.get(pk=open_.incident_id)
    with bind(Actor.of(officer)):
        assert [one.pk for one in incident_signals(incident)] == [open_.pk]
        assert incident_hidden_signals(incident) == 1


def test_figures_are_a_range_with_sources_and_never_a_sum(
    areas: dict[str, Area], program: Actor
) -> None:
    text = TEXTS["mariso"][0]
    group(
        tell(text, by="portal", killed=(1, 2, 2)),
        tell(f"{text} kata warga", by="harian", killed=(3, 3, None), reported=later(hours=5)),
        tell(f"{text} kata polisi", by="polres", killed=(2, 2, 2), reported=later(hours=1)),
    )
    Signal.objects.get(teller="polres").source.__class__.objects.filter(code="polres").update(
        reliability="B"
    )
    [incident] = Incident.objects.all()
    figures = incident_facts(incident)
    assert list(figures) == ["killed"]
    killed = figures["killed"]
    assert (killed.low, killed.best, killed.high) == (1, 2, None)
    assert [(signal.teller, fact.best) for fact, signal in killed.told] == [
        ("polres", 2),
        ("harian", 3),
        ("portal", 2),
    ]


def test_copies_give_no_figures_of_their_own(areas: dict[str, Area], program: Actor) -> None:
    text = TEXTS["mariso"][0]
    group(tell(text, by="a", killed=(1, 1, 1)), tell(text, by="b", killed=(1, 1, 1)))
    [incident] = Incident.objects.all()
    assert len(incident_facts(incident)["killed"].told) == 1


def test_candidates_are_near_and_alike(told: dict[str, Incident], officer: User) -> None:
    text = "Bentrok pemuda di Jalan Cendrawasih susulan, sopir angkot di terminal Daya takut"
    [close] = group(tell(text, "73.71", by="x", day="2025-02-08", reported=NOON + timedelta(5)))
    incident = Incident.objects.get(pk=close.incident_id)
    with bind(Actor.of(officer)):
        found = incident_candidates(incident)
    assert {one.pk for one in found} == {told["mariso"].pk, told["makassar"].pk}
    assert told["kupang"].pk not in {one.pk for one in found}


def test_source_kinds_filter(areas: dict[str, Area], program: Actor) -> None:
    home = areas["73.71"]
    group(tell("laporan kantor soal sengketa lahan parkir", "73.71", by="kantor"))
    Incident.objects.update(source_kinds=[SourceKind.OFFICE])
    assert home.code == queue_page(asked(sumber="office")).items[0].scope_code
    assert queue_page(asked(sumber="social")).items == []


QUERIES: list[tuple[str, Callable[[Incident], object], int]] = [
    ("queue", lambda one: queue_page(asked()), 1),
    ("queue search", lambda one: queue_page(asked(q="pemuda")), 3),
    ("queue counts", lambda one: queue_counts(asked()), 1),
    ("map counts", lambda one: map_counts(asked(), "73"), 3),
    ("map points", lambda one: map_points(asked(), "ID"), 1),
    ("incident", lambda one: incident_get(one.pk), 1),
    ("signals", incident_signals, 4),
    ("facts", incident_facts, 2),
    ("candidates", incident_candidates, 3),
]


@pytest.mark.parametrize(("name", "call", "number"), QUERIES, ids=[one[0] for one in QUERIES])
def test_queries_do_not_grow_with_what_is_found(
    name: str,
    call: Callable[[Incident], object],
    number: int,
    told: dict[str, Incident],
    centre: User,
) -> None:
    with (
        bind(Actor.of(centre)),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        call(told["mariso"])
    assert len(queries) == number, [one["sql"][:90] for one in queries]
