"""Indicators of units, checked once: which way each points, what is missing, and the groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from sipks.statistics.errors import BadInput

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
FEWEST = 2


@dataclass(frozen=True)
class Indicators:
    """`values` (N units × K indicators, NaN where missing), any unit of measurement.

    `direction` (K,) is 1 where more of the indicator means more of what the index measures, -1
    where it means less. `groups` (N) names the group whose mean may stand in for what is missing.
    """

    units: tuple[str, ...]
    names: tuple[str, ...]
    values: Floats
    direction: Floats
    groups: tuple[str, ...] | None = None

    @classmethod
    def of(
        cls,
        table: Any,
        directions: Mapping[str, int],
        *,
        unit: str = "unit",
        group: str | None = None,
    ) -> Indicators:
        """The indicators of a table with one row per unit.

        `table`: a Polars frame, a mapping of columns, or what `polars.DataFrame` takes.
        `directions`: the indicators to use, in order, each with 1 or -1. `unit`, `group`: columns
        of unit codes and of groups (a province, say). Raises BadInput that names the row (from 1),
        the unit or the indicator for what is told twice, unknown, no number or infinite, and for
        an indicator or unit of which nothing is known, and an indicator that never differs.

        >>> few = Indicators.of({"unit": ["a", "b"], "poor": [3, 9], "cohesion": [1, None]},
        ...                     {"poor": 1, "cohesion": -1})
        Traceback (most recent call last):
        sipks.statistics.errors.BadInput: indicator 'cohesion' has the same value in every unit
        """
        frame = table if isinstance(table, pl.DataFrame) else pl.DataFrame(table, strict=False)
        names = tuple(directions)
        _columns(frame, [unit, *names, *([group] if group else [])])
        direction = np.array([directions[name] for name in names], dtype=np.float64)
        for name, sign in directions.items():
            if sign not in (1, -1):
                raise BadInput(f"the direction of indicator {name!r} is {sign!r}, not 1 or -1")
        units = _labels(frame, unit)
        _once(units)
        columns = [_numbers(frame[name], units) for name in names]
        groups = _labels(frame, group) if group else None
        found = cls(units, names, np.column_stack(columns), direction, groups)
        _usable(found)
        return found

    def without(self, name: str) -> Indicators:
        """The same without one indicator."""
        if name not in self.names:
            raise BadInput(f"there is no indicator {name!r}, only {', '.join(self.names)}")
        keep = [at for at, one in enumerate(self.names) if one != name]
        return replace(
            self,
            names=tuple(self.names[at] for at in keep),
            values=self.values[:, keep],
            direction=self.direction[keep],
        )


def _columns(frame: pl.DataFrame, wanted: list[str]) -> None:
    for name in wanted:
        if name not in frame.columns:
            raise BadInput(f"there is no column {name!r}, only {', '.join(frame.columns)}")
    if len(frame) < FEWEST:
        raise BadInput(f"an index compares units: at least {FEWEST} rows are needed")


def _labels(frame: pl.DataFrame, name: str) -> tuple[str, ...]:
    column = frame[name]
    if column.dtype.is_float() or column.dtype.is_nested():
        raise BadInput(f"column {name!r} holds {column.dtype}, not text")
    labels = column.cast(pl.String).to_list()
    for row, label in enumerate(labels, 1):
        if not label:
            raise BadInput(f"row {row}: column {name!r} is empty")
    return tuple(labels)


def _once(units: tuple[str, ...]) -> None:
    seen: dict[str, int] = {}
    for row, label in enumerate(units, 1):
        if label in seen:
            raise BadInput(f"row {row}: unit {label} is told already in row {seen[label]}")
        seen[label] = row


def _numbers(column: pl.Series, units: tuple[str, ...]) -> Floats:
    found = column.cast(pl.Float64, strict=False)
    for row in (found.is_null() & column.is_not_null()).arg_true():
        said = column[int(row)]
        raise BadInput(f"unit {units[row]}: {column.name} {said!r} is no number")
    values = found.fill_null(np.nan).to_numpy().astype(np.float64)
    for row in np.flatnonzero(np.isinf(values)):
        raise BadInput(f"unit {units[row]}: {column.name} is infinite")
    return values


def _usable(found: Indicators) -> None:
    known = ~np.isnan(found.values)
    for row in np.flatnonzero(~known.any(1)):
        raise BadInput(f"unit {found.units[row]}: every indicator is missing")
    for at, name in enumerate(found.names):
        values = found.values[known[:, at], at]
        if not len(values):
            raise BadInput(f"indicator {name!r} is missing in every unit")
        if np.ptp(values) == 0:
            raise BadInput(f"indicator {name!r} has the same value in every unit")
