from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from sipks.audit.models import Entry
from sipks.incidents.choices import State
from sipks.incidents.models import Decision, Incident, Signal
from sipks.incidents.selectors import incident_decisions
from sipks.incidents.services.desk import (
    DeskError,
    NotAllowed,
    decision_undo,
    incident_category_set,
    incident_merge,
    incident_place_set,
    incident_set_aside,
    incident_split,
    incident_time_set,
    incident_verify,
)
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .telling import group, incidents, later, tell

pytestmark = pytest.mark.django_db

ONE = "Bentrok dua kelompok pemuda di Jalan Cendrawasih Mariso, tiga rumah rusak dilempari batu"
TWO = "Unjuk rasa sopir angkot menolak penggusuran terminal bayangan berakhir ricuh, ban dibakar"
_UNTOUCHED = {"version", "decisions", "weighed"}

Verb = Callable[[Incident], Decision]


@pytest.fixture
def signals(areas: dict[str, Area], program: Actor) -> list[Signal]:
    """Two incidents in Mariso: the first told twice."""
    return group(tell(ONE), tell(f"{ONE}, kata kapolsek setempat", by="b"), tell(TWO, by="c"))


@pytest.fixture
def incident(signals: list[Signal]) -> Incident:
    return incidents(signals[:1])[0]


@pytest.fixture
def other(signals: list[Signal]) -> Incident:
    return incidents(signals[2:])[0]


def state(*incidents: Incident) -> list[dict[str, Any]]:
    """All that stands in incidents and their signals, the version apart."""
    with bind(Actor.program("test")):
        rows = Incident.objects.filter(pk__in=[one.pk for one in incidents]).order_by("pk").values()
        signals = Signal.objects.filter(incident__in=incidents).order_by("pk").values()
        kept = [{k: v for k, v in row.items() if k not in _UNTOUCHED} for row in rows]
        return kept + [{k: v for k, v in row.items() if k != "terms"} for row in signals]


def verify(incident: Incident) -> Decision:
    return incident_verify(incident=incident, grade_source="B", grade_content=2)


def place(incident: Incident) -> Decision:
    return incident_place_set(incident=incident, area=Area.objects.get(code="73.71"))


def category(incident: Incident) -> Decision:
    return incident_category_set(incident=incident, category="SOS-2", form="penyerangan")


def time(incident: Incident) -> Decision:
    day = datetime(2025, 2, 1, tzinfo=UTC)
    return incident_time_set(incident=incident, happened_from=day, happened_to=day)


def aside(incident: Incident) -> Decision:
    return incident_set_aside(incident=incident, reason="false", note="foto lama")


def merge(incident: Incident) -> Decision:
    others = Incident.objects.exclude(pk=incident.pk)
    return incident_merge(incident=incident, others=list(others))


def split(incident: Incident) -> Decision:
    last = Signal.objects.filter(incident=incident).order_by("-pk")[:1]
    new = incident_split(incident=incident, signals=list(last))
    return incident_decisions(new)[0]


VERBS = [verify, place, category, time, aside, merge, split]
every_verb = pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)


@every_verb
def test_undo_brings_back_exactly_what_stood(
    verb: Verb, incident: Incident, other: Incident, officer: User
) -> None:
    before = state(incident, other)
    with bind(Actor.of(officer)):
        decision = verb(incident)
        assert state(incident, other) != before
        undone = decision_undo(decision=decision)
    assert state(incident, other) == before
    assert undone.undone_by == "Makassar"


@every_verb
def test_each_decision_is_recorded_with_who_made_it(
    verb: Verb, incident: Incident, other: Incident, officer: User
) -> None:
    with bind(Actor.of(officer)):
        decision = verb(incident)
        decision_undo(decision=decision)
    assert (decision.actor_id, decision.actor_name) == (officer.pk, "Makassar")
    entries = Entry.objects.filter(subject_id=str(incident.pk), actor_id=officer.pk)
    verbs = list(entries.order_by("at").values_list("verb", flat=True))
    assert verbs == [f"incident_{decision.verb}", "decision_undo"]


