"""Which phrases of the lexicon count where they touch, and how they may be written."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sipks.reading.concepts import Concepts, single_bits
from sipks.reading.normalise import prepare
from sipks.reading.tables import derived

LEXICON = Concepts.load(inherit=True)


def concepts_in(text: str) -> set[str]:
    whole = LEXICON.find(prepare(text)).whole
    return {name for name, bit in LEXICON.bits.items() if bit & whole}


def test_a_phrase_hides_the_shorter_one_inside_it() -> None:
    assert "attack" not in concepts_in("serangan jantung")
    assert "attack" in concepts_in("serangan")


def test_phrases_that_share_a_word_count_both() -> None:
    assert {"border", "b_district"} <= concepts_in("soal penetapan batas kabupaten")


def test_nothing_begins_inside_a_phrase_that_hides() -> None:
    assert "clash" not in concepts_in("jadwal bentrok")


@pytest.mark.parametrize("said", ["lempar batu ke rmh warga", "dua kmpg", "jln dipalang"])
def test_words_may_be_shortened_in_phrases(said: str) -> None:
    assert (
        concepts_in(said)
        >= {
            "lempar batu ke rmh warga": {"throw", "target"},
            "dua kmpg": {"neighbours"},
            "jln dipalang": {"block", "barricade"},
        }[said]
    )


def test_loan_words_keep_their_first_letter() -> None:
    assert {"memportal", "memortal", "diportal"} <= set(derived("portal"))
    assert {"menyegel", "mensegel"} <= set(derived("segel"))


def test_hits_stand_in_order_and_none_inside_another() -> None:
    found = LEXICON.find(prepare("Warga dua desa bentrok di tapal batas desa. Rumah dibakar."))
    spans = [(hit.start, hit.end) for hit in found.hits]
    assert spans == sorted(spans)
    assert all(first[1] < second[1] for first, second in pairwise(spans))


def test_the_parts_of_a_find_are_its_sentences_and_the_whole() -> None:
    found = LEXICON.find(prepare("Dua desa bentrok. Rumah dibakar."))
    *sentences, (last, whole, bits) = found.parts
    assert {at: mask for at, mask, _ in sentences} == found.sentences
    assert (last, whole, sum(bits)) == (-1, found.whole, found.whole)
    assert single_bits(0) == []
