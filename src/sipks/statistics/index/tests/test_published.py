from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sipks.statistics.errors import BadInput
from sipks.statistics.index import Band, PublishedIndex, average, read_published

CODES = {"11", "12", "13", "73.10"}
FORM = """\
index,Indeks Kerawanan
publisher,Badan Contoh
edition,2024
vintage,2022-12-16
band,rendah,0,33.33
band,sedang,33.33,66.66
band,tinggi,66.66,100

code,score
11,20.5
12,33.33
73.10,100
"""


def read(folder: Path, text: str) -> PublishedIndex:
    path = folder / "form.csv"
    path.write_text(text)
    return read_published(str(path), CODES)


def test_edition_vintage_and_bands_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path, FORM)
    assert (found.name, found.publisher, found.edition) == (
        "Indeks Kerawanan",
        "Badan Contoh",
        "2024",
    )
    assert found.vintage == date(2022, 12, 16)
    assert found.bands[1] == Band("sedang", 33.33, 66.66)
    assert found.scores == {"11": 20.5, "12": 33.33, "73.10": 100.0}


def test_a_limit_belongs_to_the_band_above_and_the_last_to_the_topmost(tmp_path: Path) -> None:
    found = read(tmp_path, FORM)
    assert [found.band(code) for code in ("11", "12", "73.10")] == ["rendah", "sedang", "tinggi"]


def test_the_table_names_its_source_in_each_row(tmp_path: Path) -> None:
    table = read(tmp_path, FORM).table()
    assert table.columns == [
        "code", "score", "band", "name", "publisher", "edition", "vintage",
    ]  # fmt: skip
    assert table.row(1) == (
        "12", 33.33, "sedang", "Indeks Kerawanan", "Badan Contoh", "2024", date(2022, 12, 16),
    )  # fmt: skip


def workbook(path: Path, codes: list[Any]) -> str:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        head: list[list[Any]] = [
            ["index", "Indeks Kerawanan"], ["publisher", "Badan Contoh"], ["edition", 2024],
            ["vintage", None], ["band", "semua", 0, 100], [], ["code", "score"],
        ]  # fmt: skip
        for row, cells in enumerate(head + [[code, 50 + at] for at, code in enumerate(codes)]):
            sheet.write_row(row, 0, cells)
        sheet.write_datetime(3, 1, date(2022, 12, 16), day)
    return str(path)


def test_a_workbook_reads_the_same(tmp_path: Path) -> None:
    found = read_published(workbook(tmp_path / "form.xlsx", ["73.10", 11]), CODES)
    assert found.scores == {"73.10": 50.0, "11": 51.0}
    assert (found.edition, found.vintage) == ("2024", date(2022, 12, 16))


def test_csv_of_a_place_with_decimal_commas(tmp_path: Path) -> None:
    head, _, _ = FORM.partition("code,score\n")
    text = head.replace(",", ";").replace(".", ",") + "code;score\n11;20,5\n73.10;100\n"
    assert "band;sedang;33,33;66,66" in text
    found = read(tmp_path, text)
    assert found.scores == {"11": 20.5, "73.10": 100.0}
    assert found.bands[1] == Band("sedang", 33.33, 66.66)


def test_a_note_may_have_lines(tmp_path: Path) -> None:
    note = 'note,"one, two\nthree"\ncode,score'
    assert read(tmp_path, FORM.replace("code,score", note)).note == "one, two\nthree"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("none.csv", "none.xlsx"):
        with pytest.raises(FileNotFoundError):
            read_published(str(tmp_path / name), CODES)


def test_a_code_that_a_spreadsheet_made_a_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"row 8: the code 73.1 is a number; format the column"):
        read_published(workbook(tmp_path / "form.xlsx", [73.10]), CODES)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("11,20.5", "99,20.5", "row 10: there is no area 99"),
        ("12,33.33", "11,33.33", "row 11: area 11 is told already"),
        ("73.10,100", "73.10,100.5", "row 12, area 73.10: the score 100.5 lies in none"),
        ("11,20.5", "11,tinggi", "row 10: the score of 11 is 'tinggi', no number"),
        ("11,20.5", "11,nan", "row 10: the score of 11 is 'nan', no number"),
        ("11,20.5", "11", "row 10: the score of 11 is '', no number"),
        ("sedang,33.33", "sedang,30", "row 6: the band sedang overlaps rendah"),
        ("rendah,0,33.33", "rendah,5,5", "row 5: the band rendah goes from 5 to 5"),
        ("band,rendah,0,33.33", "band,rendah", "row 5: a band needs name, from and to"),
        ("2022-12-16", "December 2022", "vintage 'December 2022' is no date"),
        ("edition,2024", "edition,", "the head does not tell the edition"),
        ("edition,2024", "publisher,2024", "row 3: publisher is told already"),
        ("edition,2024", "editor,2024", "row 3: the key 'editor' is unknown"),
        ("code,score", "unit,value", "there is no row 'code, score'"),
        ("11,20.5\n12,33.33\n73.10,100\n", "", "no unit follows"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in FORM
    with pytest.raises(BadInput, match=message):
        read(tmp_path, FORM.replace(old, new))


def test_what_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_bytes(FORM.replace("rendah", "r\xe9ndah").encode("latin-1"))
    with pytest.raises(BadInput, match="no CSV in UTF-8"):
        read_published(str(path), CODES)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_text(FORM)
    with pytest.raises(BadInput, match="is no XLSX workbook"):
        read_published(str(path), CODES)


def test_editions_are_not_subtracted_or_averaged(tmp_path: Path) -> None:
    one = read(tmp_path, FORM)
    other = read(tmp_path, FORM.replace("edition,2024", "edition,2019"))
    with pytest.raises(BadInput, match="not declared comparable"):
        one - other
    with pytest.raises(BadInput, match="not declared comparable"):
        average(one, other)


def test_nor_is_a_revision_of_the_same_edition(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not declared comparable"):
        read(tmp_path, FORM) - read(tmp_path, FORM.replace("2022-12-16", "2023-08-01"))


def test_nor_another_index_whatever_the_notes_say(tmp_path: Path) -> None:
    notes = FORM.replace("band,rendah", "comparable with,2024\nband,rendah")
    with pytest.raises(BadInput, match="different indices"):
        read(tmp_path, notes) - read(tmp_path, notes.replace("Indeks Kerawanan", "Indeks Lain"))


def test_declared_editions_may_be_compared(tmp_path: Path) -> None:
    later = read(tmp_path, FORM.replace("band,rendah", "comparable with,2019; 2020\nband,rendah"))
    earlier = read(
        tmp_path, FORM.replace("edition,2024", "edition,2019").replace("11,20.5", "11,40.5")
    )
    assert (later - earlier).filter(code="11").rows() == [
        ("11", 40.5, 20.5, -20.0, "sedang", "rendah")
    ]
    assert average(later, earlier)["11"] == 30.5
