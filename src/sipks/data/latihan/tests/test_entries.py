"""The practice texts themselves: enough, different, everywhere, of every kind."""

from __future__ import annotations

import csv
import gzip
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sipks.data.latihan.dates import PLACEHOLDER, filled
from sipks.data.latihan.entries import FOLDER, Entry, entries
from sipks.reading.taxonomy import CATEGORIES

FILES = sorted(path.name for path in FOLDER.glob("*.txt") if "rusak" not in path.name)
NOW = datetime(2026, 3, 2, 7, 30, tzinfo=ZoneInfo("Asia/Jakarta"))


def everything() -> list[Entry]:
    return [entry for name in FILES for entry in entries(name)]


def areas() -> dict[str, str]:
    with gzip.open(Path(FOLDER).parent / "areas.csv.gz", "rt") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file) if not row["valid_to"]}


def test_there_is_enough_and_no_text_stands_twice() -> None:
    texts = [entry.text for entry in everything() if "<Media" not in entry.text]
    assert len(texts) >= 300
    assert len(set(texts)) == len(texts)


def test_irrelevant_material_is_there_too() -> None:
    assert sum(entry.label == "-" for entry in everything()) >= 60


def test_every_category_of_level_1_is_told_and_most_of_level_2() -> None:
    labels = {entry.label for entry in everything()} - {"-"}
    assert labels <= set(CATEGORIES)
    assert {label.split("-")[0] for label in labels} == {c for c in CATEGORIES if "-" not in c}
    assert len(labels) >= 55


def test_every_province_has_something_on_the_map() -> None:
    provinces = {entry.area[:2] for entry in everything() if entry.label != "-"} - {"-"}
    assert provinces == {code for code in areas() if len(code) == 2} - {"ID"}


@pytest.mark.parametrize("name", FILES)
def test_labels_name_areas_that_exist_and_that_the_text_names(name: str) -> None:
    known = areas()
    for entry in entries(name):
        if entry.area == "-":
            continue
        assert entry.area in known, entry
        if len(entry.area) > 5:
            assert known[entry.area].casefold() in entry.text.casefold(), entry


def test_no_text_lies_in_the_future_and_recent_days_have_more() -> None:
    moments = [entry.moment(NOW) for entry in everything()]
    assert max(moments) <= NOW
    assert min(moments) >= NOW - timedelta(days=22)
    recent = sum(moment > NOW - timedelta(days=7) for moment in moments)
    assert recent > len(moments) / 3


def test_dates_are_counted_from_publication() -> None:
    monday = datetime(2026, 3, 2, 7, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert filled("{hari-1}, {hr}, {tgl+1}, {iso-3}", monday) == (
        "Minggu (1/3), Senin, 3 Maret 2026, 2026-02-27"
    )


def test_every_placeholder_is_understood() -> None:
    for entry in everything():
        assert "{" not in PLACEHOLDER.sub("", entry.text), entry


def test_no_identifier_of_a_real_person_can_be_meant() -> None:
    for entry in everything():
        for phone in re.findall(r"08\d\d-\d{4}-\d{4}", entry.text):
            assert phone[4:9] == "-0000", entry
        assert "LATIHAN" not in entry.text.upper() or "latihan" in entry.text, entry