@every_verb
def test_officers_of_other_places_decide_nothing(
    verb: Verb, incident: Incident, other: Incident, neighbour: User, stranger: User
) -> None:
    before = state(incident, other)
    for user in (neighbour, stranger):
        with pytest.raises(NotAllowed), bind(Actor.of(user)):
            verb(incident) if verb is not split else incident_split(incident=incident, signals=[])
    assert state(incident, other) == before


@every_verb
def test_officers_of_other_places_undo_nothing(
    verb: Verb, incident: Incident, other: Incident, officer: User, neighbour: User, stranger: User
) -> None:
    with bind(Actor.of(officer)):
        decision = verb(incident)
    for user in (neighbour, stranger):
        with pytest.raises(NotAllowed), bind(Actor.of(user)):
            decision_undo(decision=decision)


@every_verb
def test_the_province_and_the_centre_may_decide(
    verb: Verb, incident: Incident, other: Incident, province: User, centre: User
) -> None:
    with bind(Actor.of(province)):
        decision = verb(incident)
    with bind(Actor.of(centre)):
        decision_undo(decision=decision)
    decision.refresh_from_db()
    assert decision.actor_id == province.pk
    assert decision.undone_at is not None


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.REGION_HEAD, Role.AUDITOR, Role.REPORTER])
def test_only_verifiers_decide(role: Role, incident: Incident, make_officer: MakeOfficer) -> None:
    user = make_officer("lain", "73.71", role)
    with pytest.raises(NotAllowed), bind(Actor.of(user)):
        verify(incident)


@every_verb
def test_two_people_at_once_the_second_is_told(
    verb: Verb, incident: Incident, other: Incident, officer: User, province: User
) -> None:
    with bind(Actor.of(province)):
        seen_by_both = Incident.objects.get(pk=incident.pk)
        category(seen_by_both)
    with bind(Actor.of(officer)), pytest.raises(DeskError, match="Sulsel"):
        verb(incident)


def test_a_form_says_which_version_it_showed(incident: Incident, officer: User) -> None:
    with bind(Actor.of(officer)):
        category(Incident.objects.get(pk=incident.pk))
        now = Incident.objects.get(pk=incident.pk)
        with pytest.raises(DeskError, match="berubah"):
            incident_verify(incident=now, grade_source="B", grade_content=2, seen=incident.version)
        incident_verify(incident=now, grade_source="B", grade_content=2, seen=now.version)


def test_new_tellings_alone_do_not_make_a_decision_fail(incident: Incident, officer: User) -> None:
    group(tell(f"{ONE}, menurut saksi mata", by="d", reported=later(hours=2)))
    with bind(Actor.of(officer)):
        decision = verify(incident)
    assert decision.incident.tellings == 3


def test_what_a_person_verified_is_not_overturned(
    incident: Incident, officer: User, areas: dict[str, Area]
) -> None:
    with bind(Actor.of(officer)):
        incident_category_set(incident=incident, category="SOS-2", form="penyerangan")
        now = Incident.objects.get(pk=incident.pk)
        incident_place_set(incident=now, area=areas["73.71"], point=(-5.15, 119.42))
    more = [tell(f"{ONE}, kata sumber {n}", by=f"m{n}", severity=5) for n in range(4)]
    told = group(*more)
    now = Incident.objects.get(pk=incident.pk)
    assert {one.incident_id for one in told} == {incident.pk}
    assert (now.category, now.form, now.scope_code) == ("SOS-2", "penyerangan", "73.71")
    assert (now.lat, now.lon, now.tellings) == (-5.15, 119.42, 6)


def test_a_place_set_elsewhere_still_takes_the_tellings_that_name_the_old_one(
    incident: Incident, province: User, areas: dict[str, Area]
) -> None:
    with bind(Actor.of(province)):
        incident_place_set(incident=incident, area=areas["73.06"])
    [told] = group(tell(f"{ONE}, kata warga", by="d"))
    assert told.incident_id == incident.pk
    assert told.scope_code == "73.71.01"


