from __future__ import annotations

import pytest

from sipks.reading.learning.hashtags import hashtags
from sipks.reading.learning.words import FIRST, features_of, pairs_of, words_of
from sipks.reading.normalise import prepare


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bangetttt yg 4nj1ng", ["banget", "yang", "anjing"]),
        ("TPS07 rt02", ["tps", "0", "rt", "0"]),
        ("rame2 ke 12 desa", ["rame", "ke", "0", "desa"]),
        ("#TolakHasilPemilu", ["tolakhasilpemilu", "tolak", "hasil", "pemilu"]),
        ("😀 ... !!", []),
    ],
)
def test_words_have_one_spelling(text: str, words: list[str]) -> None:
    assert words_of(prepare(text)) == words


def test_only_the_beginning_of_a_long_text_counts() -> None:
    assert len(words_of(prepare("desa " * (FIRST + 500)))) == FIRST


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("#savewargadesa", ["save", "warga", "desa"]),
        ("#2019GantiBupati", ["2019", "ganti", "bupati"]),
        ("#xqzw", ["xqzw"]),
        ("#a", []),
    ],
)
def test_hashtags_are_taken_apart(tag: str, words: list[str]) -> None:
    assert list(hashtags(tag)) == words


def test_forms_of_a_root_share_features() -> None:
    one, other = set(features_of("membakar")), set(features_of("dibakarnya"))
    assert "$bakar" in one & other
    assert len(one & other) > 3


def test_pairs_stand_in_order() -> None:
    assert pairs_of(["tolak", "hasil", "pemilu"]) == ["tolak hasil", "hasil pemilu"]
    assert pairs_of(["tolak"]) == []
