from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipks.places.search import Index


def first(query: str) -> str:
    hits = Index.shipped().search(query)
    return hits[0].unit.code if hits else ""


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("makassar", "73.71"),
        ("Makassar", "73.71"),
        ("sulsel", "73"),
        ("Meulaboh", "11.05"),
        ("jak", "31"),
        ("kota solo", "33.72"),
        ("kab. bogor", "32.01"),
        ("kota bogor", "32.71"),
        ("kec bener", "33.06.16"),
        ("bener purworejo", "33.06.16"),
        ("Bener, Purworejo", "33.06.16"),
        ("wadas bener purworejo", "33.06.16.2009"),
        ("73.71", "73.71"),
        ("7371", "73.71"),
        ("73.71.01.1001", "73.71.01.1001"),
        ("makasar kota", "73.71"),
        ("banjarmasn", "63.71"),
        ("mota'ain", "53.04"),
        ("YOGYAKARTA", "34.71"),
        ("DIY", "34"),
    ],
)
def test_what_somebody_types_finds_the_place(query: str, code: str) -> None:
    assert first(query) == code


@pytest.mark.parametrize("query", ["", " ", "a", "qqqqqq", "99.99", "😀😀", "'; drop table--"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert Index.shipped().search(query) == []


def test_wide_areas_come_before_narrow_and_populous_before_small() -> None:
    levels = [hit.unit.level for hit in Index.shipped().search("bogor")]
    assert levels[:2] == ["regency", "regency"]
    assert levels == sorted(
        levels, key=["country", "province", "regency", "district", "village"].index
    )


def test_many_short_words_are_not_tried_in_every_cut() -> None:
    assert Index.shipped().search(" ".join("abcdefghijklmnopqrstuvwxyz")) == []


def test_a_hit_tells_the_name_that_matched() -> None:
    (hit, *_) = Index.shipped().search("ujung pandang", limit=5)
    assert hit.matched == "ujung pandang"


def test_no_area_is_found_twice() -> None:
    hits = Index.shipped().search("solo", limit=100)
    assert len({hit.unit.code for hit in hits}) == len(hits)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert len(Index.shipped().search(text, limit=7)) <= 7
