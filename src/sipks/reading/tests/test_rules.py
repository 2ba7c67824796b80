from __future__ import annotations

import pytest

from sipks.reading.concepts import Concepts, Found
from sipks.reading.normalise import prepare
from sipks.reading.rules import Rules, logistic

BITS = {"a": 1, "b": 2, "c": 4}


def found(*sentences: int) -> Found:
    whole = 0
    for mask in sentences:
        whole |= mask
    return Found((), dict(enumerate(sentences)), whole)


def weight(rows: list[list[str]], *sentences: int) -> float:
    score = Rules(BITS, rows).score(found(*sentences))["x"]
    return score.plus + score.minus


def test_a_sentence_rule_wants_all_in_one_sentence() -> None:
    rows = [["x", "kalimat", "a b", "2"]]
    assert weight(rows, 1, 2) == 0
    assert weight(rows, 0, 3) == 2


def test_a_text_rule_takes_them_from_anywhere() -> None:
    assert weight([["x", "teks", "a b", "2"]], 1, 2) == 2


def test_alternatives_and_bars() -> None:
    rows = [["x", "teks", "a|b !c", "2"]]
    assert (weight(rows, 1), weight(rows, 2), weight(rows, 3, 4)) == (2, 2, 0)


def test_each_rule_speaks_once() -> None:
    assert weight([["x", "kalimat", "a|b", "2"]], 3, 1, 2) == 2


def test_what_speaks_for_it_can_be_limited() -> None:
    rows = [["x", "dasar", "-", "-1"], ["x", "teks", "a", "9"], ["x", "teks", "b", "-3"]]
    rules = Rules(BITS, rows)
    score = rules.score(found(3))["x"]
    assert score.p(rules.bias["x"], most=4) == logistic(4 - 3 - 1)


def test_an_unknown_concept_is_an_error() -> None:
    with pytest.raises(KeyError):
        Rules(BITS, [["x", "teks", "nosuch", "1"]])


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("serangan jantung", {"figurative"}),
        ("serangan", {"attack"}),
        ("dua ormas", {"group", "ormas"}),
        ("Bentrok, lalu UNJUK-RASA", {"clash", "demo"}),
        ("@bentrok https://contoh.id/bentrok", set()),
    ],
)
def test_the_longest_phrase_counts_and_keeps_what_is_in_it(text: str, concepts: set[str]) -> None:
    lexicon = Concepts.load(inherit=True)
    whole = lexicon.find(prepare(text)).whole
    assert {name for name, bit in lexicon.bits.items() if bit & whole} == concepts


def test_what_speaks_for_a_target_is_limited_by_paling() -> None:
    bits = {"satu": 1, "dua": 2}
    rows = [
        ["SOS-1", "dasar", "-", "-1"],
        ["SOS-1", "paling", "-", "2"],
        ["SOS-1", "teks", "satu", "9"],
        ["SOS-1", "teks", "dua", "-4"],
    ]
    rules = Rules(bits, rows)
    score = rules.score(Found((), {0: 3}, 3))["SOS-1"]
    assert rules.p("SOS-1", score) == pytest.approx(logistic(-1 + 2 - 4))
