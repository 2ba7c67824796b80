"""Names spelled in a way of their own, and regencies that others were split from."""

from __future__ import annotations

import pytest

from sipks.reading.normalise import prepare
from sipks.reading.tests.place_finder import about, finder


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Two men were found in Lamkrut village, Aceh.", "11.06"),
        ("Warga Kampung Sukamenak Kulonn, Lampung, resah.", "18"),
        ("Clash in Morella village, Maluku.", "81.01"),
        ("Pos dibakar di Kec. Pujanantingg semalam.", "73.11"),
    ],
)
def test_a_misspelt_name_in_a_known_province(text: str, code: str) -> None:
    assert (about(text) or "").startswith(code)


def test_a_guess_is_less_sure() -> None:
    place = finder().find(prepare("Pos dibakar di Kec. Pujanantingg semalam.")).place
    assert place is not None
    assert place.p == 0.5


def test_a_word_that_no_name_resembles_is_no_place() -> None:
    assert about("Kebakaran di Kec. Zxqwrt semalam.") is None
    assert about("Village of Zxqwrt, Aceh.") == "11"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Penembakan di Teunom, Kab. Aceh Barat.", "11.14.03"),
        ("Bentrok di Peusangan, Aceh Utara.", "11.11.04"),
        ("Rusuh di Seruway, Kab. Aceh Timur.", "11.16.05"),
        ("Bentrok di Kabupaten Aceh Barat.", "11.05"),
        ("Bentrok di Kabupaten Bandung, pelaku asal Cimahi.", "32.04"),
    ],
)
def test_the_regency_that_a_place_was_in_before_it_was_split(text: str, code: str) -> None:
    assert (about(text) or "").startswith(code[:5])


def test_the_last_word_of_an_unknown_name_is_no_village() -> None:
    assert about("Teupi Zasan Selamat village, North Aceh.") == "11.08"
