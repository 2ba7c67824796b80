"""outbreakP: has a level that was constant begun to rise?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from .bounds import Bools, Bounds, Floats, judged, number, one_of, whole

RETURNS: Final = ("value", "cases")


def outbreakP(
    counts: Floats,
    *,
    last: int = 1,
    k: float = 100,
    ret: str = "value",
    maxUpperboundCases: int = 100_000,
) -> Bounds:
    """Judge the last periods of `counts` (T, N), each from all periods up to it.

    The likelihood ratio of Frisén, Andersson & Schiöler (2009), Statistics in Medicine 28, 911-935:
    Π_t (μ̂_t / x̄)^x_t with Poisson counts, μ̂ the best means that never fall and x̄ the one constant
    mean. `score` is its natural logarithm, which has no overflow; an alarm where it exceeds log k.
    `ret="cases"`: `threshold` is the least count of the period that would have been an alarm, NaN
    beyond `maxUpperboundCases`; with "value" there is none. `expected` is x̄.

    Options are those of `outbreakP` in R's `surveillance`; its upper bound with "value" is the
    ratio itself, exp(score). Raises BadInput for options out of range.

    >>> found = outbreakP(np.array([[1.0], [1], [1], [9]]), k=100, ret="cases")
    >>> round(np.exp(found.score).item(), 6), found.threshold.item()
    (729.0, 8.0)
    """
    k, ret = number("k", k, 1), one_of("ret", ret, RETURNS)
    most = whole("maxUpperboundCases", maxUpperboundCases, 1)
    span = judged(counts, last, 0, "outbreakP")
    found = Bounds.empty(last, counts.shape[1])
    steps = _Steps.empty(counts)
    for period, now in enumerate(counts):
        row = period - span.start
        if row >= 0:
            found.score[row] = steps.ratio(now)
            found.alarm[row] = found.score[row] > np.log(k)
            found.expected[row] = (steps.total + now) / (period + 1)
            if ret == "cases" and period:
                found.threshold[row] = steps.least(np.log(k), most)
        steps.add(now)
    return found


@dataclass
class _Steps:
    """Isotonic regression of all series so far, as steps: a stack for each series.

    `sums` and `widths` (T + 1, N) are those of each step, `gains` the running Σ s log (s / w) up to
    it; `top` (N,) says which step is the last. Step 0 lies below all others.
    """

    sums: Floats
    widths: Floats
    gains: Floats
    top: npt.NDArray[np.intp]
    total: Floats
    length: int = 0

    @classmethod
    def empty(cls, counts: Floats) -> _Steps:
        shape = len(counts) + 1, counts.shape[1]
        sums, widths, gains = np.zeros(shape), np.ones(shape), np.zeros(shape)
        sums[0] = -1
        return cls(sums, widths, gains, np.zeros(shape[1], dtype=np.intp), np.zeros(shape[1]))

    def pooled(
        self, now: Floats, chosen: npt.NDArray[np.intp]
    ) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
        """A count more: sum and width of its step, and the step that stays below it."""
        total, width, below = now.copy(), np.ones_like(now), self.top[chosen].copy()
        active = np.arange(len(chosen))
        while len(active):
            step, series = below[active], chosen[active]
            under, wide = self.sums[step, series], self.widths[step, series]
            # Steps are compared by cross-multiplying: whole numbers, exactly.
            merge: Bools = total[active] * wide <= under * width[active]
            active, under, wide = active[merge], under[merge], wide[merge]
            total[active] += under
            width[active] += wide
            below[active] -= 1
        return total, width, below

    def ratio(self, now: Floats, chosen: npt.NDArray[np.intp] | None = None) -> Floats:
        """Log likelihood ratio with one count more, for all series or those chosen."""
        chosen = np.arange(len(now)) if chosen is None else chosen
        total, width, below = self.pooled(now, chosen)
        whole_sum = self.total[chosen] + now
        gain = self.gains[below, chosen] + xlogy(total, total / width)
        constant = xlogy(whole_sum, whole_sum / (self.length + 1))
        found: Floats = np.maximum(gain - constant, 0)
        return found

    def least(self, limit: float, most: int) -> Floats:
        """The least next count whose ratio exceeds `limit`: the ratio grows with the count."""
        chosen = np.arange(len(self.total))
        low, high = np.full(len(chosen), -1.0), np.full(len(chosen), float(most))
        never = self.ratio(high, chosen) <= limit
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            alarm = self.ratio(middle, chosen) > limit
            low, high = np.where(alarm, low, middle), np.where(alarm, middle, high)
        return np.where(never, np.nan, high)

    def add(self, now: Floats) -> None:
        """Take the count of the period in."""
        chosen = np.arange(len(now))
        total, width, below = self.pooled(now, chosen)
        self.top = below + 1
        self.sums[self.top, chosen] = total
        self.widths[self.top, chosen] = width
        self.gains[self.top, chosen] = self.gains[below, chosen] + xlogy(total, total / width)
        self.total = self.total + now
        self.length += 1
