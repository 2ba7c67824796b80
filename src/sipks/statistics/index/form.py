"""The form in which a published index is brought in: a head of keys, then code and score."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from sipks.statistics.errors import BadInput

from .published import Band, PublishedIndex, band_of
from .sheets import Cell, Rows, rows_of

NEEDED: Final = ("index", "publisher", "edition", "vintage")
OPTIONAL: Final = ("comparable with", "note")
_HEADING: Final = ("code", "score")


def read_published(path: str, codes: Collection[str]) -> PublishedIndex:
    """A published index from a CSV or XLSX form (first sheet), known by the suffix.

    The head has one key a row, value in the next column: `index`, `publisher`, `edition`,
    `vintage` (date of publication, YYYY-MM-DD), optionally `comparable with` (editions, with ; in
    between) and `note`; and one row `band, name, from, to` a band of the publisher. A row `code,
    score` ends it; after it comes one row a unit. Empty rows are skipped. A CSV may be parted by
    semicolons and have decimal commas, all of it.

    `codes`: the areas that exist. Raises BadInput that names the row for a key that is missing,
    unknown or told twice, bands that overlap or do not ascend, a code that is no text or not in
    `codes` or told twice, and a score that is no number or lies in none of the bands.
    """
    rows = rows_of(path)
    at = next((i for i, (_, cells) in enumerate(rows) if _is_heading(cells)), None)
    if at is None:
        raise BadInput(f"{path}: there is no row 'code, score'")
    keys, bands = _head(rows[:at])
    if not bands:
        raise BadInput(f"{path}: there is no row 'band, name, from, to'")
    scores = _scores(rows[at + 1 :], frozenset(codes), bands)
    if not scores:
        raise BadInput(f"{path}: no unit follows the row 'code, score'")
    return PublishedIndex(
        name=keys["index"],
        publisher=keys["publisher"],
        edition=keys["edition"],
        vintage=_day(keys["vintage"]),
        bands=bands,
        scores=scores,
        comparable_with=frozenset(
            one.strip() for one in keys.get("comparable with", "").split(";") if one.strip()
        ),
        note=keys.get("note", ""),
    )


def _is_heading(cells: Sequence[Cell]) -> bool:
    return tuple(str(cell).lower() for cell in cells[:2]) == _HEADING


def _head(rows: Rows) -> tuple[dict[str, str], tuple[Band, ...]]:
    keys: dict[str, str] = {}
    bands: list[Band] = []
    for number, cells in rows:
        key = str(cells[0]).lower()
        if key == "band":
            bands.append(_band(number, cells, bands))
        elif key not in NEEDED + OPTIONAL:
            raise BadInput(f"row {number}: the key {key!r} is unknown")
        elif key in keys:
            raise BadInput(f"row {number}: {key} is told already")
        else:
            keys[key] = _text(cells[1] if len(cells) > 1 else "")
    for key in NEEDED:
        if not keys.get(key):
            raise BadInput(f"the head does not tell the {key}")
    return keys, tuple(bands)


def _band(number: int, cells: Sequence[Cell], before: Sequence[Band]) -> Band:
    if len(cells) < 4 or not cells[1]:
        raise BadInput(f"row {number}: a band needs name, from and to")
    low, high = (_number(number, "limit of a band", cell) for cell in cells[2:4])
    if not low < high:
        raise BadInput(f"row {number}: the band {cells[1]} goes from {low:g} to {high:g}")
    if before and low < before[-1].high:
        raise BadInput(f"row {number}: the band {cells[1]} overlaps {before[-1].name} or is below")
    return Band(_text(cells[1]), low, high)


def _scores(rows: Rows, known: frozenset[str], bands: tuple[Band, ...]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for number, cells in rows:
        code = _code(number, cells[0])
        if code not in known:
            raise BadInput(f"row {number}: there is no area {code}")
        if code in scores:
            raise BadInput(f"row {number}: area {code} is told already")
        score = _number(number, f"score of {code}", cells[1] if len(cells) > 1 else "")
        try:
            band_of(bands, score)
        except BadInput as wrong:
            raise BadInput(f"row {number}, area {code}: {wrong}") from wrong
        scores[code] = score
    return scores


def _code(number: int, cell: Cell) -> str:
    # A spreadsheet that holds 73.10 as a number has lost the nought: 73.1 would be another area.
    if isinstance(cell, float) and not cell.is_integer():
        raise BadInput(f"row {number}: the code {cell:g} is a number; format the column as text")
    return _text(cell)


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _number(number: int, what: str, cell: Cell) -> float:
    try:
        value = float(str(cell))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadInput(f"row {number}: the {what} is {str(cell)!r}, no number")
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"the vintage {text!r} is no date like 2022-12-16") from None
