from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sipks.incidents.learning.teaches import MOST, teaches
from sipks.reading import Reader, Reading, Scored

TAUGHT = {"SOS-1": 400, "AGM-1": 2}


@pytest.fixture(scope="module")
def plain() -> Reading:
    """A text of which the reader is quite sure."""
    return replace(
        Reader.default().read("Bentrok pemuda di Makassar"),
        relevant=True,
        relevance=1.0,
        categories=(Scored("SOS-1", 1.0),),
    )


def test_certainty_about_the_familiar_teaches_next_to_nothing(plain: Reading) -> None:
    assert teaches(plain, TAUGHT) < MOST * 0.05


@pytest.mark.parametrize(
    "less_sure",
    [
        {"relevance": 0.55},
        {"relevant": None},
        {"categories": (Scored("SOS-1", 0.45), Scored("SOS-2", 0.44))},
        {"categories": (Scored("AGM-1", 1.0),)},
        {"categories": ()},
    ],
)
def test_each_kind_of_doubt_teaches_more(plain: Reading, less_sure: dict[str, Any]) -> None:
    assert teaches(replace(plain, **less_sure), TAUGHT) > teaches(plain, TAUGHT) + 50


def test_the_most_that_can_be_taught(plain: Reading) -> None:
    doubtful = replace(plain, relevance=0.5, relevant=None, categories=())
    assert teaches(doubtful, {}) == MOST


def test_the_closer_to_even_the_more(plain: Reading) -> None:
    scores = [teaches(replace(plain, relevance=p), TAUGHT) for p in (0.5, 0.6, 0.8, 0.95)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
