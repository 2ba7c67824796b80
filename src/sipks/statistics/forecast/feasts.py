"""What the calendar does to the nation's count."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from sklearn.linear_model import BayesianRidge

from sipks.statistics.panel import Floats
from sipks.statistics.timeline import Timeline

from .calendar import covers, features

FEASTS: Final = ("labour_day", "ramadan")
LEAST: Final = 12
"""Periods at least from which an effect is learnt."""
_MEMORY: Final = 0.25
"""Half-life, in years, of the two-sided mean to which a period is compared."""


def factors(
    totals: Floats, timeline: Timeline, steps: int, table: pl.DataFrame | None = None
) -> Floats:
    """exp(z β) of the periods and the `steps` that follow, (T + steps): the multiple of the level.

    z are the shares of a period that are of each feast in FEASTS (of the most that a period has),
    less their mean; β is that of a ridge regression of log(y_t + ½) less the log of the mean of
    the periods around t, with both variances by evidence (MacKay 1992, Neural Computation 4), so
    that effects stay near 1 where the data do not speak. All 1 where the calendar does not tell of
    the periods, or fewer than 12 are there. Elections were measured, too, and told nothing.
    """
    length = len(totals)
    if length < LEAST or not covers(timeline, steps, table):
        return np.ones(length + steps)
    values, names = features(timeline, table, steps)
    days = values[:, [names.index(one) for one in FEASTS if one in names]]
    most = days.max(axis=0, initial=0.0)
    days = days[:, most > 0] / most[most > 0]
    days -= days[:length].mean(axis=0)
    if not np.ptp(days[:length], axis=0).any():
        return np.ones(length + steps)
    around = _around(totals, 0.5 ** (1 / (_MEMORY * timeline.per_year)))
    apart = np.log(totals + 0.5) - np.log(around + 0.5)
    fitted = BayesianRidge().fit(days[:length], apart, sample_weight=around + 0.5)
    found: Floats = np.exp(days @ fitted.coef_)
    return found


def _around(totals: Floats, delta: float) -> Floats:
    """Mean of the other periods, weighted by delta to the power of their distance."""
    at = np.arange(len(totals))
    weight = delta ** np.abs(at[:, None] - at)
    np.fill_diagonal(weight, 0.0)
    found: Floats = weight @ totals / weight.sum(axis=1)
    return found
