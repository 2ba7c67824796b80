"""EARS: the early aberration reporting system of the US Centers for Disease Control."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import stats

from .bounds import Bounds, Floats, judged, number, one_of, share, truth, whole

_GAP: Final = {"C1": 0, "C2": 2, "C3": 2}
_ALPHA: Final = {"C1": 0.001, "C2": 0.001, "C3": 0.025}
_LEAST_BASELINE: Final = 3
_CARRIED: Final = 2


def ears(
    counts: Floats,
    *,
    last: int = 1,
    level: str = "C1",
    baseline: int = 7,
    minSigma: float = 0.0,
    alpha: float | None = None,
    published: bool = False,
) -> Bounds:
    """Bounds of `counts` (T, N) for the last `last` rows, as by R's `earsC`.

    Expected: the mean of `baseline` rows, those right before the judged one (C1), or with two rows
    in between (C2, C3); s, their standard deviation, is at least `minSigma`. With z the upper
    `alpha` quantile of the normal distribution (unless given: 0.001, for C3 0.025):

    C1, C2: C = (y - mean) / s, threshold mean + z s; score C, p the normal tail above C.
    C3: threshold y + s (z - Σ max(0, C2 - 1)) and at least 0, the sum over the two rows before the
    judged one; score is that sum, and an alarm above z. This is R's bound, which does not look at
    the judged count at all. With `published`, C3 is what Hutwagner et al. printed: the sum takes in
    the judged row, and threshold is the count that brings it to z. There is no p.

    A baseline without variation and no minSigma makes every count above it an alarm (C1, C2), and
    leaves C3 without an answer (NaN) where a count equals such a baseline.
    Raises BadInput for a history shorter than the baseline, its gap and, of C3, two rows.

    Hutwagner, Thompson, Seeman, Treadwell: J. Urban Health 80 (2003) i89-i96; Fricker, Hegler,
    Dunfee: Statist. Med. 27 (2008) 3407-3429.

    >>> counts = np.array([[3.0, 5, 4, 6, 2, 4, 4, 10]]).T
    >>> ears(counts).threshold.round(4)
    array([[7.9895]])
    """
    level = one_of("level", level, _GAP)
    size = whole("baseline", baseline, _LEAST_BASELINE)
    least = number("minSigma", minSigma, 0)
    z = stats.norm.isf(_ALPHA[level] if alpha is None else share("alpha", alpha))
    carried = _CARRIED if level == "C3" else 0
    gap = _GAP[level]
    rows = judged(counts, last, size + gap + carried, level)
    y = counts[rows.start - carried :]
    past = sliding_window_view(counts[len(counts) - len(y) - gap - size : -1 - gap], size, axis=0)
    mean, s = past.mean(-1), np.maximum(past.std(-1, ddof=1), least)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = (y - mean) / s
        if level == "C3":
            carry = _printed if truth("published", published) else _carried
            return carry(y[carried:], mean[carried:], s[carried:], score, z)
    level_score = np.where((s == 0) & (y == mean), 0.0, score)
    threshold = mean + z * s
    return Bounds(mean, threshold, level_score, stats.norm.sf(level_score), y > threshold)


def _carried(y: Floats, mean: Floats, s: Floats, c2: Floats, z: float) -> Bounds:
    above = np.maximum(0, c2 - 1)
    score = above[:-2] + above[1:-1]
    threshold = np.maximum(0, y + s * (z - score))
    return Bounds(mean, threshold, score, np.full_like(score, np.nan), y > threshold)


def _printed(y: Floats, mean: Floats, s: Floats, c2: Floats, z: float) -> Bounds:
    above = np.maximum(0, c2 - 1)
    past = above[:-2] + above[1:-1]
    score = past + above[2:]
    left = np.where(past < z, mean + s * (1 + z - past), 0)
    threshold = np.where(np.isnan(score), np.nan, np.maximum(0, left))
    return Bounds(mean, threshold, score, np.full_like(score, np.nan), score > z)
