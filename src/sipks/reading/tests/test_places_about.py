"""The one area that a text is about: where it happened, as deep as the text says.

The sentences are in `places.tsv`, one a line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sipks.reading.tests.place_finder import about

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("places.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("group", "code", "text"), CASES, ids=[case[2] for case in CASES])
def test_area_of_a_sentence(group: str, code: str, text: str) -> None:
    assert about(text) == (None if code == "-" else code), group


def test_title_and_body_are_one_text() -> None:
    assert (
        about("Bentrok Antarwarga Pecah\nGOWA - Dua kelompok warga saling lempar batu.") == "73.06"
    )


def test_article_is_about_the_place_of_the_event() -> None:
    text = (
        "JAKARTA, KOMPAS.com - Kepala Divisi Humas Polri menyampaikan perkembangan bentrokan "
        "antarwarga di Kecamatan Lambu, Kabupaten Bima, Nusa Tenggara Barat. Bentrokan itu "
        "menewaskan dua orang. Polda NTB mengirim pasukan tambahan dari Mataram. Menurut Kapolres "
        "Bima, warga Lambu sudah menahan diri. Polri di Jakarta akan mengirim tim dari Jakarta."
    )
    assert about(text) == "52.06.12"
