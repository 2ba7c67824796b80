"""Counts of units over periods, checked once at the border."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from .errors import BadInput
from .rows import panel_of
from .timeline import Timeline

Floats = npt.NDArray[np.float64]
EARTH_KM: Final = 6371.0088
"""Mean radius of the Earth."""


@dataclass(frozen=True)
class Panel:
    """`counts` (T periods × N units), with what is known of the units.

    `population` is T × N (persons, any positive measure of exposure) or None; `where` N × 2: x and
    y of a plane in any unit of length, or latitude and longitude in degrees.
    """

    units: tuple[str, ...]
    timeline: Timeline
    counts: Floats
    population: Floats | None = None
    where: Floats | None = None
    metric: Literal["plane", "sphere"] = "plane"

    @classmethod
    def of(cls, table: Any, *, whole: bool = True) -> Panel:
        """The panel of a long table: one row per unit and period.

        `table`: a Polars frame, a mapping of columns, or whatever `polars.from_dataframe` and the
        Arrow PyCapsule interface take. Columns `unit`, `period`, `count`; optionally `population`,
        and `x, y` or `lat, lon`. Without `period` there is one period for all. Rows of different
        units may stand in any order; those of one unit ascend. Raises BadInput that names the row
        (the first row of data is 1) for what is missing, negative, no number, not `whole` (where
        that is asked), told twice, unsorted or left out, and where a unit moves.
        """
        return panel_of(cls, _frame(table), whole=whole)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods as they are written, ascending."""
        return self.timeline.labels

    @property
    def shape(self) -> tuple[int, int]:
        """T, N."""
        return self.counts.shape[0], self.counts.shape[1]

    def until(self, period: str) -> Panel:
        """The panel up to and with `period`; BadInput where it does not lie in it."""
        if period not in self.periods:
            raise BadInput(
                f"period {period} is not between {self.periods[0]} and {self.periods[-1]}"
            )
        stop = self.periods.index(period) + 1
        population = None if self.population is None else self.population[:stop]
        return replace(
            self,
            timeline=self.timeline.part(0, stop),
            counts=self.counts[:stop],
            population=population,
        )

    def long(self, timeline: Timeline | None = None, **columns: npt.NDArray[Any]) -> pl.DataFrame:
        """A long table of unit, period and `columns`, arrays of (T', N) for the last T' periods of
        the panel, or for `timeline`; unit by unit."""
        depth = len(next(iter(columns.values())))
        labels = (timeline.labels if timeline else self.periods)[-depth:]
        units = np.repeat(np.array(self.units, dtype=object), depth)
        frame = {"unit": units.tolist(), "period": list(labels) * len(self.units)}
        return pl.DataFrame(frame | {name: one.T.ravel() for name, one in columns.items()})


def _frame(table: Any) -> pl.DataFrame:
    if isinstance(table, pl.DataFrame):
        return table
    if isinstance(table, pl.LazyFrame):
        return table.collect()
    if isinstance(table, Mapping):
        sizes = {
            name: len(one) for name, one in table.items() if isinstance(one, Sequence | np.ndarray)
        }
        if len(set(sizes.values())) > 1:
            raise BadInput(f"columns differ in length: {sizes}")
        return pl.DataFrame({name: _column(name, one) for name, one in table.items()})
    try:
        return pl.DataFrame(table)
    except Exception as wrong:
        raise BadInput(f"no table can be made of {type(table).__name__}: {wrong}") from wrong


def _column(name: str, values: Any) -> pl.Series:
    try:
        return pl.Series(name, values)
    except TypeError:  # whole numbers and others in one list
        return pl.Series(name, values, dtype=pl.Float64, strict=False)
