from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sipks.incidents.learning import comparing
from sipks.incidents.learning.services import training
from sipks.incidents.learning.services.versions import (
    active_version,
    candidate_create,
    model_promote,
    model_rollback,
)
from sipks.incidents.services.errors import DeskError, NotAllowed
from sipks.incidents.tasks import train_reader
from sipks.incidents.tests.telling import tell
from sipks.intake.models import Item, ReaderModel, ReaderState, Reading
from sipks.intake.services import versions
from sipks.intake.services.readings import readings_create
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.reading.learning import evaluation
from sipks.reading.learning.models import Models

from .desk import CLASH, one, verify

pytestmark = pytest.mark.django_db

GOOD = {"texts": 100, "f1": 0.90, "group": 0.80, "form": 0.70}


@pytest.fixture(autouse=True)
def ready(areas: dict[str, Area], program: Actor) -> None:
    """The areas, and the program at work."""


def pair(**new: float) -> dict[str, dict[str, float]]:
    return {"new": GOOD | new, "old": GOOD}


def candidate(version: str = "meja-1", **figures: Any) -> ReaderModel:
    active = active_version()
    return candidate_create(
        models=Models(Models.shipped().weights, version),
        lessons=70,
        taught={"SOS-1": 7},
        against=active.version if active else Models.shipped().version,
        figures={"fixed": pair(f1=0.91), "recent": pair(f1=0.91)} | figures,
    )


def promote(made: ReaderModel, by: User, reason: str = "lebih baik") -> None:
    with bind(Actor.of(by)):
        model_promote(pk=made.pk, reason=reason)


def reads() -> str:
    """By which version a text is read now."""
    item, _ = tell(CLASH)
    [(_, said)] = readings_create([Item.objects.select_related("source").get(pk=item.pk)])
    assert Reading.objects.get(item=item).model == said.model
    return said.model.split("+")[1]


def test_the_shipped_models_read_where_none_is_active() -> None:
    candidate()
    assert reads() == Models.shipped().version


def test_workers_read_with_the_active_version_from_the_next_batch_on(centre: User) -> None:
    assert reads() == Models.shipped().version
    promote(candidate(), centre)
    assert reads() == "meja-1"
    with bind(Actor.of(centre)):
        assert model_rollback(reason="banyak salah") == Models.shipped().version
    assert reads() == Models.shipped().version


def test_a_batch_asks_once_for_the_version(centre: User, django_assert_num_queries: Any) -> None:
    promote(candidate(), centre)
    versions.reader()
    with django_assert_num_queries(1):
        versions.reader()


