"""Places that are no area of Indonesia's order are noticed and never become one."""

from __future__ import annotations

import pytest

from sipks.reading.normalise import prepare
from sipks.reading.places.finder import Found
from sipks.reading.tests.place_finder import finder


def find(text: str) -> Found:
    return finder().find(prepare(text))


def told(text: str) -> list[tuple[str, str]]:
    found = find(text).places
    return sorted((one.level, text[one.start : one.end]) for one in found if not one.code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Massa berkumpul di Jalan Pahlawan Revolusi sejak pagi.",
            [("site", "Jalan Pahlawan Revolusi")],
        ),
        (
            "Perahu karam dekat Pulau Sepatu Kecil, kata saksi.",
            [("site", "Pulau Sepatu Kecil")],
        ),
        (
            "Ia kuliah di Belanda lalu pindah ke Kuala Lumpur.",
            [("abroad", "Belanda"), ("abroad", "Kuala Lumpur")],
        ),
        ("Warga Indonesia di luar negeri ikut memilih.", [("country", "Indonesia")]),
        ("Pertandingan Timnas Indonesia ditunda.", []),
        ("rame di jalan depan rumah sejak pagi", []),
    ],
)
def test_what_is_noticed(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected
    assert find(text).place is None


def test_an_area_inside_a_site_stays_an_area() -> None:
    found = find("Bentrok di Stasiun Manggarai Utama, Bekasi. Jalan Kota Makassar macet.")
    assert found.code
    assert "73.71" in {one.code for one in found.places}


def test_a_name_without_end_is_cut() -> None:
    (one,) = find("Jalan " + "Panjang " * 50 + "di sana.").places
    assert one.end - one.start < 60
