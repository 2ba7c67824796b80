from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from sipks.incidents.choices import AsideReason
from sipks.incidents.learning.models import Lesson
from sipks.incidents.learning.selectors.examples import lessons
from sipks.incidents.models import Incident
from sipks.incidents.services.desk import (
    decision_undo,
    incident_category_set,
    incident_merge,
    incident_place_set,
    incident_set_aside,
    incident_verify,
)
from sipks.incidents.tests.telling import incidents, tell
from sipks.intake.models import Item, Reading
from sipks.people.choices import Classification
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.reading.learning.examples import Example

from .desk import CLASH, MATCH, STRIKE, one, read, three, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(areas: dict[str, Area], program: Actor) -> None:
    """The areas, and the program at work."""


def told() -> list[Example]:
    return list(lessons())


def now(incident: Incident) -> Incident:
    found: Incident = Incident.objects.get(pk=incident.pk)
    return found


def test_what_nobody_decided_teaches_nothing() -> None:
    one()
    assert told() == []


def test_a_verified_text_is_an_example_of_what_was_verified() -> None:
    verify(one())
    [example] = told()
    assert example.document.text == CLASH
    assert example.relevant
    assert (example.categories, example.forms) == (("SOS-1",), ("bentrok_massa",))
    assert (example.place, example.when) == ("73.71.01", ("2025-02-03", "2025-02-03"))


def test_a_lesson_keeps_what_the_reader_said_and_which_reader() -> None:
    incident = one()
    incident_category_set(incident=incident, category="AGM-1", form="penyerangan")
    lesson = Lesson.objects.get()
    assert (lesson.model, lesson.said_relevant, lesson.said_relevance) == ("uji-1", True, 0.9)
    assert (lesson.said_category, lesson.said_form) == ("SOS-1", "bentrok_massa")
    assert (lesson.category, lesson.form) == ("AGM-1", "penyerangan")


def test_out_of_scope_says_that_a_text_is_about_no_conflict() -> None:
    incident_set_aside(incident=one(MATCH), reason=AsideReason.OUT_OF_SCOPE)
    [example] = told()
    assert not example.relevant
    assert (example.categories, example.forms, example.place) == ((), (), None)


@pytest.mark.parametrize("reason", ["false", "unproven", "duplicate"])
def test_other_reasons_say_nothing_about_what_a_text_says(reason: str) -> None:
    incident_set_aside(incident=one(), reason=reason)
    assert not Lesson.objects.exists()


def test_a_text_decided_twice_counts_once_with_the_last_decision() -> None:
    incident = one()
    incident_category_set(incident=incident, category="AGM-1", form="")
    incident_set_aside(incident=now(incident), reason=AsideReason.OUT_OF_SCOPE)
    [example] = told()
    assert not example.relevant


def test_what_is_undone_is_taken_back() -> None:
    incident = one()
    first = incident_category_set(incident=incident, category="AGM-1", form="")
    second = incident_set_aside(incident=now(incident), reason=AsideReason.OUT_OF_SCOPE)
    decision_undo(decision=second)
    assert [example.categories for example in told()] == [("AGM-1",)]
    decision_undo(decision=first)
    assert told() == []


def test_a_place_alone_does_not_say_whether_it_is_conflict(areas: dict[str, Area]) -> None:
    incident_place_set(incident=one(), area=areas["73.71"])
    lesson = Lesson.objects.get()
    assert (lesson.relevant, lesson.place, lesson.said_place) == (None, "73.71", "73.71.01")
    assert told() == []


def test_of_several_texts_none_is_held_to_the_deepest_place_or_to_all_days() -> None:
    first, second = read(tell(CLASH), tell(f"{CLASH}, kata camat", "73.71", by="b"))
    [incident] = incidents([first, second])
    verify(incident)
    found = {example.place for example in told()}
    assert found == {"73.71"}
    assert {example.when for example in told()} == {None}


def test_merged_texts_learn_from_the_one_that_they_went_into() -> None:
    incident, other = one(), one(STRIKE, by="b", category="SDA-1")
    verify(incident)
    decision = incident_merge(incident=now(incident), others=[other])
    assert {example.categories for example in told()} == {("SOS-1",)}
    assert len(told()) == 2
    decision_undo(decision=decision)
    assert len(told()) == 1


def test_nobody_is_named(officer: User) -> None:
    incident = one(author_hash="f" * 32)
    with bind(Actor.of(officer)):
        incident_verify(incident=incident, grade_source="B", grade_content=3)
    [example] = told()
    kept = repr(example) + repr(Lesson.objects.values().get())
    assert "f" * 32 not in kept
    assert str(officer) not in kept
    assert str(officer.pk) not in kept


def test_the_text_is_masked_and_not_copied() -> None:
    incident = one()
    Reading.objects.update(masked="Hubungi ************")
    verify(incident)
    assert [example.document.text for example in told()] == ["Hubungi ************"]
    Reading.objects.update(masked="")
    assert told() == []


def test_what_retention_emptied_teaches_no_more() -> None:
    verify(one())
    Item.objects.update(removed_at=timezone.now())
    assert told() == []


def test_each_officer_is_taught_by_his_own_area(
    officer: User, neighbour: User, stranger: User, province: User
) -> None:
    three()

    def texts(user: User) -> int:
        with bind(Actor.of(user)):
            return len(told())

    assert [texts(user) for user in (officer, neighbour, stranger, province)] == [1, 1, 1, 2]


def test_secret_material_does_not_teach() -> None:
    verify(one(classification=Classification.SECRET))
    assert Lesson.objects.count() == 1
    assert told() == []


@pytest.mark.parametrize("practice", [True, False])
def test_practice_teaches_only_where_all_is_practice(settings: Any, practice: bool) -> None:
    verify(one(drill=True))
    settings.DRILL = practice
    assert len(told()) == practice


def test_a_lesson_moves_with_its_text(areas: dict[str, Area], officer: User) -> None:
    incident = one(place="73.71")
    verify(incident)
    incident_place_set(incident=now(incident), area=areas["73.71.01"])
    assert Lesson.objects.get().scope_code == "73.71.01"
