from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import OperationalError

from sipks.incidents.models import Incident, Signal
from sipks.incidents.services import pipeline
from sipks.incidents.services.pipeline import pending_process
from sipks.incidents.services.signals import signals_prepare
from sipks.intake.connectors.base import Row
from sipks.intake.models import Item, Pending
from sipks.intake.models import Reading as StoredReading
from sipks.intake.services import readings
from sipks.intake.services.items import items_store
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.reading import Document, Impact, Place, Reading, Scored, When
from sipks.reading.fingerprint import fingerprint
from sipks.reading.normalise import prepare

from .telling import source

pytestmark = pytest.mark.django_db


class FakeReader:
    """Understands `place|words`; what says "racun" breaks it."""

    def read_many(self, documents: Sequence[Document]) -> list[Reading]:
        return [self._read(one) for one in documents]

    def _read(self, document: Document) -> Reading:
        if "racun" in document.text:
            raise ValueError("racun")
        place = document.text.split("|")[0].strip()
        return Reading(
            id=document.id,
            language="id",
            relevant="bola" not in document.text,
            relevance=0.9,
            categories=(Scored("SOS-1", 0.9),),
            forms=(Scored("bentrok_massa", 0.9),),
            hate={},
            places=(),
            place=Place(place, place, "district", None, None, 0.9, 0, 5),
            when=When("2025-02-03", "2025-02-03", "day"),
            impact=Impact(),
            severity=3,
            masked=document.text,
            fingerprint=fingerprint(prepare(document.text)),
            model="fake",
        )


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch, areas: dict[str, Area], program: Actor) -> None:
    monkeypatch.setattr(readings, "reader", FakeReader)


def store(*texts: str, connector: str = "jsonl") -> None:
    rows = [Row(row=n, raw=text.encode(), text=text) for n, text in enumerate(texts, 1)]
    items_store(source=source("uji"), rows=rows, connector=connector)


def drain(limit: int = 200) -> int:
    return sum(iter(lambda: pending_process(limit), 0))


BRAWL = "73.71.01|bentrok pemuda jalan cendrawasih rumah rusak busur"


def test_what_waits_becomes_incidents() -> None:
    store(BRAWL, f"{BRAWL} kata kapolsek", "53.71|tawuran pelajar kupang celurit terminal oebobo")
    assert drain() == 3
    assert (Signal.objects.count(), Incident.objects.count()) == (3, 2)
    assert not Pending.objects.exists()


def test_what_does_not_matter_is_read_and_no_signal() -> None:
    store("73.71|hasil pertandingan bola semalam")
    assert drain() == 1
    assert (StoredReading.objects.count(), Signal.objects.count()) == (1, 0)


def test_officers_of_the_place_see_the_item(officer: User, neighbour: User) -> None:
    store(BRAWL)
    drain()
    with bind(Actor.of(officer)):
        assert Item.objects.count() == Signal.objects.count() == Incident.objects.count() == 1
    with bind(Actor.of(neighbour)):
        assert Item.objects.count() == Signal.objects.count() == Incident.objects.count() == 0


def test_a_poison_item_is_left_with_its_error_and_the_rest_goes_on() -> None:
    store(BRAWL, "73.71|racun", "53.71|tawuran pelajar kupang")
    drain()
    assert Signal.objects.count() == 2
    [left] = Pending.objects.all()
    assert left.attempts == readings.MAX_ATTEMPTS
    assert "racun" in left.error


def test_a_text_that_the_database_refuses_is_poison_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(read: Any) -> Any:
        signals, facts = signals_prepare(read)
        for one in signals:
            one.title = "x" * 300 if "kupang" in one.title else one.title
        return signals, facts

    monkeypatch.setattr(pipeline, "signals_prepare", spoil)
    store(BRAWL, "53.71|tawuran pelajar kupang")
    drain()
    assert Signal.objects.get().place == "73.71.01"
    assert Pending.objects.get().attempts == readings.MAX_ATTEMPTS


def test_a_crash_in_the_middle_loses_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    store(*[f"{BRAWL} saksi {n} {n * 31}" for n in range(5)])
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "announce", _die)
        with pytest.raises(KeyboardInterrupt):
            pending_process()
    assert (Pending.objects.count(), Signal.objects.count()) == (5, 0)
    assert not Incident.objects.exists()
    drain(2)
    assert (Pending.objects.count(), Signal.objects.count()) == (0, 5)
    assert Incident.objects.get().tellings == 5


def _die(*args: object) -> None:
    raise KeyboardInterrupt


def test_a_database_that_fails_is_no_fault_of_the_item(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*args: object) -> None:
        raise OperationalError("server closed the connection")

    store(BRAWL)
    monkeypatch.setattr(pipeline, "announce", down)
    with pytest.raises(OperationalError):
        pending_process()
    assert Pending.objects.get().attempts == 0


def test_cost_of_a_batch_in_queries_does_not_grow_with_it(
    django_assert_max_num_queries: Any,
) -> None:
    store(*[f"{BRAWL} saksi {n} {n * 31}" for n in range(60)])
    with django_assert_max_num_queries(30):
        assert pending_process() == 60


@pytest.mark.parametrize(("connector", "found"), [("jsonl", 0), ("form", 1)])
def test_what_an_officer_reported_is_looked_at_whatever_the_reader_says(
    connector: str, found: int
) -> None:
    store("73.71.01|warga bertengkar soal lapangan bola", connector=connector)
    assert drain() == 1
    assert Incident.objects.count() == found
