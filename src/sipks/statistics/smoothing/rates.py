"""Rates of small areas, drawn towards what is known of all or of the neighbours."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

import numpy as np
import polars as pl
from scipy.stats import gamma

from sipks.statistics.errors import BadInput
from sipks.statistics.local.neighbours import Neighbours
from sipks.statistics.panel import Floats, Panel

from .prior import Prior, gamma_ml, gamma_moments, marshall_global, marshall_local

Method = Literal["global", "local", "gamma-moments", "gamma-ml"]
METHODS: Final = get_args(Method)
_JEFFREYS: Final = 0.5


def smooth(
    table: Any,
    method: Method = "gamma-ml",
    *,
    neighbours: Neighbours | None = None,
    level: float = 0.90,
    per: float = 1.0,
) -> pl.DataFrame:
    """Empirical Bayes rates, so that tiny areas do not lead (or close) every list.

    `table`: a `Panel` or what `Panel.of` takes, with `count` and `population` (persons, or expected
    counts: the rate is then a relative risk); several periods are added up. Rates are `per` unit of
    population and period (100_000, say). A unit of raw rate r = O/n is given

        r̂ = m + C (r - m),  C = A / (A + m/n),

    with mean m and variance A of the true rates by `method`: "global" or "local" (Marshall 1991;
    local needs `neighbours`), "gamma-moments" or "gamma-ml" (Clayton & Kaldor 1987: r̂ = (O+ν)/(n+α)
    with ν = m²/A, α = m/A). The interval holds `level` of the gamma posterior (O+ν, n+α); where
    A = 0 it is that of the pooled rate. It takes m and A as known and is a little short for that.
    For "local" A is told by all neighbourhoods together, and the error of m is allowed for.

    Columns, in the order of the units: unit, count, population, rate, smoothed, low, high, weight
    (C: 1 keeps the raw rate, 0 gives the mean). Raises BadInput for no population, a population of
    0, fewer than 2 units, no count at all, or neighbours of other units.
    """
    if method not in METHODS:
        raise BadInput(f"method {method!r} is none of {', '.join(METHODS)}")
    if not 0 < level < 1:
        raise BadInput(f"level is {level}, not between 0 and 1")
    if not per > 0:
        raise BadInput(f"per is {per}, not above 0")
    panel = table if isinstance(table, Panel) else Panel.of(table)
    counts, exposure = _sums(panel)
    prior = _prior(method, counts, exposure, panel, neighbours)
    smoothed, low, high, weight = posterior(counts, exposure, prior, level)
    columns = {"rate": counts / exposure, "smoothed": smoothed, "low": low, "high": high}
    return pl.DataFrame(
        {"unit": panel.units, "count": counts, "population": exposure}
        | {name: one * per for name, one in columns.items()}
        | {"weight": weight}
    )


def posterior(
    counts: Floats, exposure: Floats, prior: Prior, level: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Posterior mean, lower and upper limit, and weight of the raw rate, each (N,)."""
    mean = np.broadcast_to(prior.mean, counts.shape)
    variance = np.broadcast_to(prior.variance, counts.shape)
    spread = variance > 0
    ratio = mean / np.where(spread, variance, 1.0)
    weight = np.where(spread, exposure / (exposure + ratio), 0.0)
    smoothed = mean + weight * (counts / exposure - mean)
    if prior.wider is None:
        shape = np.where(spread, mean * ratio + counts, prior.events + _JEFFREYS)
        rate = np.where(spread, ratio + exposure, prior.exposure)
    else:
        centre, width = prior.wider
        shape, rate = centre**2 / width + counts, centre / width + exposure
    tail = (1 - level) / 2
    low, high = (gamma.ppf(at, shape, scale=1 / rate) for at in (tail, 1 - tail))
    return smoothed, np.minimum(low, smoothed), np.maximum(high, smoothed), weight


def _sums(panel: Panel) -> tuple[Floats, Floats]:
    if panel.population is None:
        raise BadInput("the table has no column 'population': a rate needs one")
    counts, exposure = panel.counts.sum(0).astype(np.float64), panel.population.sum(0)
    if len(counts) < 2:
        raise BadInput("smoothing compares units: at least 2 are needed")
    for at in np.flatnonzero(exposure <= 0):
        raise BadInput(f"unit {panel.units[at]}: the population is 0")
    if not counts.any():
        raise BadInput("every count is 0: there is no rate to smooth")
    return counts, exposure


def _prior(
    method: Method, counts: Floats, exposure: Floats, panel: Panel, neighbours: Neighbours | None
) -> Prior:
    if method == "local":
        if neighbours is None:
            raise BadInput("method 'local' needs neighbours")
        if neighbours.units != panel.units:
            raise BadInput("the neighbours are not of the same units in the same order")
        return marshall_local(counts, exposure, neighbours.adjacency)
    if neighbours is not None:
        raise BadInput(f"method {method!r} takes no neighbours")
    fits = {"global": marshall_global, "gamma-moments": gamma_moments, "gamma-ml": gamma_ml}
    return fits[method](counts, exposure)
