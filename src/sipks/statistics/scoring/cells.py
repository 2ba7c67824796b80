"""Long tables of counts and of samples, laid out as arrays that lie beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel
from sipks.statistics.timeline import moment

from .checks import Floats
from .columns import NO_ORIGIN, Indices, codes, named, values_of


@dataclass(frozen=True)
class Cells:
    """A row for each origin, period and unit, in this order: the `step`, what was `observed` (n,)
    and the `samples` (n, draws)."""

    step: Indices
    observed: Floats
    samples: Floats


def panel_of_counts(table: Any, name: str) -> Panel:
    """`Panel.of`, whose complaints say of which table they are; a panel stays as it is."""
    if isinstance(table, Panel):
        return table
    try:
        return Panel.of(table)
    except BadInput as wrong:
        raise BadInput(f"{name}: {wrong}") from wrong


def cells_of(actuals: Panel, frame: pl.DataFrame) -> Cells:
    """The cells of a table of samples (see `columns.with_origin`), each with its count.

    BadInput names the row, or the unit and period, for what is missing, told twice, negative, no
    number, unknown to `actuals`, told of a period not after its origin, or sampled by another
    number of draws.
    """
    values = values_of(frame)
    units = codes(frame, "unit", actuals.units)
    periods = codes(frame, "period", actuals.periods)
    origins = tuple(named(frame, "origin").unique().sort().to_list())
    origin = codes(frame, "origin", origins)
    shape = len(origins), len(actuals.periods), len(actuals.units)
    cell = (origin * shape[1] + periods) * shape[2] + units
    there = _complete(cell, shape, origins, actuals)
    size = _draws(frame, cell, there)
    order = np.argsort(cell, kind="stable")
    at_origin, at_period, at_unit = np.unravel_index(there, shape)
    return Cells(
        step=_steps(origins, actuals, at_origin, at_period),
        observed=actuals.counts[at_period, at_unit],
        samples=values[order].reshape(len(there), size),
    )


def _complete(
    cell: Indices, shape: tuple[int, int, int], origins: tuple[str, ...], actuals: Panel
) -> Indices:
    """The cells that are sampled; each period of an origin has all units."""
    there = np.zeros(shape, dtype=np.bool_)
    there.ravel()[cell] = True
    lacking = there.any(axis=2, keepdims=True) & ~there
    for gap in np.argwhere(lacking)[:1]:
        origin, period, unit = gap
        of = f" (origin {origins[origin]})" if origins[origin] else ""
        raise BadInput(
            f"unit {actuals.units[unit]} has no samples for period {actuals.periods[period]}{of}"
        )
    return np.flatnonzero(there)


def _draws(frame: pl.DataFrame, cell: Indices, there: Indices) -> int:
    """How many draws each cell has: as many as every other, each once."""
    found = (
        frame.select("unit", "period", "draw", cell=pl.Series(cell))
        .group_by("cell")
        .agg(pl.len(), pl.col("draw").n_unique().alias("draws"), pl.first("unit", "period"))
        .sort("cell")
    )
    for row in found.filter(pl.col("draws") < pl.col("len")).iter_rows(named=True):
        raise BadInput(f"unit {row['unit']} has a draw twice for period {row['period']}")
    size = int(found["len"][0])
    for row in found.filter(pl.col("len") != size).iter_rows(named=True):
        raise BadInput(
            f"unit {row['unit']} has {row['len']} draws for period {row['period']}, not {size}"
        )
    return size


def _steps(origins: tuple[str, ...], actuals: Panel, origin: Indices, period: Indices) -> Indices:
    """Periods from the origin, or 1 for the earliest sampled one where no origin is told."""
    stride = actuals.timeline.step
    at = actuals.timeline.first + stride * period
    if origins == (NO_ORIGIN,):
        return np.asarray((at - at.min()) // stride + 1)
    starts = [moment(one) for one in origins]
    written = moment(actuals.periods[0])
    for one, name in zip(starts, origins, strict=True):
        if one.grain != written.grain or (one.at - written.at) % stride:
            raise BadInput(f"origin {name} is no period like {actuals.periods[0]}")
    begun = np.array([one.at for one in starts])[origin]
    for early in np.flatnonzero(at <= begun)[:1]:
        after = actuals.periods[period[early]]
        raise BadInput(f"period {after} is not after its origin {origins[origin[early]]}")
    return np.asarray((at - begun) // stride)
