"""A place that a text only compares with, or that somebody was taken to, is not the one."""

from __future__ import annotations

import pytest

from sipks.reading.tests.place_finder import about, codes


@pytest.mark.parametrize(
    "text",
    [
        "Jangan sampai kayak di Ambon dulu, kita semua saudara.",
        "Mirip kejadian di Mesuji, tapi di kampung kami siapa peduli.",
        "Sengketa yang sama di Sampit selesai lewat musyawarah adat.",
        "Ingat bentrokan di Sampang dulu, jangan terulang.",
    ],
)
def test_what_is_like_elsewhere_is_not_there(text: str) -> None:
    assert about(text) is None
    assert codes(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pedagang di Klungkung diancam preman, mirip kasus di Gianyar.", "51.05"),
        ("Warga Kab. Kampar dikeroyok, korban dirujuk ke rumah sakit di Pekanbaru.", "14.01"),
        ("Rumah warga di Kab. Sigi dibakar, tiga keluarga mengungsi ke kerabat di Palu.", "72.10"),
    ],
)
def test_the_place_of_the_event_wins(text: str, code: str) -> None:
    assert about(text) == code


def test_likeness_in_another_sentence_says_nothing() -> None:
    assert about("Kasus ini mirip tahun lalu. Bentrok pecah di Gianyar.") == "51.04"
