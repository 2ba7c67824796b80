"""The baselines that a forecast has to beat, sampled for the same units and periods."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel
from sipks.statistics.timeline import moment

from .cells import Cells, cells_of
from .columns import NO_ORIGIN


def zero(cells: Cells) -> Cells:
    """Nothing ever happens."""
    return Cells(cells.step, cells.observed, np.zeros((len(cells.step), 1)))


def from_history(
    history: Panel, actuals: Panel, samples: pl.DataFrame, draws: int, seed: int
) -> Iterator[tuple[str, Cells]]:
    """Each baseline of `sipks.statistics.forecast`, made at each origin of `samples` from what
    `history` holds up to it, with so many `draws`.

    Without origins it is made from all of `history` before the earliest sampled period.
    """
    # Its back-test uses these scores in turn.
    from sipks.statistics import forecast

    frame = samples.with_columns(pl.col("origin", "period").cast(pl.String))
    asked = frame.select("origin", "period").unique()
    pasts = [_past(history, *one) for one in asked.group_by("origin").agg("period").rows()]
    for name in forecast.BASELINES:
        if name != "zero":
            made = [
                forecast.forecast(
                    past, method=name, steps=steps, draws=draws, seed=seed
                ).with_columns(origin=pl.lit(origin))
                for origin, past, steps in pasts
            ]
            wanted = pl.concat(made).join(asked, on=["origin", "period"], how="semi")
            yield name, cells_of(actuals, wanted)


def _past(history: Panel, origin: str, periods: list[str]) -> tuple[str, Panel, int]:
    """What an origin may see, and how many steps it looks ahead."""
    first, last = moment(min(periods)).at, moment(max(periods)).at
    line = history.timeline
    known = history.periods
    if origin == NO_ORIGIN:
        known = known[: max(0, -((line.first - first) // line.step))]
        if not known:
            raise BadInput(f"history has no period before {min(periods)}")
    past = history.until(origin or known[-1])
    end = past.timeline.first + (past.timeline.length - 1) * line.step
    return origin, past, (last - end) // line.step
