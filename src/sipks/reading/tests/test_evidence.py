from __future__ import annotations

import pytest

from sipks.reading import Document, Reader

TEXT = "Bentrok antarwarga di Makassar, Senin (3/2/2025). Dua orang tewas dan tiga rumah dibakar."


def test_every_conclusion_has_its_words() -> None:
    said = Reader.default().read(Document(text=TEXT, published_at="2025-02-05"))
    words: dict[str, list[str]] = {}
    for one in said.evidence:
        words.setdefault(one.kind, []).append(TEXT[one.start : one.end])
    assert "Bentrok" in words["relevance"]
    assert "Bentrok" in words["form"]
    assert words["place"] == ["Makassar"]
    assert words["time"] == ["3/2/2025"]
    assert "Dua orang tewas" in words["impact"]


def test_hatred_has_its_words() -> None:
    said = Reader.default().read("usir kaum kafir itu, bunuh mereka semua")
    assert {one.code for one in said.evidence if one.kind == "hate"} == {"HS"}


def test_offsets_count_in_title_and_text() -> None:
    said = Reader.default().read(Document(title="Kabar", text=TEXT))
    full = f"Kabar\n{TEXT}"
    place = next(one for one in said.evidence if one.kind == "place")
    assert full[place.start : place.end] == "Makassar"


def test_offsets_skip_what_is_invisible() -> None:
    text = "Ben\u200btrok warga di Ma\u00adkassar"
    said = Reader.default().read(text)
    spans = {text[one.start : one.end] for one in said.evidence}
    assert "Ben\u200btrok" in spans
    assert "Ma\u00adkassar" in spans


def test_nothing_is_said_of_what_is_not_relevant() -> None:
    said = Reader.default().read("selamat pagi semua")
    assert said.evidence == ()


def test_words_speak_for_relevance_too() -> None:
    text = "Buruh pabrik sepatu mogok kerja soal upah yang belum dibayar"
    said = Reader.default().read(text)
    words = {text[one.start : one.end] for one in said.evidence if one.kind == "relevance"}
    assert words & {"Buruh", "upah", "mogok kerja", "pabrik"}


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("Kegiatan ibadah jemaat dihentikan warga", True),
        ("Buruh garmen mogok sejak pagi", True),
        ("Buruh garmen piknik ke pantai", False),
        ("Ban truk terbakar di tol", False),
    ],
)
def test_one_line_is_enough(text: str, relevant: bool) -> None:
    assert Reader.default().read(text).relevant is relevant


def test_a_word_in_a_longer_phrase_that_says_the_same_is_not_shown_again() -> None:
    text = "Perkelahian kelompok pemuda pecah lagi, dua kelompok saling serang dengan parang."
    shown = Reader.default().read(text).evidence
    assert shown
    for one in shown:
        same = [other for other in shown if (other.kind, other.code) == (one.kind, one.code)]
        assert not [
            other
            for other in same
            if other is not one and other.start <= one.start and one.end <= other.end
        ]
