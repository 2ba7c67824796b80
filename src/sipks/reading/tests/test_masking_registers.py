"""Identifiers in every spelling and each of the five registers: none can be read afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sipks.reading import Document, Reader
from sipks.reading.learning.examples import TRAIN, field_examples
from sipks.reading.masking import HIDDEN, mask

from .identifiers import EVERYTHING, REGISTERS, words_of

HERE = Path(__file__).parent
PLAIN = [
    "Pada 3/2/2025 pukul 21.30-23.00 WIB sebanyak 1.200 orang",
    "150 KK mengungsi 3/2/2025, 12 KK di antaranya lansia, 3.500 jiwa",
    "Nomor: 300/1234/Kesbangpol/2025 tanggal 10-12-2024 sampai 15-12-2024",
    "lahir kesepakatan damai 12 Maret 2025 yang ditandatangani 2 pihak",
    "bus 12 kursi rusak, 5 mobil 3 motor dibakar, kelas B 12 A",
    "user: masyarakat; Twitter: ramai dibahas; line up tim",
    "alamat kejadian Jl. Veteran, tinggal 200 orang di lokasi",
    "nomor urut satu dua tiga empat lima",
    "Skor 2-1 (0-1), 08.00-10.00 WITA 2025-02-03",
    "https://news.example/read/20250204/081/bentrok-warga",
]


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("identifier", EVERYTHING)
def test_nothing_of_it_can_be_read(identifier: str, register: str) -> None:
    text = REGISTERS[register].format(identifier)
    masked = mask(text)
    assert len(masked) == len(text)
    at = text.index(identifier)
    hidden = masked[at : at + len(identifier)]
    left = [word for word in words_of(identifier) if word in words_of(hidden)]
    assert left == []
    assert HIDDEN in hidden
    assert mask(masked) == masked


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("identifier", EVERYTHING)
def test_the_event_around_it_stays(identifier: str, register: str) -> None:
    before, after = REGISTERS[register].split("{}")
    masked = mask(before + identifier + after)
    assert masked.startswith(before)
    assert masked.endswith(after)


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_identifier_stays(text: str) -> None:
    assert mask(text) == text


def test_the_reader_gives_out_masked_text_alone() -> None:
    reader = Reader.default()
    for number, identifier in enumerate(EVERYTHING):
        register = list(REGISTERS.values())[number % len(REGISTERS)]
        said = reader.read(Document(id="x", text=register.format(identifier), title=identifier))
        # A date of birth may be taken for the date of the event: then it names no person.
        told = json.dumps(said.as_dict() | {"when": None}, ensure_ascii=False)
        long_words = [word for word in words_of(identifier) if len(word) > 3]
        assert [word for word in long_words if word in told] == []


def test_real_writing_is_hardly_touched() -> None:
    """Of the labelled texts, which hold no identifiers but handles, none loses a number."""
    texts = [one.document.full_text for one in field_examples() if one.split == TRAIN]
    touched = [
        text
        for text in texts
        if any(a.isdigit() and b == HIDDEN for a, b in zip(text, mask(text), strict=True))
        and "@" not in text
    ]
    assert touched == []
