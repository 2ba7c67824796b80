"""Two people, or a person and the worker, at the same moment: real threads and connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection

from sipks.config.database import APP_ROLE
from sipks.incidents.models import Decision, Fact, Heard, Incident, Signal
from sipks.incidents.services.desk import (
    DeskError,
    incident_category_set,
    incident_merge,
    incident_verify,
)
from sipks.incidents.services.grouping import signals_group
from sipks.incidents.services.signals import signals_prepare
from sipks.intake.models import Item
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .telling import group, tell

ONE = "Bentrok dua kelompok pemuda di Jalan Cendrawasih Mariso, tiga rumah rusak dilempari batu"
TWO = "Unjuk rasa sopir angkot menolak penggusuran terminal bayangan berakhir ricuh, ban dibakar"


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run works in threads that start together; answers what each returned or raised."""
    start, outcomes = Barrier(len(works)), dict[int, object]()

    def run(number: int, work: Callable[[], object]) -> None:
        try:
            start.wait(10)
            outcomes[number] = work()
        except (DeskError, DatabaseError) as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n, work)) for n, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [outcomes[n] for n in range(len(works))]


@pytest.fixture
def role_comes_back() -> Iterator[None]:
    """After the owner has emptied the tables, go on as the app's role."""
    yield
    connection.close()
    connection.settings_dict["ROLE"] = APP_ROLE


@pytest.fixture
def signals(
    role_comes_back: None, transactional_db: None, areas: dict[str, Area]
) -> Iterator[list[Signal]]:
    """Two incidents that other threads see; the owner empties the tables afterwards."""
    with bind(Actor.program("test")):
        told = group(tell(ONE), tell(TWO, by="c"))
    yield told
    connection.close()
    connection.settings_dict.pop("ROLE")


def test_of_two_people_deciding_at_once_one_is_told(
    signals: list[Signal], officer: User, province: User
) -> None:
    with bind(Actor.program("test")):
        seen = Incident.objects.get(pk=signals[0].incident_id)

    def decide(user: User, category: str) -> Decision:
        with bind(Actor.of(user)):
            return incident_category_set(incident=seen, category=category, form="")

    outcomes = at_once(lambda: decide(officer, "SOS-2"), lambda: decide(province, "SOS-3"))
    assert {type(one) for one in outcomes} == {Decision, DeskError}
    with bind(Actor.of(province)):
        assert Decision.objects.count() == 1


def test_a_telling_that_comes_while_incidents_are_merged_is_not_lost(
    signals: list[Signal], officer: User
) -> None:
    with bind(Actor.program("test")):
        one, two = (Incident.objects.get(pk=signal.incident_id) for signal in signals)
        late = [tell(f"{TWO}, kata saksi {n}", by=f"s{n}") for n in range(5)]

    def merge() -> None:
        with bind(Actor.of(officer)):
            incident_merge(incident=one, others=[two])

    def come() -> None:
        with bind(Actor.program("worker")):
            prepared, facts = signals_prepare(late)
            signals_group(signals=prepared, facts=facts)

    assert at_once(merge, come) == [None, None]
    with bind(Actor.program("test")):
        [incident] = Incident.objects.filter(merged_into=None)
        assert incident.tellings == Signal.objects.filter(incident=incident).count() == 7


def test_two_workers_count_everything_once(signals: list[Signal]) -> None:
    with bind(Actor.program("test")):
        batches = [
            [tell(f"{ONE}, kata saksi {n}", by=f"s{n}") for n in range(start, start + 6)]
            for start in (0, 6)
        ]

    def come(batch: int) -> None:
        with bind(Actor.program("worker")):
            prepared, facts = signals_prepare(batches[batch])
            signals_group(signals=prepared, facts=facts)

    assert at_once(lambda: come(0), lambda: come(1)) == [None, None]
    with bind(Actor.program("test")):
        incident = Incident.objects.get(pk=signals[0].incident_id)
        assert incident.tellings == 13
        heard = Heard.objects.get(scope_code="73.71")
        assert heard.signals == Signal.objects.count() == 14


def test_verifying_while_tellings_come_keeps_both(signals: list[Signal], officer: User) -> None:
    with bind(Actor.program("test")):
        seen = Incident.objects.get(pk=signals[0].incident_id)
        late = [tell(f"{ONE}, kata saksi {n}", by=f"s{n}") for n in range(5)]

    def verify() -> None:
        with bind(Actor.of(officer)):
            incident_verify(incident=seen, grade_source="B", grade_content=2)

    def come() -> None:
        with bind(Actor.program("worker")):
            prepared, facts = signals_prepare(late)
            signals_group(signals=prepared, facts=facts)

    assert at_once(verify, come) == [None, None]
    with bind(Actor.program("test")):
        now = Incident.objects.get(pk=seen.pk)
        assert (now.state, now.grade_source, now.tellings) == ("verified", "B", 6)
        assert (Item.objects.count(), Fact.objects.count()) == (7, 0)
