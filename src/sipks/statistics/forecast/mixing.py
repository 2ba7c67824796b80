"""Which past tells most of the next share: weights learnt by likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

from sipks.statistics.panel import Floats

RIDGE: Final = 1.0
"""Inverse variance of the prior of how much weights depend on a unit's size, per horizon."""
FLAT: Final = 0.05
"""The same of the weights themselves: nearly flat."""
_LEAST: Final = 1e-9


@dataclass(frozen=True)
class Mixture:
    """`level` and `slope` (K): the weight of feature k for a unit of size z is the softmax of
    level_k + slope_k z; `dispersion` (c0, c1): size of the negative binomial is exp(c0) μ^c1."""

    level: Floats
    slope: Floats
    dispersion: tuple[float, float]

    def share(self, values: Floats, size: Floats) -> Floats:
        """Expected share (n) of units with features (n, K) and size (n)."""
        found: Floats = (values * _weights(self.level, self.slope, size)).sum(axis=1)
        return found

    def shape(self, mean: Floats) -> Floats:
        """Size r of the negative binomial with this mean: its variance is μ + μ²/r."""
        constant, power = self.dispersion
        found: Floats = np.exp(constant + power * np.log(np.maximum(mean, _LEAST)))
        return found


def learn(values: Floats, size: Floats, totals: Floats, counts: Floats) -> Mixture:
    """The mixture of the largest penalised likelihood.

    `values` (n, K) and `size` (n) are what was known, `counts` (n) what came, and `totals` (n) the
    nation's count in that period: given it, y ~ NB(mean = total · share, size = exp(c0) mean^c1).
    Because the total is given, what is learnt of shares is free of how well totals were foreseen.
    """
    width = values.shape[1]
    start = np.concatenate([np.zeros(2 * width), [0.0, 0.5]])
    bounds = [(-8.0, 8.0)] * width + [(-4.0, 4.0)] * (width + 1) + [(-0.5, 1.5)]
    found = minimize(
        _loss, start, (values, size, totals, counts), "L-BFGS-B", True, bounds=bounds
    ).x
    dispersion = (float(found[-2]), float(found[-1]))
    return Mixture(found[:width], found[width : 2 * width], dispersion)


def _weights(level: Floats, slope: Floats, size: Floats) -> Floats:
    odds = level + slope * size[:, None]
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    found: Floats = odds / odds.sum(axis=1, keepdims=True)
    return found


def _loss(
    point: Floats, values: Floats, size: Floats, totals: Floats, counts: Floats
) -> tuple[float, Floats]:
    """Minus penalised log likelihood, and its gradient."""
    width = values.shape[1]
    level, slope = point[:width], point[width : 2 * width]
    weights = _weights(level, slope, size)
    share = (values * weights).sum(axis=1)
    mean = np.maximum(totals * share, _LEAST)
    likelihood, by_mean, by_constant, by_power = _negative_binomial(counts, mean, point[-2:])
    by_odds = (by_mean * totals)[:, None] * weights * (values - share[:, None])
    by_level = by_odds.sum(axis=0) - 2 * FLAT * level
    by_slope = size @ by_odds - 2 * RIDGE * slope
    penalty = FLAT * level @ level + RIDGE * slope @ slope
    gradient = np.concatenate([by_level, by_slope, [by_constant, by_power]])
    return float(penalty - likelihood), -gradient


def _negative_binomial(
    counts: Floats, mean: Floats, dispersion: Floats
) -> tuple[float, Floats, float, float]:
    """Log likelihood without Σ log y!, and its derivatives by the means, c0 and c1."""
    constant, power = dispersion
    logs = np.log(mean)
    shape = np.exp(constant + power * logs)
    ratio = np.log(shape / (shape + mean))
    by_shape = ratio + 1 - (counts + shape) / (shape + mean)
    likelihood = (shape * ratio).sum()
    seen = np.flatnonzero(counts)  # the gamma functions of a count of 0 cancel
    count, own = counts[seen], shape[seen]
    likelihood += (gammaln(count + own) - gammaln(own)).sum()
    likelihood += (count * (logs[seen] - np.log(own + mean[seen]))).sum()
    by_shape[seen] += digamma(count + own) - digamma(own)
    by_log = by_shape * shape
    by_mean = counts / mean - (counts + shape) / (shape + mean) + power * by_log / mean
    return float(likelihood), by_mean, float(by_log.sum()), float(by_log @ logs)
