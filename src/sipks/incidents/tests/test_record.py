"""What decisions leave in the record: where it stood, before and after."""

from __future__ import annotations

from typing import Any

import pytest

from sipks.audit.models import Entry
from sipks.incidents.models import Incident, Signal
from sipks.incidents.services.desk import (
    decision_undo,
    incident_place_set,
    incident_set_aside,
    incident_verify,
)
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .telling import group, incidents, tell

pytestmark = pytest.mark.django_db

ONE = "Bentrok dua kelompok pemuda di Jalan Cendrawasih Mariso, tiga rumah rusak dilempari batu"


@pytest.fixture
def signals(areas: dict[str, Area], program: Actor) -> list[Signal]:
    return group(tell(ONE))


@pytest.fixture
def incident(signals: list[Signal]) -> Incident:
    return incidents(signals)[0]


def last(verb: str) -> Entry:
    with bind(Actor.program("test", "audit")):
        entry: Entry = Entry.objects.filter(verb=verb).latest("pk")
    return entry


def changes(entry: Entry) -> tuple[dict[str, Any], dict[str, Any]]:
    return entry.detail["before"], entry.detail["after"]


def test_a_decision_tells_what_it_changed(incident: Incident, officer: User) -> None:
    with bind(Actor.of(officer)):
        incident_set_aside(incident=incident, reason="duplicate", note="ganda")

    entry = last("incident_set_aside")
    before, after = changes(entry)
    assert (before["state"], after["state"]) == ("new", "set_aside")
    assert (before["aside_reason"], after["aside_reason"]) == ("", "duplicate")
    assert "title" not in before
    assert (entry.scope_code, entry.classification, entry.history) == (
        incident.scope_code, incident.classification, True,
    )  # fmt: skip


def test_a_move_is_recorded_where_it_was_decided(
    incident: Incident, officer: User, areas: dict[str, Area]
) -> None:
    stood = incident.scope_code
    with bind(Actor.of(officer)):
        incident_place_set(incident=incident, area=areas["73.06"])

    entry = last("incident_place")
    before, after = changes(entry)
    assert entry.scope_code == stood
    assert (before["scope_code"], after["scope_code"]) == (stood, "73.06")


def test_what_is_taken_back_tells_both_states(incident: Incident, officer: User) -> None:
    with bind(Actor.of(officer)):
        decision = incident_verify(incident=incident, grade_source="B", grade_content=3)
        decision_undo(decision=decision)

    before, after = changes(last("decision_undo"))
    assert (before["state"], after["state"]) == ("verified", "new")
    assert (before["grade_source"], after["grade_source"]) == ("B", "")
    assert last("decision_undo").detail["undone"] == "verify"


def test_titles_are_kept_without_identifiers(incident: Incident, officer: User) -> None:
    with bind(Actor.program("test")):
        Incident.objects.filter(pk=incident.pk).update(title="Hubungi 0812 0000 7890")
        incident.refresh_from_db()
    with bind(Actor.of(officer)):
        incident_set_aside(incident=incident, reason="duplicate")

    assert "0000 7890" not in str(last("incident_set_aside").detail)
