"""Small words tell the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.reading.language import identify
from sipks.reading.normalise import prepare

SAMPLES = [
    line.split("\t")
    for line in Path(__file__).with_name("languages.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("code", "text"), SAMPLES, ids=[text for _, text in SAMPLES])
def test_language_of_a_sentence(code: str, text: str) -> None:
    assert identify(prepare(text)) == code


@pytest.mark.parametrize("text", ["", " ", "12345 67", "😀😀", "demo", "ไทย"])
def test_too_little_is_undetermined(text: str) -> None:
    assert identify(prepare(text)) == "und"


def test_english_phrase_in_an_indonesian_post_leaves_it_indonesian() -> None:
    text = "aku udah capek banget sama kerjaan, but life must go on ya kan, semangat aja deh"
    assert identify(prepare(text)) == "id"


def test_names_of_emoji_are_no_english() -> None:
    text = "Selamat ya bosku <Face With Tears of Joy> <Smiling Face With Open Mouth & Closed Eyes>"
    assert identify(prepare(text)) == "id"


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert identify(prepare(text)).isalpha()
