"""How much of what happens is reported, as far as it grew everywhere."""

from __future__ import annotations

from typing import Final

import numpy as np

from sipks.statistics.panel import Floats

from .features import discounted

MEMORY: Final = 1 / 3
"""Half-life of the smoothing, in years."""
_HALVINGS: Final = 60


def coverage(counts: Floats, per_year: int) -> Floats:
    """Reporting in each period (T), 1 in the mean: the common factor of all units.

    If unit i is told of at rate c_t s_i, it is silent with probability exp(−c_t s_i), so that the
    number of units that are told of at all has the mean Σ_i (1 − exp(−c_t s_i)), with s_i the
    unit's mean count. c_t solves this for the smoothed number. Each unit counts once, however much
    it tells: ten times more events in one city are conflict, one more in each of a hundred are
    coverage. What happens in all units at once cannot be told from coverage by counts alone.
    """
    rates = counts.mean(axis=0)
    if not rates.any():
        return np.ones(len(counts))
    delta = 0.5 ** (1 / (MEMORY * per_year))
    told = discounted((counts > 0).sum(axis=1) * 1.0, delta)
    told /= discounted(np.ones(len(counts)), delta)
    low, high = np.full(len(counts), -12.0), np.full(len(counts), 12.0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = (1 - np.exp(-np.exp(middle)[:, None] * rates)).sum(axis=1) < told
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    factor = np.exp((low + high) / 2)
    found: Floats = factor / factor.mean()
    return found
