"""Which candidates are listed, with what probability and span."""

from __future__ import annotations

import pytest

from sipks.reading.normalise import prepare
from sipks.reading.places import Gazetteer, PlaceFinder
from sipks.reading.places.gazetteer import AliasRow, AreaRow, WordRow
from sipks.reading.tests.place_finder import codes, find, finder


def test_one_name_of_two_areas_gives_both() -> None:
    listed = codes("Warga Bandung menolak penggusuran")
    assert set(listed) == {"32.73", "32.04"}
    assert sum(listed.values()) <= 1


@pytest.mark.parametrize(
    ("text", "code", "other"),
    [
        ("bentrok di Kota Bandung", "32.73", "32.04"),
        ("bentrok di Kabupaten Bandung", "32.04", "32.73"),
        ("bentrok di Kab. Malang", "35.07", "35.73"),
        ("Kapolrestabes Semarang dicopot", "33.74", "33.22"),
        ("bentrok di Kab Bandung", "32.04", "32.73"),
        ("Bupati Bogor hadir", "32.01", "32.71"),
        ("Wali Kota Bogor hadir", "32.71", "32.01"),
    ],
)
def test_cue_decides_between_kabupaten_and_kota(text: str, code: str, other: str) -> None:
    listed = codes(text)
    assert listed[code] > 0.85
    assert listed.get(other, 0) < 0.15


def test_parent_in_the_same_text_picks_the_district() -> None:
    listed = codes("Bentrok di Karanganyar. Polisi Kabupaten Demak menjaga lokasi.")
    assert max((code for code in listed if len(code) == 8), key=listed.__getitem__) == "33.21.09"


def test_village_named_a_hundred_times_is_no_answer_alone() -> None:
    assert all(p < 0.5 for p in codes("Kebakaran di Desa Sidomulyo").values())


def test_village_of_a_common_name_is_found_by_its_district() -> None:
    assert codes("Kebakaran di Desa Sidomulyo, Kecamatan Wonosalam, Demak")["33.21.06.2011"] > 0.8
    assert codes("Kebakaran di Desa Sidomulyo, Kec. Dempet, Demak")["33.21.07.2003"] > 0.8


def test_span_marks_the_name_in_the_full_text() -> None:
    text = "Ricuh di\u200b Kota\u00ad Makassar, Sulsel"
    spans = {place.code: text[place.start : place.end] for place in find(text).places}
    assert spans["73.71"] == "Kota\u00ad Makassar"
    assert spans["73"] == "Sulsel"


def test_area_carries_level_and_point() -> None:
    place = find("Kerusuhan di Kabupaten Gowa").places[0]
    assert (place.code, place.name, place.level) == ("73.06", "Kabupaten Gowa", "regency")
    assert place.lat == pytest.approx(-5.3, abs=0.4)
    assert place.lon == pytest.approx(119.7, abs=0.5)


@pytest.mark.parametrize(
    "text",
    [
        "Persebaya Surabaya menang",
        "harian Radar Malang terbit",
        "Jl. Bandung ditutup",
        "di Jalan Raya Serang ada razia",
        "Pak Bima datang",
        "Selat Bali berombak",
        "rumah makan Padang ramai",
        "pisang Ambon mahal",
        "suku Bugis merantau",
        "email admin@bandung.go.id saja",
        "www.bandung.go.id/berita",
    ],
)
def test_name_inside_another_thing_is_no_place(text: str) -> None:
    assert max(codes(text).values(), default=0) < 0.7
    assert find(text).place is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bentrok di Papua, di Sugapa", "94.07.01"),
        ("Konflik di Papua: Distrik Kwamki Narama", "94.04.13"),
        ("Bentrok di Papua Barat, tepatnya Aifat, Maybrat", "96.05.01"),
    ],
)
def test_old_province_names_hold_what_was_split_from_them(text: str, code: str) -> None:
    assert codes(text)[code] > 0.5


def test_old_spelling_is_understood() -> None:
    assert codes("Penembakan di Bireun, Aceh")["11.11"] > 0.5


def test_areas_of_a_database_serve_as_well() -> None:
    areas = [
        AreaRow("73", "Sulawesi Selatan", "province"),
        AreaRow("73.06", "Kabupaten Gowa", "regency", "kabupaten", "73", -5.3, 119.7),
        AreaRow("73.06.07", "Pallangga", "district", "kecamatan", "73.06"),
    ]
    own = PlaceFinder(
        Gazetteer(areas, [AliasRow("Butta Bersejarah", "73.06")], [WordRow("tana", "regency")])
    )
    assert own.find(prepare("ricuh di Butta Bersejarah")).place is not None
    found = own.find(prepare("ricuh di Kec. Pallangga, Gowa")).place
    assert found is not None
    assert found.code == "73.06.07"
    assert found.lat is None


def test_empty_gazetteer_finds_nothing() -> None:
    assert PlaceFinder(Gazetteer([])).find(prepare("ricuh di Bandung")).places == ()


def test_country_itself_is_no_area() -> None:
    found = find("NKRI harga mati, kata RI di Indonesia")
    assert [(one.code, one.level) for one in found.places] == [("", "country")]
    assert found.place is None


def test_candidates_fall_by_probability() -> None:
    places = find("Dari Medan ke Padang, Bandung, Malang dan Desa Wadas, Bener, Purworejo").places
    assert [place.p for place in places] == sorted((place.p for place in places), reverse=True)
    assert len({place.code for place in places}) == len(places)


def test_finder_gives_the_same_answer_again() -> None:
    text = prepare("Bentrok di Manggarai, Jakarta Selatan")
    assert finder().find(text) == finder().find(text)
