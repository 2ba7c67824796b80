"""Diebold–Mariano: is one forecast better than another, or only luckier?"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from sipks.statistics.errors import BadInput

from .checks import Floats, numbers, whole

Kernel = Literal["bartlett", "rectangular"]
Alternative = Literal["two-sided", "less", "greater"]


@dataclass(frozen=True)
class DieboldMariano:
    """`difference` is the mean of loss a − loss b: below 0, a is better."""

    statistic: float
    p_value: float
    difference: float
    standard_error: float
    periods: int
    lags: int


def diebold_mariano(
    losses_a: npt.ArrayLike,
    losses_b: npt.ArrayLike,
    *,
    h: int = 1,
    lags: int | None = None,
    kernel: Kernel = "bartlett",
    alternative: Alternative = "two-sided",
) -> DieboldMariano:
    """Test that two forecasts of `h` steps have the same expected loss.

    Losses are (T,) by period, ascending, or (T, N) by period and unit; of the latter the mean
    over units is taken first, so that units that move together do not count as independent. With
    d_t the differences a − b and γ_k their autocovariances (divided by T),

        V = (γ_0 + 2 Σ_{k=1}^{lags} w_k γ_k) / T,      DM = mean(d)/√V

    (Diebold & Mariano 1995) times √((T + 1 − 2h + h(h − 1)/T)/T), against Student's t with T − 1
    degrees of freedom (Harvey, Leybourne & Newbold 1997). `kernel="bartlett"`: w_k = 1 − k/(lags +
    1) (Newey & West 1987), by default with lags = max(h − 1, ⌊4 (T/100)^(2/9)⌋); "rectangular": w_k
    = 1, by default with lags = h − 1, as in 1995. `alternative="less"`: a has the lower loss.

    Forecasts that never differ give statistic 0 and p-value 1. Raises BadInput for other shapes, no
    more than `h` periods, and a variance that is not positive (the rectangular kernel can be so).
    With few periods and a long `h` it rejects too often, whatever the correction.

    >>> found = diebold_mariano([1, 2, 3, 2], [2, 2, 5, 3], lags=0)
    >>> round(found.difference, 3), round(found.statistic, 4), round(found.p_value, 4)
    (-1.0, -2.4495, 0.0917)
    """
    apart = _differences(losses_a, losses_b)
    whole(h, "h")
    if len(apart) <= h:
        raise BadInput(f"there are {len(apart)} periods, too few for {h} step(s)")
    if alternative not in ("two-sided", "less", "greater"):
        raise BadInput(f"alternative is {alternative!r}, not 'two-sided', 'less' or 'greater'")
    reach = _lags(lags, len(apart), h, kernel)
    if not apart.any():
        return DieboldMariano(0.0, 1.0, 0.0, 0.0, len(apart), reach)
    error = sqrt(_variance(apart, reach, kernel))
    count = len(apart)
    correction = sqrt((count + 1 - 2 * h + h * (h - 1) / count) / count)
    statistic = correction * float(apart.mean()) / error
    chance = _p_value(statistic, count - 1, alternative)
    return DieboldMariano(statistic, chance, float(apart.mean()), error, count, reach)


def _differences(losses_a: npt.ArrayLike, losses_b: npt.ArrayLike) -> Floats:
    one = numbers(losses_a, "losses_a", (1, 2)).astype(np.float64)
    other = numbers(losses_b, "losses_b", (1, 2)).astype(np.float64)
    if one.shape != other.shape:
        raise BadInput(f"losses_b has the shape {other.shape}, but losses_a {one.shape}")
    apart = one - other
    return apart if apart.ndim == 1 else np.asarray(apart.mean(axis=1))


def _lags(lags: int | None, count: int, h: int, kernel: Kernel) -> int:
    if kernel not in ("bartlett", "rectangular"):
        raise BadInput(f"kernel is {kernel!r}, not 'bartlett' or 'rectangular'")
    if lags is None:
        usual = floor(4 * (count / 100) ** (2 / 9)) if kernel == "bartlett" else 0
        return min(max(h - 1, usual), count - 1)
    whole(lags, "lags", 0)
    if lags >= count:
        raise BadInput(f"lags is {lags}, but there are {count} periods")
    return lags


def _variance(apart: Floats, lags: int, kernel: Kernel) -> float:
    """Long-run variance of the mean."""
    off = apart - apart.mean()
    count = len(off)
    covariances = np.array([off[one:] @ off[: count - one] for one in range(lags + 1)]) / count
    weights = 2 * np.ones(lags + 1)
    if kernel == "bartlett":
        weights -= 2 * np.arange(lags + 1) / (lags + 1)
    weights[0] = 1
    variance = float(weights @ covariances) / count
    # Differences that are all alike leave only what rounding makes of them.
    if variance <= np.finfo(np.float64).eps * float(apart.mean()) ** 2:
        raise BadInput(f"the variance of the difference is {variance:g} with {lags} lags, {kernel}")
    return variance


def _p_value(statistic: float, freedom: int, alternative: Alternative) -> float:
    if alternative == "less":
        return float(student.cdf(statistic, freedom))
    if alternative == "greater":
        return float(student.sf(statistic, freedom))
    return float(2 * student.sf(abs(statistic), freedom))
