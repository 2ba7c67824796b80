"""Noufaily et al. (2013): Farrington's method with all of the past, in seasonal blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy import stats

from sipks.statistics.errors import BadInput

from .baseline import Rules
from .bounds import Bounds, Floats, judged, number, one_of, share, truth, whole
from .cases import EXPONENTS, Cases, Few, cases, exposed, power_bound, put
from .windows import Blocks, Calendar, Days, Rows, windows

THRESHOLDS: Final = ("delta", "nbPlugin", "muan")
_NORMAL: Final = 1e7
_POISSON: Final = 1e-9


def farrington_flexible(
    counts: Floats,
    *,
    last: int = 1,
    freq: int = 52,
    days: Days | None = None,
    population: Floats | None = None,
    b: int = 5,
    w: int = 3,
    noPeriods: int = 1,
    pastWeeksNotIncluded: int | None = None,
    reweight: bool = True,
    weightsThreshold: float = 2.58,
    trend: bool = True,
    pThresholdTrend: float = 0.05,
    populationOffset: bool = False,
    thresholdMethod: str = "delta",
    alpha: float = 0.05,
    limit54: Sequence[int] | str = (5, 4),
    powertrans: str = "2/3",
) -> Bounds:
    """Bounds of `counts` (T, N) for the last `last` rows, as by R's `farringtonFlexible`.

    Reference: all rows since `b` years and `w` rows ago but the last `pastWeeksNotIncluded`
    (unless given: w), in `noPeriods` seasonal blocks, each with its level; one of them is the rows
    within `w` of the same season. With noPeriods=1 these alone are the reference. Quasi-Poisson
    regression, with a trend if its p < `pThresholdTrend` (see `baseline`), residuals above
    `weightsThreshold` weighed down, log population added if `populationOffset`.
    `freq`: rows a year; `days`: first days (T,), if windows are to follow the date.

    `thresholdMethod`: "delta" as Farrington (1996) with `powertrans` "2/3", "1/2" or "none", but
    one-sided: `alpha` of usual counts lie above it; "nbPlugin" the quantile of the negative
    binomial with the mean μ and variance φμ; "muan" the same at the upper alpha-bound of μ.
    NaN where fewer than limit54[0] cases fell into the last limit54[1] periods.
    Raises BadInput for a history shorter than b years and w rows.

    Noufaily, Enki, Farrington, Garthwaite, Andrews, Charlett: An improved algorithm for outbreak
    detection in multiple surveillance systems. Statist. Med. 32 (2013) 1206-1222.
    """
    rules = Rules(
        whole("b", b, 1),
        number("pThresholdTrend", pThresholdTrend, 0, 1) if truth("trend", trend) else None,
        number("weightsThreshold", weightsThreshold, 0) if truth("reweight", reweight) else None,
        strict=True,
        prior_spread=True,
    )
    tail, w = share("alpha", alpha), whole("w", w, 0)
    exponent = EXPONENTS[one_of("powertrans", powertrans or "none", EXPONENTS)]
    method = one_of("thresholdMethod", thresholdMethod, THRESHOLDS)
    few = Few.of(limit54)
    people = exposed(population, wanted=truth("populationOffset", populationOffset))
    recent = w if pastWeeksNotIncluded is None else pastWeeksNotIncluded
    blocks = _blocks(w, whole("noPeriods", noPeriods, 1), whole("pastWeeksNotIncluded", recent, 0))
    rows = judged(counts, last, b * freq + w, "farringtonFlexible")
    alike = windows(rows, Calendar(freq, days), b, blocks, trend=trend)
    found = Bounds.empty(last, counts.shape[1])
    for one in cases(counts, people, alike, few, rules):
        put(found, one, rows.start, **_bound(one, method, exponent, tail))
    return found


def _bound(one: Cases, method: str, exponent: float, tail: float) -> dict[str, Floats]:
    if method == "delta":
        return power_bound(one, exponent, tail)
    return count_bound(one, tail, certain=method == "nbPlugin")


def count_bound(cases: Cases, tail: float, *, certain: bool) -> dict[str, Floats]:
    """The least count that a negative binomial of mean m and variance φm (Poisson if φ = 1)
    exceeds with probability of at most `tail`; m is the mean if that is `certain`, else its upper
    bound, exceeded with the same probability. Noufaily et al. (2013), 3.4 and 3.5."""
    base = cases.base
    with np.errstate(over="ignore"):
        mean = np.exp(base.log_mean)
        high = mean if certain else np.exp(base.log_mean + stats.norm.isf(tail) * base.error)
    high = np.where(np.isfinite(high), high, np.nan)
    error = np.sqrt(base.phi * high)
    normal = high > _NORMAL  # as good as exact, where the exact quantile would never be found
    over, usual = base.phi > 1 + _POISSON, np.where(normal, np.nan, high)
    size = np.where(over, usual / np.where(over, base.phi - 1, 1), 1.0)
    wide, narrow = stats.nbinom(size, 1 / base.phi), stats.poisson(usual)
    threshold = np.where(over, wide.ppf(1 - tail), narrow.ppf(1 - tail))
    p = np.where(over, wide.sf(cases.y - 1), narrow.sf(cases.y - 1))
    return {
        "expected": mean,
        "threshold": np.where(normal, np.floor(high + stats.norm.isf(tail) * error), threshold),
        "p": np.where(normal, stats.norm.sf((cases.y - high) / error), p),
    }


def _blocks(w: int, parts: int, recent: int) -> Blocks:
    """The rows within `w` of each past row are the last of `parts` groups; the others are the
    rows between two of these, cut into blocks of equal length, the first ones longer by one."""

    def blocks(row: int, past: list[int]) -> tuple[Rows, Rows]:
        ends = [row, *past[:-1]]
        rows, groups = [np.arange(row - w, row)], [np.full(w, parts)]
        for centre, end in zip(past, ends, strict=True):
            rows.append(np.arange(centre - w, centre + w + 1))
            groups.append(np.full(2 * w + 1, parts))
            if parts > 1:
                between = np.arange(centre + w + 1, end - w)
                rows.append(between)
                groups.append(_cut(len(between), parts - 1))
        reference, group = np.concatenate(rows), np.concatenate(groups)
        known = reference < row - recent
        return reference[known], group[known]

    return blocks


def _cut(length: int, parts: int) -> Rows:
    if length < parts:
        raise BadInput(f"noPeriods is too high: {length} rows are to be cut into {parts} blocks")
    sizes = np.full(parts, length // parts)
    sizes[: length % parts] += 1
    return np.repeat(np.arange(1, parts + 1), sizes)
