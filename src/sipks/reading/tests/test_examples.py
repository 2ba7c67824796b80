"""Floors under what the reader gets right on examples, each written for this project.

The lexicon was tuned on `examples.jsonl`; `unseen.jsonl` was written after it. When that was read
for the first time, 34 of 40 texts that matter were recognised and none of 28 others; the group was
right in 0.73, the form in 0.85. Its gaps have been filled since. `registers.jsonl` and
`registers_held.jsonl` are halves of a later set in five registers with hard negatives, written
without the lexicon at hand. The second half was counted but not read while the rules changed: of
45 texts that matter 41 are recognised (38 before), 2 are lost; of 30 others 2 are kept (5 before);
the group is right in 0.82 (0.76). The floors catch a step backwards: they do not say how good the
reader is on texts of other people.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sipks.reading import CATEGORIES, FORMS, Reader, Reading

HERE = Path(__file__).parent
Example = dict[str, Any]
Judge = Callable[[Example, Reading], bool]


@dataclass(frozen=True)
class Read:
    """An example and what the reader made of it."""

    example: Example
    reading: Reading


@cache
def examples(name: str) -> list[Read]:
    lines = (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    given = [json.loads(line) for line in lines]
    return [Read(*pair) for pair in zip(given, Reader.default().read_many(given), strict=True)]


def relevant(name: str) -> list[Read]:
    return [one for one in examples(name) if one.example["relevant"]]


def share(reads: list[Read], judge: Judge) -> float:
    return sum(judge(one.example, one.reading) for one in reads) / len(reads)


def group_right(example: Example, said: Reading) -> bool:
    return bool(said.categories) and said.categories[0].code[:3] == str(example["category"])[:3]


def category_right(example: Example, said: Reading) -> bool:
    return bool(said.categories) and said.categories[0].code == str(example["category"])


def form_right(example: Example, said: Reading) -> bool:
    return bool(said.forms) and said.forms[0].code == str(example["form"])


def place_right(example: Example, said: Reading) -> bool:
    return bool((said.place.code[:5] if said.place else None) == example["place"])


def day_right(example: Example, said: Reading) -> bool:
    return bool((said.when.start[:10] if said.when else None) == example["when"])


def impact_right(example: Example, said: Reading) -> bool:
    figures = said.impact.as_dict()
    return bool({kind: one["best"] for kind, one in figures.items() if one} == example["impact"])


FLOORS: list[tuple[str, Judge, float]] = [
    ("examples", group_right, 0.93),
    ("examples", category_right, 0.9),
    ("examples", form_right, 0.94),
    ("examples", place_right, 0.78),
    ("examples", day_right, 0.95),
    ("examples", impact_right, 0.94),
    ("unseen", group_right, 0.8),
    ("unseen", form_right, 0.85),
    ("unseen", day_right, 0.85),
    ("unseen", impact_right, 0.85),
    ("registers", group_right, 0.95),
    ("registers", form_right, 0.9),
    ("registers", day_right, 0.9),
    ("registers_held", group_right, 0.8),
    ("registers_held", form_right, 0.82),
    ("registers_held", place_right, 0.9),
    ("registers_held", day_right, 0.95),
]


@pytest.mark.parametrize(("name", "judge", "floor"), FLOORS)
def test_it_stays_above_the_floor(name: str, judge: Judge, floor: float) -> None:
    assert share(relevant(name), judge) >= floor


@pytest.mark.parametrize("name", ["examples", "unseen", "registers", "registers_held"])
def test_little_that_matters_is_thrown_away(name: str) -> None:
    lost = [one for one in relevant(name) if one.reading.relevant is False]
    assert len(lost) <= 0.06 * len(relevant(name))


@pytest.mark.parametrize("name", ["examples", "unseen", "registers"])
def test_little_that_does_not_matter_is_kept(name: str) -> None:
    others = [one for one in examples(name) if one.example["relevant"] is False]
    kept = [one for one in others if one.reading.relevant]
    assert len(kept) <= 0.06 * len(others)


def test_of_the_held_half_no_more_is_kept_than_was_counted() -> None:
    assert sum(one.reading.relevant is True for one in held_negatives()) <= 2


def held_negatives() -> list[Read]:
    return [one for one in examples("registers_held") if one.example["relevant"] is False]


def test_the_examples_cover_every_category_and_form() -> None:
    seen = relevant("examples")
    assert {one.example["form"] for one in seen} == set(FORMS)
    level_2 = {code for code in CATEGORIES if "-" in code}
    assert {one.example["category"] for one in seen} == level_2


def test_a_peaceful_assembly_is_never_coloured_as_a_threat() -> None:
    peaceful = [one for one in relevant("examples") if one.example["form"] == "unjuk_rasa_damai"]
    levels = [
        one.reading.severity
        for one in peaceful
        if one.reading.forms and one.reading.forms[0].code == "unjuk_rasa_damai"
    ]
    assert len(levels) > 20
    assert max(levels) <= 1
