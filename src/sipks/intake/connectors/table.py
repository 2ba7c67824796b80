"""Tables with headings somewhere below a letterhead: shared by CSV and spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sipks.intake.connectors.base import (
    Bad,
    FieldError,
    FileRefused,
    JsonValue,
    Options,
    Origin,
    Record,
)
from sipks.intake.connectors.cleaning import clean_text
from sipks.intake.connectors.names import TELLING, examples, standard
from sipks.intake.connectors.records import row_of

Cells = Sequence[JsonValue]
SEARCHED = 30  # rows in which the headings must be found: letterhead, title, period, blank rows


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a table, and the lines above them (`Kop`, title, period)."""

    columns: tuple[str, ...]
    above: str = ""

    def repeated_by(self, cells: Cells) -> bool:
        """Whether a row is the headings again (a page break) or numbers the columns (1) (2) (3)."""
        words = [_word(cell) for cell in cells]
        filled = [word.strip("().") for word in words if word]
        numbers = [str(number) for number in range(1, len(filled) + 1)]
        return words[: len(self.columns)] == list(self.columns) or (
            len(filled) > 1 and filled == numbers
        )


def find_headings(rows: Sequence[Cells]) -> tuple[int, Headings] | None:
    """The row of the headings among the first `SEARCHED` (from 0) and the headings.

    That is the row with most known names that has a column of text among them.
    """
    best, found = 0, None
    for number, cells in enumerate(rows[:SEARCHED]):
        names = [standard(word) for word in map(_word, cells) if word]
        score = len({name for name in names if name}) if TELLING & set(names) else 0
        # Prose that happens to contain a single known word is not a row of headings.
        if score > best and score * 3 >= len(names):
            best, found = score, number
    if found is None:
        return None
    above = [" ".join(filter(None, map(_word, cells))) for cells in rows[:found]]
    return found, Headings(_unique(rows[found]), "\n".join(filter(None, above))[:1000])


def no_headings(where: str = "Berkas") -> FileRefused:
    """The refusal of a table without headings."""
    return FileRefused(
        "no_headings",
        f"{where} tidak punya baris judul kolom yang dikenali dalam {SEARCHED} baris pertama."
        f" Beri nama kolom di baris pertama, misalnya: {examples()}.",
    )


def table_record(cells: Cells, headings: Headings, origin: Origin, options: Options) -> Record:
    """The row of one line of a table, or why it is none."""
    columns = headings.columns
    values = {
        column: cell for column, cell in zip(columns, cells, strict=False) if not _empty(cell)
    }
    surplus = [cell for cell in cells[len(columns) :] if not _empty(cell)]
    if surplus:
        values["…"] = list(surplus)
        return origin.bad(
            "too_many_cells",
            f"Baris {origin.row} punya {len(cells)} kolom, judulnya hanya {len(columns)}. Apit isi"
            " yang memuat pemisah kolom dengan tanda kutip, lalu proses ulang.",
            values=values,
        )
    if headings.above:
        origin.remarks["_heading"] = headings.above
    try:
        return row_of(values, origin, options)
    except FieldError as error:
        return _bad(error, origin, columns, values)


def is_blank(cells: Cells) -> bool:
    """Whether no cell holds anything."""
    return all(_empty(cell) for cell in cells)


def _bad(
    error: FieldError, origin: Origin, columns: Sequence[str], values: dict[str, JsonValue]
) -> Bad:
    shown = next((name for name in columns if standard(name) == error.column), error.column)
    where = f"Baris {origin.row}" + (f", kolom {shown}" if shown else "")
    return origin.bad(error.code, f"{where}: {error.reason}", shown, values)


def _empty(cell: JsonValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _word(cell: JsonValue) -> str:
    return " ".join(clean_text(str(cell)).split()) if cell is not None else ""


def _unique(cells: Cells) -> tuple[str, ...]:
    """Names of columns; nameless ones by their letter, repeated ones by a number."""
    columns: list[str] = []
    for number, cell in enumerate(cells):
        name = _word(cell)[:100] or f"kolom {number + 1}"
        twin = columns.count(name)
        columns.append(f"{name} ({twin + 1})" if twin else name)
    while columns and columns[-1] == f"kolom {len(columns)}":
        columns.pop()
    return tuple(columns)
