from __future__ import annotations

import pytest

from sipks.incidents.services.headline import LONGEST, headline
from sipks.reading import Evidence, Impact, Reading


def read(text: str, word: str = "", kind: str = "form") -> Reading:
    """A reading that went by `word`."""
    start = text.find(word)
    evidence = (Evidence(start, start + len(word), kind, "x"),) if word else ()
    return Reading(
        id=None, language="id", relevant=True, relevance=0.9, categories=(), forms=(), hate={},
        places=(), place=None, when=None, impact=Impact(), severity=0, masked=text,
        fingerprint="", model="test", evidence=evidence,
    )  # fmt: skip


def test_a_title_is_taken_as_it_is() -> None:
    assert headline(read("Dua Kampung Bentrok di Gowa\nIsi berita.", "Isi"), True) == (
        "Dua Kampung Bentrok di Gowa"
    )


def test_the_sentence_that_tells_goes_before_the_first() -> None:
    text = (
        "Nama kampung itu lama dikenal sebagai penghasil kopi. Senin malam dua kelompok pemuda "
        "bentrok di Kec. Mariso. Polisi masih berjaga."
    )
    assert headline(read(text, "bentrok"), False) == (
        "Senin malam dua kelompok pemuda bentrok di Kec. Mariso."
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Harian.com, Jakarta - Warga menolak tambang di hulu", "Warga menolak tambang di hulu"),
        ("Harian.co.id, Ambon Warga menolak tambang di hulu", "Warga menolak tambang di hulu"),
        ("RT @****: Warga menolak tambang https://t.co/x #hulu", "Warga menolak tambang hulu"),
        ("http://youtu.be/abc\nWarga menolak tambang di hulu", "Warga menolak tambang di hulu"),
    ],
)
def test_addresses_handles_and_papers_are_left_out(text: str, line: str) -> None:
    assert headline(read(text), False) == line


@pytest.mark.parametrize("text", ["", "?", "http://t.co/x", "a" * 5000, "kata " * 5000])
def test_there_is_always_a_line_that_fits(text: str) -> None:
    assert len(headline(read(text), False)) <= LONGEST