def test_models_for_another_taxonomy_do_not_read(
    centre: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    promote(candidate(), centre)

    def other(content: bytes) -> Models:
        raise ValueError("model ini untuk taksonomi yang lain")

    monkeypatch.setattr(Models, "from_bytes", other)
    assert reads() == Models.shipped().version


def test_how_rare_a_category_is_goes_by_what_the_reader_has_learnt(centre: User) -> None:
    promote(candidate(), centre)
    assert versions.taught(versions.reader().model) == {"SOS-1": 7}
    assert versions.taught("tak dikenal") == versions.shipped_taught()
    assert sum(versions.shipped_taught().values()) > 1000


@pytest.mark.parametrize("name", ["fixed", "recent"])
@pytest.mark.parametrize("new", [{"f1": 0.90}, {"f1": 0.89}, {"f1": 0.99, "form": 0.68}])
def test_a_version_that_is_not_better_on_both_sets_is_refused(
    centre: User, name: str, new: dict[str, float]
) -> None:
    figures: dict[str, Any] = {name: pair(**new)}
    made = candidate(**figures)
    with pytest.raises(DeskError, match="tidak lebih baik"):
        promote(made, centre)
    assert active_version() is None


def test_without_enough_recent_decisions_nothing_is_compared(centre: User) -> None:
    with pytest.raises(DeskError, match="Baru 29 keputusan"):
        promote(candidate(recent=pair(f1=0.99, texts=comparing.LEAST - 1)), centre)


def test_a_version_compared_with_another_than_the_one_at_work_is_refused(centre: User) -> None:
    first, second = candidate("meja-1"), candidate("meja-2")
    promote(first, centre)
    with pytest.raises(DeskError, match="versi lain"):
        promote(second, centre)


def test_a_reason_is_needed(centre: User) -> None:
    with pytest.raises(DeskError, match="alasan"):
        promote(candidate(), centre, " ")


def test_only_who_governs_the_models_of_the_country_may(
    officer: User, neighbour: User, stranger: User, province: User
) -> None:
    made = candidate()
    for user in (officer, neighbour, stranger, province):
        with pytest.raises(NotAllowed):
            promote(made, user)
        with pytest.raises(NotAllowed), bind(Actor.of(user)):
            model_rollback(reason="mau saya")


def test_the_database_refuses_it_too(officer: User, centre: User) -> None:
    made = candidate()
    with bind(Actor.of(officer)):
        assert ReaderModel.objects.filter(pk=made.pk).update(state=ReaderState.ACTIVE) == 0
    with bind(Actor.of(centre)):
        assert ReaderModel.objects.filter(pk=made.pk).update(state=ReaderState.ACTIVE) == 1


def test_one_version_at_most_is_active() -> None:
    first, second = candidate("meja-1"), candidate("meja-2")
    ReaderModel.objects.filter(pk=first.pk).update(state=ReaderState.ACTIVE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReaderModel.objects.filter(pk=second.pk).update(state=ReaderState.ACTIVE)


def test_going_back_goes_to_the_one_before_and_then_to_the_shipped_one(centre: User) -> None:
    for version in ("meja-1", "meja-2"):
        promote(candidate(version), centre)
    with bind(Actor.of(centre)):
        assert model_rollback(reason="salah") == "meja-1"
    promote(candidate("meja-3"), centre)
    with bind(Actor.of(centre)):
        assert model_rollback(reason="salah") == "meja-1"
        assert model_rollback(reason="salah") == Models.shipped().version
        with pytest.raises(DeskError, match="bawaan"):
            model_rollback(reason="salah")


@pytest.fixture
def learns(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Training that takes no time: the shipped weights by another name. Answers, as they come,
    the numbers of lessons that were given."""
    given: list[int] = []

    def train_models(extra: Sequence[Any] = (), *, version: str) -> Models:
        given.append(len(extra))
        return Models(Models.shipped().weights, version)

    monkeypatch.setattr(evaluation, "train_models", train_models)
    return given


def decide(number: int) -> None:
    for n in range(number):
        words = " ".join(f"kata{n}{letter}" for letter in "abcdefghijkl")
        verify(one(words, by=f"s{n}", day=f"2025-01-{2 * n + 1:02}"))


def test_a_fifth_of_the_decisions_is_kept_apart_to_measure_on(learns: list[int]) -> None:
    decide(11)
    made = training.candidate_train()
    assert learns == [9]
    assert (made.lessons, made.state) == (9, ReaderState.CANDIDATE)
    assert made.figures["recent"]["new"]["texts"] == 2
    assert made.figures["fixed"]["new"] == made.figures["fixed"]["old"]
    assert made.taught["SOS-1"] == versions.shipped_taught()["SOS-1"] + 9
    assert Models.from_bytes(bytes(made.content)).version == made.version


def test_versions_of_a_day_have_names_of_their_own(learns: list[int]) -> None:
    decide(1)
    assert training.candidate_train().version != training.candidate_train().version


def test_the_job_keeps_a_candidate(learns: list[int]) -> None:
    decide(1)
    train_reader()
    assert ReaderModel.objects.get().state == ReaderState.CANDIDATE


def test_the_shipped_version_is_named_without_loading_it() -> None:
    assert versions.shipped_version() == Models.shipped().version


def test_where_the_active_version_cannot_read_another_may_follow(
    learns: list[int], centre: User
) -> None:
    first = candidate()
    promote(first, centre)
    ReaderModel.objects.filter(pk=first.pk).update(content=b"taksonomi lain")
    decide(1)
    made = training.candidate_train()
    assert made.against == "meja-1"
    ReaderModel.objects.filter(pk=made.pk).update(
        figures={"fixed": pair(f1=0.91), "recent": pair(f1=0.91)}
    )
    promote(made, centre)
    assert reads() == made.version


def test_without_decisions_there_is_nothing_to_learn(learns: list[int]) -> None:
    with pytest.raises(DeskError, match="Belum ada keputusan"):
        training.candidate_train()
    assert learns == []