def test_an_incident_moved_out_of_the_area_is_new_to_the_other_office(
    incident: Incident, officer: User, neighbour: User, areas: dict[str, Area]
) -> None:
    with bind(Actor.of(officer)):
        verify(incident)
        now = Incident.objects.get(pk=incident.pk)
        decision = incident_place_set(incident=now, area=areas["73.06"])
    with bind(Actor.of(neighbour)):
        moved = Incident.objects.get(pk=incident.pk)
        assert (moved.state, moved.grade_source, moved.grade_content) == (State.NEW, "", None)
    with bind(Actor.of(officer)):
        decision_undo(decision=decision)
        assert Incident.objects.get(pk=incident.pk).state == State.VERIFIED


def test_the_program_does_not_join_what_a_person_split(incident: Incident, officer: User) -> None:
    with bind(Actor.of(officer)):
        split(incident)
    group(tell(f"{ONE}, demikian kata kapolsek setempat dan saksi", by="e"))
    assert Incident.objects.filter(merged_into=None).count() == 3


def test_the_program_s_own_joining_can_be_undone_and_is_not_repeated(
    incident: Incident, other: Incident, officer: User
) -> None:
    before = state(incident, other)
    [bridge] = group(tell(f"{ONE}. {TWO}", by="d"))
    joined = Decision.objects.get(verb="join")
    with bind(Actor.of(officer)):
        decision_undo(decision=joined)
    group(tell(f"{ONE}. {TWO}. Polisi berjaga.", by="e"))
    assert Incident.objects.filter(merged_into=None).count() == 2
    apart = {one["id"]: one["incident_id"] for one in state(incident, other) if "item_id" in one}
    stood = {one["id"]: one["incident_id"] for one in before if "item_id" in one}
    assert stood.items() <= apart.items()
    assert bridge.pk in apart


def test_merging_keeps_every_telling_and_counts_sources_once(
    incident: Incident, other: Incident, officer: User
) -> None:
    with bind(Actor.of(officer)):
        merge(incident)
        now = Incident.objects.get(pk=incident.pk)
        assert (now.tellings, now.sources) == (3, 3)
        assert Incident.objects.get(pk=other.pk).merged_into_id == incident.pk
        with pytest.raises(DeskError, match="digabung"):
            verify(Incident.objects.get(pk=other.pk))


def test_decisions_are_undone_from_the_last_on(incident: Incident, officer: User) -> None:
    with bind(Actor.of(officer)):
        first = category(incident)
        second = verify(Incident.objects.get(pk=incident.pk))
        assert [one.can_undo for one in incident_decisions(incident)] == [True, False]  # type: ignore[attr-defined]
        with pytest.raises(DeskError, match="lebih baru"):
            decision_undo(decision=first)
        decision_undo(decision=second)
        decision_undo(decision=first)
        with pytest.raises(DeskError, match="sudah dibatalkan"):
            decision_undo(decision=first)


def test_a_split_incident_takes_its_new_tellings_back_when_undone(
    incident: Incident, officer: User, signals: list[Signal]
) -> None:
    with bind(Actor.of(officer)):
        new = incident_split(incident=incident, signals=[signals[1]])
        [decision] = incident_decisions(new)
    Signal.objects.filter(pk=signals[2].pk).update(incident=new)
    with bind(Actor.of(officer)):
        decision_undo(decision=decision)
    assert Incident.objects.get(pk=incident.pk).tellings == 3
    assert Incident.objects.get(pk=new.pk).merged_into_id == incident.pk


def test_practice_is_not_merged_with_the_real_thing(incident: Incident, officer: User) -> None:
    [drill] = group(tell(TWO, by="latihan", drill=True))
    with bind(Actor.of(officer)), pytest.raises(DeskError, match="LATIHAN"):
        incident_merge(incident=incident, others=[Incident.objects.get(pk=drill.incident_id)])


