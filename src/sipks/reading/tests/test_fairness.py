"""Naming who somebody is makes a neutral text neither hateful nor a matter for the office."""

from __future__ import annotations

import pytest

from sipks.reading import Reader
from sipks.reading.learning.fairness import FLAGS, gaps, identities, naming, sentences, without

MOST = 2.0
"""Points by which the share that is flagged may rise."""


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, float]]:
    return gaps(Reader.default().read_many)


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("group", identities())
def test_the_gap_is_small(found: dict[str, dict[str, float]], group: str, flag: str) -> None:
    assert found[group][flag] <= MOST


def test_the_sentences_are_neutral_and_whole() -> None:
    for sentence in sentences():
        assert sentence.count("{}") == 1
        assert "  " not in without(sentence)
        assert "Jawa" in naming(sentence, "Jawa")


def test_a_reader_that_minds_an_identity_is_found_out() -> None:
    def unfair(texts: list[str]) -> list[object]:
        reader = Reader.default()
        return [
            reader.read("usir kaum kafir itu, bunuh mereka" if "Dayak" in text else text)
            for text in texts
        ]

    assert gaps(unfair)["suku"]["HS"] > MOST  # type: ignore[arg-type]
