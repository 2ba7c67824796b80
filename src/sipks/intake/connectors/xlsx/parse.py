from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import BinaryIO

import orjson
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from sipks.intake.connectors.base import Connector, FileRefused, JsonValue, Options, Origin, Record
from sipks.intake.connectors.disguise import is_workbook
from sipks.intake.connectors.table import (
    SEARCHED,
    Cells,
    find_headings,
    is_blank,
    no_headings,
    table_record,
)
from sipks.intake.connectors.xlsx.guard import guard

Raw = str | int | float | bool | time | date | datetime | timedelta


class Xlsx(Connector):
    """Each sheet is a table with headings below a letterhead.

    Formulas are never calculated: what counts is the value that the program which saved the file
    has written beside them.
    """

    kind = "xlsx"
    label = "Excel"
    extensions: tuple[str, ...] = (".xlsx", ".xlsm")

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether it is an archive that may hold a workbook."""
        return is_workbook(head)

    def parse(self, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """A record a row, sheet by sheet; a sheet without headings is one bad record.

        Raises `FileRefused` where no sheet has headings, and for what `guard` refuses. One sheet
        at a time is in memory (`Options.max_cells` bounds it).
        """
        guard(stream, options)
        book = _open(stream)
        skipped: list[Record] = []
        usable = False
        for name in book.sheet_names:
            rows = _rows(book, name)
            head = list(islice(rows, SEARCHED))
            found = find_headings([cells for _, cells in head])
            if found is None:
                skipped += _skipped(name, head)
                continue
            usable = True
            yield from skipped
            skipped.clear()
            first, headings = found
            for number, cells in chain(head[first + 1 :], rows):
                if not is_blank(cells) and not headings.repeated_by(cells):
                    origin = Origin(orjson.dumps(cells), number, name)
                    yield table_record(cells, headings, origin, options)
        if not usable:
            raise no_headings("Buku kerja")
        yield from skipped

    def parse_again(self, raw: bytes, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """Rows are mended by their cells; a sheet as a whole only in the file itself."""
        raise no_headings("Lembar")


def _open(stream: BinaryIO) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(stream)
    except (CalamineError, ValueError, OSError) as error:
        raise _broken() from error


def _get(book: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, ValueError, OSError) as error:
        raise _broken() from error


def _broken() -> FileRefused:
    return FileRefused(
        "workbook_broken", "Buku kerja rusak. Buka di Excel, simpan ulang, lalu kirim lagi."
    )


def _skipped(name: str, head: list[tuple[int, Cells]]) -> list[Record]:
    filled = [(number, cells) for number, cells in head if not is_blank(cells)]
    if not filled:
        return []
    raw = orjson.dumps([cells for _, cells in filled])
    reason = f"Lembar “{name}” dilewati. {no_headings('Lembar').reason}"
    return [Origin(raw, filled[0][0], name).bad("no_headings", reason)]


def _rows(book: CalamineWorkbook, name: str) -> Iterator[tuple[int, Cells]]:
    """Rows with their number in the sheet, from 1; cells from column A on."""
    sheet = _get(book, name)
    before: list[JsonValue] = [None] * (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, [*before, *map(_cell, row)]


def _cell(value: Raw) -> JsonValue:
    """A cell as JSON can hold it: dates as ISO text, numbers without needless decimals."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return None if value == "" else value
