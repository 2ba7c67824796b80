"""Exponentially weighted Poisson–gamma forecasts."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy.optimize import minimize
from scipy.signal import lfilter
from scipy.special import expit, gammaln

from sipks.statistics.panel import Floats
from sipks.statistics.timeline import Timeline

from .method import Draws

_START: Final = ((2.0, 0.0), (4.0, 0.0))
_BOUNDS: Final = ((-2.0, 8.0), (-7.0, 7.0))


def ewma(
    counts: Floats,
    timeline: Timeline,
    steps: int,
    draws: int,
    rng: np.random.Generator,
    **context: Any,
) -> Draws:
    """Exponentially discounted conjugate updating, the EWMA of counts.

    y_t ~ Poisson(λ_t); after period t, λ ~ Gamma(shape = κ m + Σ_k δ^k y_{t−k},
    rate = κ + Σ_k δ^k), so that the next count is negative binomial: the power-discounted model
    of Smith and Miller (1986, JRSS B 48) and Harvey and Fernandes (1989, JBES 7), with forgetting
    towards a prior (Kulhavý and Zarrop 1993, Int. J. Control 58) instead of towards ignorance,
    without which a silent unit would be certain to stay silent. m is the mean count of all units;
    the discount δ and the prior's strength κ (in periods) maximise the likelihood of all one-step
    forecasts of all units. Steps further ahead are drawn one after the other, each updating by
    what was drawn before.
    """
    mean = counts.mean() or 0.5 / counts.size
    discount, strength = learn(counts, mean)
    weighed, weight = (one[-1] for one in discounted(counts, discount))
    past = np.broadcast_to(weighed, (draws, counts.shape[1]))
    found = np.empty((draws, steps, counts.shape[1]), dtype=np.int64)
    for step in range(steps):
        rate = rng.gamma(strength * mean + past) / (strength + weight)
        found[:, step] = rng.poisson(rate)
        past, weight = discount * past + found[:, step], discount * weight + 1
    return found


def discounted(counts: Floats, discount: float) -> tuple[Floats, Floats]:
    """Σ_k δ^k y_{t−k} (T, N) and Σ_k δ^k (T), k from 0 to the beginning."""
    past = lfilter([1.0], [1.0, -discount], counts, axis=0)
    weight = lfilter([1.0], [1.0, -discount], np.ones(len(counts)))
    return past, weight


def learn(counts: Floats, mean: float) -> tuple[float, float]:
    """δ and κ of the largest likelihood of the one-step forecasts of all units."""
    tried = [minimize(_loss, start, (counts, mean), "L-BFGS-B", bounds=_BOUNDS) for start in _START]
    best = min(tried, key=lambda one: float(one.fun)).x
    return float(expit(best[0])), float(np.exp(best[1]))


def _loss(point: Floats, counts: Floats, mean: float) -> float:
    """Minus log likelihood, per count, without the constant Σ log y!."""
    discount, strength = expit(point[0]), np.exp(point[1])
    past, weight = discounted(counts[:-1], discount)
    before = np.concatenate([np.zeros((1, counts.shape[1])), past])
    shape = strength * mean + before
    rate = (strength + np.concatenate([[0.0], weight]))[:, None]
    seen = counts > 0
    total = (shape * np.log(rate / (rate + 1))).sum() - (counts * np.log1p(rate)).sum()
    total += (gammaln(shape[seen] + counts[seen]) - gammaln(shape[seen])).sum()
    return float(-total / counts.size)
