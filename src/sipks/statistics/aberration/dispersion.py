"""Negative binomial counts: how much more they vary than Poisson's."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import digamma, xlogy

from .bounds import Floats

STEPS: Final = 3
NEAR: Final = 1e-4
LEAST: Final = 1e-7  # dispersion that a Poisson series tends to
MOST: Final = 1e4


def excess(counts: Floats, mean: Floats) -> Floats:
    """A first α: the one that explains Pearson's excess over Poisson."""
    found: Floats = ((counts - mean) ** 2 - mean).sum(axis=0) / (mean**2).sum(axis=0)
    return np.clip(found, 1e-3, 10)


def dispersion(counts: Floats, mean: Floats, alpha: Floats) -> Floats:
    """α nearer to the one of most likelihood at given means: a few of Newton's steps on
    log (1 / α) from `alpha`."""
    size = np.log(1 / alpha)
    for _ in range(STEPS):
        slope = _slope(counts, mean, size)
        bend = (_slope(counts, mean, size + NEAR) - slope) / NEAR
        downhill = bend < 0
        step = np.where(downhill, -slope / np.where(downhill, bend, 1), np.sign(slope))
        fresh = np.clip(size + np.clip(step, -2, 2), -np.log(MOST), -np.log(LEAST))
        done = np.abs(fresh - size).max(initial=0) < 1e-10
        size = fresh
        if done:
            break
    found: Floats = np.exp(-size)
    return found


def _slope(counts: Floats, mean: Floats, size: Floats) -> Floats:
    """Derivative of the log-likelihood in log θ, θ = 1 / α (Venables & Ripley, Modern Applied
    Statistics with S (2002), 7.4)."""
    theta = np.exp(size)
    inner = digamma(counts + theta) - np.log1p(mean / theta) + (mean - counts) / (mean + theta)
    found: Floats = theta * (inner.sum(axis=0) - len(counts) * digamma(theta))
    return found


def log_ratio(counts: Floats, usual: Floats, other: Floats, alpha: Floats) -> Floats:
    """log f(x; other) / f(x; usual) of Poisson (α = 0) or negative binomial counts."""
    spread = np.where(alpha > 0, alpha, 1.0)
    tied = np.log1p(alpha * usual) - np.log1p(alpha * other)
    excess = np.where(alpha > 0, tied / spread, usual - other)
    found: Floats = xlogy(counts, other) - xlogy(counts, usual) + counts * tied + excess
    return found
