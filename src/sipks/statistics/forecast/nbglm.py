"""A negative-binomial regression of all units at once, and its forecasts."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sipks.statistics.panel import Floats
from sipks.statistics.timeline import Timeline

from .method import Draws
from .regression import MOST, fit

_HARMONICS: Final = 2


def nbglm(
    counts: Floats,
    timeline: Timeline,
    steps: int,
    draws: int,
    rng: np.random.Generator,
    **context: Any,
) -> Draws:
    """log μ_it = level_i + trend · t + season_t, y_it ~ NB(mean μ_it, size r).

    The negative-binomial GLM (NB2: Hilbe 2011, Negative Binomial Regression) with a level for
    each unit, and trend and season (two harmonics) of the nation. The levels are a gamma
    distributed random effect, fitted by h-likelihood (Lee and Nelder 1996, JRSS B 58); its shape
    and the size r maximise the marginal likelihood, so that a silent unit borrows from all the
    others. There is a trend from one year of history on, and a season from two. Each draw takes
    levels, trend and season from their posterior: those of the nation are common to all units.
    """
    design = regressors(timeline, steps)
    fitted = fit(counts, design[: len(counts)])
    beta = rng.multivariate_normal(fitted.beta, fitted.covariance, draws, method="cholesky")
    growth = np.exp(np.minimum(beta @ design[len(counts) :].T, np.log(MOST)))
    level = rng.gamma(fitted.shape, fitted.level / fitted.shape, (draws, counts.shape[1]))
    level *= np.exp((fitted.beta - beta) @ fitted.slope.T)
    found = np.empty((draws, steps, counts.shape[1]), dtype=np.int64)
    for step in range(steps):
        mean = np.minimum(growth[:, step, None] * level, MOST)
        found[:, step] = rng.poisson(rng.gamma(fitted.size, mean / fitted.size))
    return found


def regressors(timeline: Timeline, steps: int) -> Floats:
    """Columns (T + steps, p): one, years since the end (from one year on), season (from two)."""
    length, year = timeline.length, timeline.per_year
    at = np.arange(length + steps)
    columns = [np.ones(length + steps)]
    if length > max(year, 2):
        columns.append((at - length + 1) / year)
    if length >= 2 * year and year > 1:
        both = Timeline(timeline.grain, timeline.first, length + steps, timeline.step)
        angle = 2 * np.pi * both.season / year
        for turn in range(1, _HARMONICS + 1):
            columns += [np.sin(turn * angle), np.cos(turn * angle)]
    return np.stack(columns, axis=1)
