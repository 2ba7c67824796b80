"""A village beside its own district is meant, whatever both names look like otherwise."""

from __future__ import annotations

import pytest

from sipks.reading.tests.place_finder import about, codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("siap ndan, ribut pemuda cisalak sukmajaya semalam", "32.76.05.1008"),
        ("Laporan dari Bulakrejo (Balerejo), petani menutup gerbang pabrik.", "35.19.10.2006"),
        ("Kelompok tani Wonokromo Pleret menolak giliran air.", "34.02.13.2001"),
    ],
)
def test_village_and_district_side_by_side(text: str, code: str) -> None:
    assert about(text) == code


def test_the_same_village_elsewhere_is_not_meant() -> None:
    assert [code for code in codes("ribut di cisalak sukmajaya") if "32.76.05" not in code] == []


def test_a_name_that_one_district_alone_bears_needs_no_cue() -> None:
    assert about("Laporan situasi Tempuling: sopir truk mogok.") == "14.04.05"
    assert about("tempuling ricuh gara2 antrian sembako") == "14.04.05"


def test_several_that_share_a_name_leave_it_open() -> None:
    found = codes("Bentrok pemuda di Kecamatan Kebonagung.")
    assert len(found) > 1
    assert about("Bentrok pemuda di Kecamatan Kebonagung.") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Warga Tj Palas menolak tambang.", "65.01.01"),
        ("rapat di kec supiori brt ricuh", "91.19.05"),
    ],
)
def test_shortened_parts_of_names(text: str, code: str) -> None:
    assert about(text) == code


def test_small_letters_among_capitals() -> None:
    assert about("Lapor, update mappi. Senin pagi masyarakat usir pekerja.") == "93.03"
    assert about("Orang sewenang-wenang itu pergi ke Pasar.") is None
