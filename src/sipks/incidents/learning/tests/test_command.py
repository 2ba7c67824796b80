"""`sipks model desk train`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import pytest
from click.testing import CliRunner

from sipks.cli import Whole, main
from sipks.incidents.learning.cli import desk
from sipks.intake.models import ReaderModel
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.reading.learning import evaluation
from sipks.reading.learning.models import Models

from .desk import one, verify


class Ready:
    """The program, ready already."""

    def ready(self) -> None:
        return

    def acting(self, name: str, *rooms: str) -> AbstractContextManager[Any]:
        return Whole().acting(name, *rooms)


def call() -> Any:
    return CliRunner().invoke(desk, ["train"], obj=Ready())


def test_it_is_a_part_of_model() -> None:
    said = CliRunner().invoke(main, ["model", "desk", "--help"])
    assert said.exit_code == 0
    assert "train" in said.output


def test_it_keeps_a_candidate_and_tells_its_figures(
    areas: dict[str, Area], monkeypatch: pytest.MonkeyPatch
) -> None:
    def train_models(extra: Sequence[Any] = (), *, version: str) -> Models:
        return Models(Models.shipped().weights, version)

    monkeypatch.setattr(evaluation, "train_models", train_models)
    with bind(Actor.program("test")):
        verify(one())
    said = call()
    assert said.exit_code == 0, said.output
    told = json.loads(said.output)
    assert (told["lessons"], told["against"]) == (1, Models.shipped().version)
    assert set(told["figures"]) == {"fixed"}
    with bind(Actor.program("test")):
        assert ReaderModel.objects.get().version == told["version"]


def test_without_decisions_it_says_so(areas: dict[str, Area]) -> None:
    said = call()
    assert said.exit_code == 1
    assert "Belum ada keputusan" in said.output
