"""The cases that a regression judges: which, from what history, and the bound of a power of y."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import stats
from threadpoolctl import threadpool_limits

from sipks.statistics.errors import BadInput

from .baseline import Baseline, Rules, baseline
from .bounds import Bounds, Floats, whole
from .design import TINY
from .windows import Rows, Window

EXPONENTS: Final = {"none": 1.0, "1/2": 1 / 2, "2/3": 2 / 3}
_AT_ONCE: Final = 256


@dataclass(frozen=True)
class Few:
    """Fewer than `cases` in the last `periods`, the judged one among them, are too few."""

    cases: float
    periods: int

    @classmethod
    def of(cls, limit54: Sequence[float] | str) -> Few:
        """From R's option: (cases, periods), or "cases,periods"."""
        given = limit54.split(",") if isinstance(limit54, str) else limit54
        try:
            cases, periods = (int(one) for one in given)
        except (TypeError, ValueError):
            raise BadInput(f"limit54 must be two whole numbers, not {limit54!r}") from None
        return cls(whole("limit54[0]", cases, 0), whole("limit54[1]", periods, 1))

    def enough(self, counts: Floats, rows: Rows) -> tuple[Rows, Rows]:
        """Rows and series that have enough cases; a row so early that not all its periods are
        there is judged by those that are."""
        total = np.concatenate([np.zeros((1, counts.shape[1])), np.cumsum(counts, axis=0)])
        recent = total[rows + 1] - total[np.maximum(rows + 1 - self.periods, 0)]
        at, series = np.nonzero(recent >= self.cases)
        return rows[at], series


@dataclass(frozen=True)
class Cases:
    """R counts `y` that are judged: where they stand (`rows`, `series`), and their baseline."""

    rows: Rows
    series: Rows
    y: Floats
    base: Baseline


def cases(
    counts: Floats, population: Floats | None, alike: Iterable[Window], few: Few, rules: Rules
) -> Iterator[Cases]:
    """All rows of the windows that have enough cases, some hundred at once on each processor."""

    def judge(task: tuple[Window, Rows, Rows]) -> Cases:
        window, rows, series = task
        at = series[:, None], rows[:, None] - window.back
        offset = None if people is None else people[at]
        now = np.zeros(len(rows)) if people is None else people[series, rows]
        base = baseline(history[at], window.design, rules, offset, now)
        return Cases(rows, series, history[series, rows], base)

    history = np.ascontiguousarray(counts.T)
    people = None if population is None else np.log(population.T)
    # Each thread multiplies small matrices; more threads below these would wait for each other.
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(judge, _tasks(counts, alike, few))


def _tasks(
    counts: Floats, alike: Iterable[Window], few: Few
) -> Iterator[tuple[Window, Rows, Rows]]:
    for window in alike:
        rows, series = few.enough(counts, window.now)
        for start in range(0, len(rows), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            yield window, rows[part], series[part]


def exposed(population: Floats | None, *, wanted: bool) -> Floats | None:
    """`population` if it is wanted; BadInput where there is none, or nobody."""
    if not wanted:
        return None
    if population is None:
        raise BadInput("populationOffset needs a population")
    for row, series in np.argwhere(population <= 0)[:1]:
        raise BadInput(f"populationOffset: series {series + 1} has no population in row {row + 1}")
    return population


def put(found: Bounds, cases: Cases, first: int, **values: Floats) -> None:
    """Write what was found of `cases` into the arrays of `found`, whose first row is `first`."""
    at = cases.rows - first, cases.series
    mean, threshold = values["expected"], values["threshold"]
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(threshold > mean, (cases.y - mean) / (threshold - mean), np.nan)
    for name, value in (values | {"score": score}).items():
        getattr(found, name)[at] = np.where(np.isnan(threshold), np.nan, value)
    found.alarm[at] = (cases.y > threshold) & (cases.y > 0)


def power_bound(cases: Cases, exponent: float, tail: float) -> dict[str, Floats]:
    """The delta method: y^q is normal around μ^q, q the `exponent`, with variance
    q² μ^(2q - 1) τ, τ = φ + var(μ)/μ; the threshold leaves `tail` above it.

    Farrington et al. (1996), 3.5; var(μ) = μ² se², where se is the error of log μ. μ is at least
    2.2e-16, as in the regression.
    """
    mean = np.maximum(np.exp(cases.base.log_mean), TINY)
    tau = cases.base.phi + cases.base.error**2 * mean
    error = exponent * np.sqrt(mean ** (2 * exponent - 1) * tau)
    bound = mean**exponent + stats.norm.isf(tail) * error
    p = stats.norm.sf((cases.y**exponent - mean**exponent) / error)
    return {"expected": mean, "threshold": bound ** (1 / exponent), "p": p}
