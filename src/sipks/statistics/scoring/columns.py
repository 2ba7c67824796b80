"""Columns of a long table of samples, as text, codes and numbers."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from sipks.statistics.errors import BadInput

from .checks import Floats

NO_ORIGIN: Final = ""
Indices = npt.NDArray[np.int64]


def with_origin(samples: Any) -> pl.DataFrame:
    """The table with its five columns; the origin is empty where none was given."""
    try:
        frame = pl.DataFrame(samples)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as wrong:
        raise BadInput(f"samples: {type(samples).__name__} is no table: {wrong}") from wrong
    for name in ("unit", "period", "draw", "value"):
        if name not in frame.columns:
            raise BadInput(f"samples: no column {name!r}, only {', '.join(frame.columns)}")
    if not len(frame):
        raise BadInput("samples: the table has no rows")
    if "origin" not in frame.columns:
        return frame.with_columns(origin=pl.lit(NO_ORIGIN))
    return frame


def values_of(frame: pl.DataFrame) -> Floats:
    """What was drawn: numbers from 0 on."""
    column = frame["value"].cast(pl.Float64, strict=False)
    for row in (column.is_null() | ~column.is_finite()).arg_true()[:1]:
        raise BadInput(f"samples: row {row + 1}: value {frame['value'][row]!r} is no number")
    values = column.to_numpy()
    for row in np.flatnonzero(values < 0)[:1]:
        raise BadInput(f"samples: row {row + 1}: value {values[row]} is negative")
    return values


def named(frame: pl.DataFrame, name: str) -> pl.Series:
    """Labels as text, none lacking."""
    column = frame[name].cast(pl.String)
    for row in column.is_null().arg_true()[:1]:
        raise BadInput(f"samples: row {row + 1}: {name} is empty")
    return column


def codes(frame: pl.DataFrame, name: str, known: tuple[str, ...]) -> Indices:
    """For each row the place of its label among those that are `known`."""
    column = named(frame, name)
    places = column.replace_strict(
        list(known), list(range(len(known))), default=None, return_dtype=pl.Int64
    )
    for row in places.is_null().arg_true()[:1]:
        raise BadInput(
            f"samples: row {row + 1}: {name} {column[row]!r} is not in the actuals"
            f" ({known[0]} … {known[-1]})"
        )
    return places.to_numpy()
