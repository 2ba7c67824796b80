"""Rows of a long table, checked and laid out as a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from .errors import BadInput
from .timeline import Timeline, moment

if TYPE_CHECKING:
    from .panel import Floats, Panel

ONE_PERIOD = "0001"


def panel_of(kind: type[Panel], frame: pl.DataFrame, *, whole: bool) -> Panel:
    """See `Panel.of`."""
    frame = _with_periods(frame)
    units, unit = _codes(frame, "unit")
    labels, period = _codes(frame, "period")
    at = _moments(frame, labels)[period]
    timeline = Timeline.of([labels[one] for one in np.argsort(_moments(frame, labels))])
    cell = (at - timeline.first) // timeline.step * len(units) + unit
    _complete(frame, units, timeline, unit, at, cell)
    shape = timeline.length, len(units)
    counts = _numbers(frame, "count")
    _refuse(frame, counts < 0, "count", "is negative")
    if whole:
        _refuse(frame, counts != np.floor(counts), "count", "is no whole number")
    population = None
    if "population" in frame.columns:
        people = _numbers(frame, "population")
        _refuse(frame, people < 0, "population", "is negative")
        population = _grid(people, cell, shape)
    where, metric = _places(frame, unit, len(units))
    return kind(tuple(units), timeline, _grid(counts, cell, shape), population, where, metric)


def _with_periods(frame: pl.DataFrame) -> pl.DataFrame:
    for name in ("unit", "count"):
        if name not in frame.columns:
            raise BadInput(f"there is no column {name!r}, only {', '.join(frame.columns)}")
    if not len(frame):
        raise BadInput("the table has no rows")
    if "period" not in frame.columns:
        return frame.with_columns(period=pl.lit(ONE_PERIOD))
    return frame


def _codes(frame: pl.DataFrame, name: str) -> tuple[list[str], np.ndarray[Any, Any]]:
    """The different labels in order of appearance, and for each row which it has."""
    column = frame[name]
    if column.dtype.is_float() or column.dtype.is_nested():
        raise BadInput(f"column {name!r} holds {column.dtype}, not text")
    column = column.cast(pl.String)
    for row in (column.is_null() | (column.str.strip_chars() == "")).arg_true()[:1]:
        raise BadInput(f"row {row + 1}: {name} is empty")
    labels = column.unique(maintain_order=True).to_list()
    codes = column.replace_strict(labels, range(len(labels)), return_dtype=pl.Int64)
    return labels, codes.to_numpy()


def _moments(frame: pl.DataFrame, labels: list[str]) -> np.ndarray[Any, Any]:
    """The number of each period; BadInput names the first row where it is none."""
    numbers = []
    grain = ""
    for label in labels:
        try:
            one = moment(label)
        except BadInput as wrong:
            row = frame["period"].cast(pl.String).index_of(label)
            raise BadInput(f"row {(row or 0) + 1}: {wrong}") from None
        if grain and one.grain != grain:
            row = frame["period"].cast(pl.String).index_of(label)
            raise BadInput(f"row {(row or 0) + 1}: period {label} is a {one.grain}, not a {grain}")
        grain = one.grain
        numbers.append(one.at)
    return np.array(numbers)


def _complete(
    frame: pl.DataFrame,
    units: list[str],
    timeline: Timeline,
    unit: np.ndarray[Any, Any],
    at: np.ndarray[Any, Any],
    cell: np.ndarray[Any, Any],
) -> None:
    """Each unit has each period once, in ascending order."""
    order = np.argsort(unit, kind="stable")
    same, step = np.diff(unit[order]) == 0, np.diff(at[order])
    for wrong in np.flatnonzero(same & (step <= 0))[:1]:
        row, before = order[wrong + 1], order[wrong]
        what = "is told twice" if step[wrong] == 0 else f"is behind row {before + 1}, out of order"
        raise BadInput(f"row {row + 1}: period {_cell(frame, row)} {what}")
    counted = np.bincount(cell, minlength=timeline.length * len(units))
    for gap in np.flatnonzero(counted == 0)[:1]:
        period, which = divmod(int(gap), len(units))
        raise BadInput(f"unit {units[which]} has no row for period {timeline.labels[period]}")


def _cell(frame: pl.DataFrame, row: int) -> str:
    return f"{frame['period'][int(row)]} of unit {frame['unit'][int(row)]}"


def _numbers(frame: pl.DataFrame, name: str) -> Floats:
    column = frame[name]
    numbers = column.cast(pl.Float64, strict=False).fill_nan(None)
    wrong = (numbers.is_null() | numbers.is_infinite()).arg_true()
    for row in wrong[:1]:
        given = column[row]
        raise BadInput(f"row {row + 1}: {name} {given!r} of {_cell(frame, row)} is no number")
    return numbers.to_numpy()


def _refuse(frame: pl.DataFrame, wrong: np.ndarray[Any, Any], name: str, what: str) -> None:
    for row in np.flatnonzero(wrong)[:1]:
        raise BadInput(
            f"row {row + 1}: {name} {frame[name][int(row)]} of {_cell(frame, row)} {what}"
        )


def _grid(values: Floats, cell: np.ndarray[Any, Any], shape: tuple[int, int]) -> Floats:
    grid = np.empty(shape[0] * shape[1])
    grid[cell] = values
    return grid.reshape(shape)


def _places(
    frame: pl.DataFrame, unit: np.ndarray[Any, Any], count: int
) -> tuple[Floats | None, Literal["plane", "sphere"]]:
    for metric, names in (("plane", ("x", "y")), ("sphere", ("lat", "lon"))):
        if set(names) <= set(frame.columns):
            where = np.empty((count, 2))
            for axis, name in enumerate(names):
                values = _numbers(frame, name)
                where[unit, axis] = values
                _refuse(frame, where[unit, axis] != values, name, "is not that of its other rows")
            if metric == "sphere":
                _refuse(frame, np.abs(where[unit, 0]) > 90, "lat", "is no latitude")
                _refuse(frame, np.abs(where[unit, 1]) > 180, "lon", "is no longitude")
            return where, "sphere" if metric == "sphere" else "plane"
    return None, "plane"