def test_merging_needs_both_places(
    incident: Incident, officer: User, province: User, areas: dict[str, Area]
) -> None:
    [gowa] = group(tell(TWO, "73.06", by="g"))
    there = Incident.objects.get(pk=gowa.incident_id)
    with bind(Actor.of(officer)), pytest.raises(NotAllowed):
        incident_merge(incident=incident, others=[there])
    with bind(Actor.of(province)):
        incident_merge(incident=incident, others=[there])
        assert Signal.objects.get(pk=gowa.pk).scope_code == "73.06"


def test_tellings_too_secret_for_the_officer_move_too(
    incident: Incident, other: Incident, signals: list[Signal], officer: User
) -> None:
    Signal.objects.filter(pk=signals[2].pk).update(classification=3)
    with bind(Actor.of(officer)):
        merge(incident)
    assert Signal.objects.get(pk=signals[2].pk).incident_id == incident.pk
    assert Incident.objects.get(pk=incident.pk).classification == 3


@pytest.mark.parametrize(("source", "content"), [("A", 1), ("A", 6), ("F", 2)])
def test_nobody_calls_his_own_report_reliable(
    source: str, content: int, areas: dict[str, Area], program: Actor, officer: User
) -> None:
    [own] = group(tell(ONE, by="warga", brought_by=officer.pk))
    incident = Incident.objects.get(pk=own.incident_id)
    with bind(Actor.of(officer)):
        with pytest.raises(NotAllowed, match="masuk hanya lewat Anda"):
            incident_verify(
                incident=incident, grade_source=source, grade_content=content, note="saya lihat"
            )
        incident_verify(incident=incident, grade_source="F", grade_content=6)


def test_confirmed_by_others_needs_others_or_a_word(
    incident: Incident, other: Incident, officer: User
) -> None:
    with bind(Actor.of(officer)):
        with pytest.raises(DeskError, match="siapa yang membenarkan"):
            incident_verify(incident=other, grade_source="A", grade_content=1)
        incident_verify(incident=other, grade_source="A", grade_content=1, note="Babinsa di lokasi")
        incident_verify(incident=incident, grade_source="A", grade_content=1)


def test_wrong_values_are_explained(incident: Incident, officer: User) -> None:
    day = datetime(2025, 2, 1, tzinfo=UTC)
    wrong: list[Callable[[], object]] = [
        lambda: incident_verify(incident=incident, grade_source="G", grade_content=2),
        lambda: incident_verify(incident=incident, grade_source="A", grade_content=7),
        lambda: incident_category_set(incident=incident, category="QQQ", form=""),
        lambda: incident_category_set(incident=incident, category="POL", form="pesta"),
        lambda: incident_set_aside(incident=incident, reason="bosan"),
        lambda: incident_merge(incident=incident, others=[incident]),
        lambda: incident_split(incident=incident, signals=[]),
        lambda: incident_split(incident=incident, signals=[Signal(pk=uuid4())]),
        lambda: incident_time_set(
            incident=incident, happened_from=later(days=1), happened_to=day, precision="day"
        ),
        lambda: incident_place_set(
            incident=incident, area=Area.objects.get(code="73.71"), point=(119.4, -5.1)
        ),
    ]
    with bind(Actor.of(officer)):
        for call in wrong:
            with pytest.raises(DeskError):
                call()


def test_not_everything_can_be_split_off(
    incident: Incident, officer: User, signals: list[Signal]
) -> None:
    with bind(Actor.of(officer)), pytest.raises(DeskError, match="harus tinggal"):
        incident_split(incident=incident, signals=signals[:2])


def test_what_is_set_aside_takes_copies_only(incident: Incident, officer: User) -> None:
    with bind(Actor.of(officer)):
        aside(incident)
        with pytest.raises(DeskError, match="dikesampingkan"):
            verify(Incident.objects.get(pk=incident.pk))
    copy, fresh = group(
        tell(ONE, by="x"),
        tell("Di Jalan Cendrawasih Mariso tiga rumah terbakar usai bentrok susulan pemuda", by="y"),
    )
    assert copy.incident_id == incident.pk
    assert fresh.incident_id != incident.pk
