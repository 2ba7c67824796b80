from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from sipks.intake.connectors.base import Bad, FileRefused, Options, Row
from sipks.intake.connectors.tests.helpers import NOW, records, rows
from sipks.intake.connectors.xlsx import CONNECTOR


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        day = made.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for name, table in sheets.items():
            sheet = made.add_worksheet(name)
            for number, cells in enumerate(table):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    elif isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(number, column, cell, value="hasil")
                    elif cell is not None:
                        sheet.write(number, column, cell)
    return stream.getvalue()


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


TANGERANG: list[list[Any]] = [
    ["PEMERINTAH KABUPATEN TANGERANG"],
    ["BADAN KESATUAN BANGSA DAN POLITIK"],
    [],
    ["No", "Judul", "Kategori Laporan", "Fakta", "Tanggal Kejadian", "Wilayah Kejadian",
     "Kecamatan", "Kelurahan", "Uraian Kejadian", "Tindakan", "Rekomendasi"],
    [1, "Aksi buruh", "Ekonomi", "200 orang berkumpul", datetime(2025, 3, 17, 9, 30),
     "Kab. Tangerang", "Balaraja", "Talagasari", "Menuntut upah di depan pabrik",
     "Mediasi", "Pantau"],
]  # fmt: skip
MEDAN: list[list[Any]] = [
    ["title", "subject", "background", "description", "handling_step", "address", "department",
     "kecamatan", "kelurahan", "lingkungan", "date_time"],
    ["Tawuran", "Pemuda", "Dendam lama", "Dua kelompok saling lempar", "Patroli", "Jl. A", "Sosial",
     "Medan Kota", "Teladan", "III", "2025-03-17 21:00"],
]  # fmt: skip
BELITUNG: list[list[Any]] = [
    ["KEWASPADAAN DINI"],
    ["Judul", "Tanggal", "Ancaman", "Tantangan", "Hambatan", "Gangguan", "Prediksi Dampak",
     "Kecamatan"],
    ["Tambang ilegal", 45733, "Bentrok penambang", "", "", "Blokade jalan", "Meluas", "Manggar"],
]  # fmt: skip


def test_the_import_template_of_tangerang() -> None:
    (row,) = rows(CONNECTOR, workbook(Laporan=TANGERANG))
    assert row.title == "Aksi buruh"
    assert row.text == (
        "Fakta: 200 orang berkumpul\nUraian kejadian: Menuntut upah di depan pabrik"
    )
    assert row.fields["happened_at"] == "2025-03-17T09:30:00+07:00"
    assert (row.fields["district"], row.fields["village"]) == ("Balaraja", "Talagasari")
    assert (row.fields["action"], row.fields["recommendation"]) == ("Mediasi", "Pantau")
    assert (row.row, row.sheet) == (5, "Laporan")
    assert "number" not in row.fields


def test_the_export_of_medan() -> None:
    (row,) = rows(CONNECTOR, workbook(Data=MEDAN))
    assert row.title == "Tawuran"
    assert row.text == "Latar belakang: Dendam lama\nUraian kejadian: Dua kelompok saling lempar"
    assert row.published_at is not None
    assert row.published_at.isoformat() == "2025-03-17T21:00:00+07:00"
    assert (row.fields["place"], row.fields["lingkungan"]) == ("Jl. A", "III")


def test_the_form_of_belitung_timur() -> None:
    (row,) = rows(CONNECTOR, workbook(ATHG=BELITUNG))
    assert row.text == "Ancaman: Bentrok penambang\nGangguan: Blokade jalan"
    assert row.fields["prediction"] == "Meluas"  # foretold, not told: no part of the text
    assert row.published_at is not None
    assert row.published_at.date() == date(2025, 3, 17)


def test_each_sheet_is_read_and_one_without_headings_is_named() -> None:
    found = records(CONNECTOR, workbook(Catatan=[["bebas"]], A=MEDAN, B=BELITUNG, Kosong=[]))
    skipped, *good = found
    assert isinstance(skipped, Bad)
    assert (skipped.code, skipped.sheet) == ("no_headings", "Catatan")
    assert "Catatan" in skipped.reason
    assert [one.sheet for one in good] == ["A", "B"]


