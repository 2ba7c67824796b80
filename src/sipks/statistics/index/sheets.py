"""The rows of a CSV file or of the first sheet of a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, load_workbook

from sipks.statistics.errors import BadInput

Cell = object
Rows = list[tuple[int, list[Cell]]]
_FIRST_SEPARATOR: Final = re.compile(r"\s*\"?[\w ]+\"?\s*([,;])")
_DECIMAL_COMMA: Final = re.compile(r"^\s*(-?\d+),(\d+)\s*$")


def rows_of(path: str) -> Rows:
    """Rows with their number from 1, without those that are empty; text is stripped.

    Raises FileNotFoundError, and BadInput for what is no workbook or no CSV in UTF-8.
    """
    content = Path(path).read_bytes()
    sheet = _workbook(path, content) if path.lower().endswith(".xlsx") else _csv(path, content)
    rows = [
        (number, [cell.strip() if isinstance(cell, str) else cell for cell in cells])
        for number, cells in enumerate(sheet, 1)
    ]
    return [(number, cells) for number, cells in rows if any(cell != "" for cell in cells)]


def _workbook(path: str, content: bytes) -> Sequence[Sequence[Cell]]:
    try:
        book = load_workbook(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as wrong:
        raise BadInput(f"{path} is no XLSX workbook: {wrong}") from wrong


def _csv(path: str, content: bytes) -> Sequence[Sequence[Cell]]:
    """With semicolons, as spreadsheets write it where the comma is decimal, a number's comma is
    read as its point."""
    try:
        text = content.decode("utf-8-sig")
        found = _FIRST_SEPARATOR.match(text)
        separator = found.group(1) if found else ","
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise BadInput(f"{path} is no CSV in UTF-8: {wrong}") from wrong
    if separator == ",":
        return rows
    return [[_DECIMAL_COMMA.sub(r"\1.\2", cell) for cell in row] for row in rows]
