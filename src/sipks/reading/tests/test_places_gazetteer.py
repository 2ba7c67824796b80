"""The names under which areas are found."""

from __future__ import annotations

import pytest

from sipks.reading.places.gazetteer import AliasRow, AreaRow, Gazetteer
from sipks.reading.places.names import bare, name_key


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Kota Bandung", "Bandung"),
        ("Kabupaten Administrasi Kepulauan Seribu", "Kepulauan Seribu"),
        ("Daerah Khusus Ibukota Jakarta", "Jakarta"),
        ("Papua", "Papua"),
    ],
)
def test_word_for_the_level_is_no_part_of_the_name(name: str, plain: str) -> None:
    assert bare(name) == plain


def test_name_key_folds_accents_and_marks() -> None:
    assert name_key("Ba'a  Regapu\u2019u") == "ba a regapu u"


def _gazetteer(*names: str, length: int = 8) -> Gazetteer:
    codes = {5: "73.{:02}", 8: "73.01.{:02}", 13: "73.01.01.2{:03}"}[length]
    return Gazetteer([AreaRow(codes.format(i + 1), name, "") for i, name in enumerate(names)])


def test_district_keeps_kota_in_its_name() -> None:
    assert "kota agung" in _gazetteer("Kota Agung").names
    assert "agung" in _gazetteer("Kota Agung", length=5).names


def test_either_of_two_names_serves() -> None:
    names = _gazetteer("Hunuth/Durian Patah", "Kurau (Timur)", length=13).names
    assert {"hunuth", "durian patah", "kurau"} <= names.keys()


def test_joined_form_of_long_names_serves() -> None:
    assert "gunungkidul" in _gazetteer("Gunung Kidul").names


def test_spelling_never_replaces_an_official_name() -> None:
    gazetteer = _gazetteer("Bireuen", "Bireun")
    assert "bireun" not in gazetteer.aliases
    assert _gazetteer("Bireuen").aliases["bireun"] == [(0, "spelling")]


def test_alias_of_an_unknown_code_is_left_out() -> None:
    gazetteer = Gazetteer([AreaRow("73", "Sulawesi Selatan", "")], [AliasRow("Timika", "94.04")])
    assert "timika" not in gazetteer.aliases


def test_compass_words_have_both_english_forms() -> None:
    gazetteer = Gazetteer(
        [AreaRow("11.08", "Kabupaten Aceh Utara", "")], [AliasRow("North Aceh", "11.08", "english")]
    )
    assert {"north aceh", "northern aceh"} <= gazetteer.aliases.keys()


def test_country_is_not_an_area() -> None:
    assert Gazetteer([AreaRow("ID", "Indonesia", "country")]).codes == []


def test_shipped_table_is_whole() -> None:
    gazetteer = Gazetteer.shipped()
    lengths = [len(code) for code in gazetteer.codes]
    assert [lengths.count(length) for length in (2, 5, 8, 13)] == [38, 514, 7285, 83762]
    assert gazetteer.heirs["91"] == {"93", "94", "95"}
    assert len(gazetteer.codes) == len(gazetteer.index)