def test_a_workbook_without_any_headings_is_refused() -> None:
    with pytest.raises(FileRefused, match="judul kolom"):
        records(CONNECTOR, workbook(A=[["x", "y"], [1, 2]]))


def test_a_bad_cell_is_named_by_sheet_row_and_column() -> None:
    table = [["Judul", "Isi", "Tanggal"], ["A", "b", "2025-03-17"], ["B", "c", "entah"]]
    _, found = records(CONNECTOR, workbook(Lap=table))
    assert isinstance(found, Bad)
    assert (found.sheet, found.row, found.column) == ("Lap", 3, "Tanggal")
    assert found.values == {"Judul": "B", "Isi": "c", "Tanggal": "entah"}


def test_a_formula_counts_as_the_value_that_was_saved_with_it() -> None:
    (row,) = rows(CONNECTOR, workbook(A=[["Judul", "Isi"], ["x", '=HYPERLINK("http://x")']]))
    assert row.text == "hasil"


def test_a_table_need_not_begin_at_the_edge() -> None:
    (row,) = rows(CONNECTOR, workbook(A=[[], [None, None, "Judul", "Isi"], [None, None, "x", "y"]]))
    assert (row.title, row.text, row.row) == ("x", "y", 3)


def refusal(data: bytes, options: Options) -> str:
    with pytest.raises(FileRefused) as caught:
        list(CONNECTOR.parse(io.BytesIO(data), options))
    assert caught.value.reason
    return caught.value.code


def with_cell(xml: str) -> bytes:
    """A workbook with something written by hand at the end of its sheet."""
    stream = io.BytesIO()
    made = workbook(A=[["Judul", "Isi"], ["x", "y"]])
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", xml.encode() + b"</sheetData>")
            new.writestr(entry.filename, content)
    return stream.getvalue()


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    bomb = zipped(xl__workbook=b"<x/>", xl__worksheets__sheet1=b"<x>" + b" " * 30_000_000)
    assert len(bomb) < 100_000
    assert refusal(bomb, Options(now=NOW, max_unpacked_bytes=10_000_000)) == "workbook_bomb"


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    bomb = bytearray(zipped(xl__workbook=b"<x/>", xl__worksheets__sheet1=b" " * 30_000_000))
    size = (30_000_000).to_bytes(4, "little")
    for _ in range(2):  # in the local header and in the directory
        at = bomb.find(size)
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(bomb), Options(now=NOW)) == "workbook_broken"


@pytest.mark.parametrize(
    "cell",
    [
        '<row><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c   s='1'   r='A1048576'><v>1</v></c></row>",
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row><c r="ZZZ99999999"><f>1</f></c></row>',
    ],
)
def test_a_cell_in_the_far_corner_does_not_lay_out_the_whole_sheet(cell: str) -> None:
    assert refusal(with_cell(cell), Options(now=NOW, max_cells=1_000_000)) == "too_many_cells"


def test_a_far_cell_that_only_carries_a_style_does_no_harm() -> None:
    (row,) = rows(CONNECTOR, with_cell('<row r="1048576"><c r="XFD1048576" s="0"/></row>'))
    assert row.text == "y"


@pytest.mark.parametrize("cut", [100, 1000, -10])
def test_a_torn_workbook_is_refused(cut: int) -> None:
    assert refusal(workbook(A=MEDAN)[:cut], Options(now=NOW)) == "workbook_broken"


def test_another_archive_is_refused() -> None:
    assert refusal(zipped(a=b"x"), Options(now=NOW)) == "not_a_workbook"


def test_nonsense_inside_a_workbook_is_refused() -> None:
    data = zipped(xl__workbook=b"<<<", xl__worksheets__sheet1=b"\x00\x01")
    assert refusal(data, Options(now=NOW)) == "workbook_broken"


def test_raw_is_the_row_as_json() -> None:
    (row,) = rows(CONNECTOR, workbook(A=[["Judul", "Isi"], ["x", "y"]]))
    assert isinstance(row, Row)
    assert row.raw == b'["x","y"]'
