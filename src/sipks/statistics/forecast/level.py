"""How many the nation counts: its level now, and how far it wanders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sipks.statistics.panel import Floats

from .features import discounted

HALF_LIVES: Final = (1 / 8, 1 / 3, 1.0)
"""Memories of the nation's level, in years: each is believed in a third of the draws."""
PRIOR: Final = (0.3, 6.0)
"""Standard deviation of the log of a level's error one month ahead before any was seen, and the
number of periods that this is worth. Half its variance grows with the time ahead, as of a walk."""
RANGE: Final = (0.1, 0.8)


@dataclass(frozen=True)
class Level:
    """`now` (M): the level by each of M memories; `spread` (M, steps): standard deviation of the
    log of what comes, besides that of counting."""

    now: Floats
    spread: Floats

    def draw(self, draws: int, rng: np.random.Generator) -> Floats:
        """(draws, steps) levels: one memory is believed in a draw, and the path is a walk."""
        which = rng.permutation(np.arange(draws) % len(self.now))
        variance = self.spread**2
        growth = np.diff(variance, axis=1, prepend=0.0)
        walk = np.cumsum(rng.standard_normal((draws, growth.shape[1])) * np.sqrt(growth[which]), 1)
        found: Floats = self.now[which, None] * np.exp(walk)
        return found


def level(totals: Floats, steps: int, per_year: int, excess: float) -> Level:
    """The level of `totals` (T) and its errors over 1 to `steps` periods.

    Exponentially weighted means, without return to a mean and without trend: a reporting system
    that grew does not shrink back. The errors log(y_{t+h} + ½) − log(level_t + ½) of the past give
    their variance, less what counting alone brings (`excess` variance for each unit of mean), and
    shrunk to PRIOR. Variances do not fall with h.
    """
    memories = [_mean(totals, 0.5 ** (1 / (years * per_year))) for years in HALF_LIVES]
    ahead = range(1, steps + 1)
    variances = np.array(
        [
            [_variance(totals, one, step, excess, 12 * step / per_year) for step in ahead]
            for one in memories
        ]
    )
    spread = np.sqrt(np.maximum.accumulate(variances, axis=1))
    return Level(np.array([one[-1] for one in memories]), spread)


def _mean(totals: Floats, delta: float) -> Floats:
    found: Floats = discounted(totals, delta) / discounted(np.ones_like(totals), delta)
    return found


def _variance(totals: Floats, levels: Floats, step: int, excess: float, months: float) -> float:
    first = len(totals) // 4
    before, after = levels[first : max(len(levels) - step, first)], totals[first + step :]
    errors = np.log(after + 0.5) - np.log(before + 0.5)
    counting = excess / (before + 1)
    deviation, worth = PRIOR
    seen = float((errors**2 - counting).sum())
    prior = deviation**2 * (1 + months) / 2
    found = (worth * prior + seen) / (worth + len(errors))
    return float(np.clip(found, RANGE[0] ** 2, RANGE[1] ** 2))
