"""GLR: has the mean changed against a seasonal past, by whatever size, since whenever?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from sipks.statistics.errors import BadInput

from .bounds import Bools, Bounds, Floats, judged, number, one_of, truth, whole
from .cusum import given, latest, running
from .dispersion import log_ratio
from .incontrol import SILENT, Harmonic, harmonic_mean
from .ratio import Chart

MOST: Final = 10_000  # the largest count that is tried


def glrnb(
    counts: Floats,
    *,
    last: int = 1,
    run: int | None = None,
    c_ARL: float = 5,
    mu0: float | Floats | None = None,
    alpha: float | None = None,
    S: int = 1,
    trend: bool = False,
    refit: bool = False,
    M: int = -1,
    Mtilde: int = 1,
    change: str = "intercept",
    theta: float | None = None,
    dir: str = "inc",
    ret: str = "value",
    freq: int = 52,
) -> Bounds:
    """Judge the last periods of `counts` (T, N) by a likelihood-ratio chart with seasonal mean.

    Höhle & Paul (2008), Computational Statistics & Data Analysis 52(9), 4357-4368. With in-control
    means μ_t and variance μ + α μ², the score of period n is

        GLR(n) = max_k max_κ Σ_{t=k..n} log f(x_t; κ) / f(x_t; 0)

    over beginnings k of the change, n - M ≤ k ≤ n - Mtilde + 1 (`M` = -1: any), and its size κ:
    the mean μ exp(κ), κ ≥ 0, for `change="intercept"` (κ ≤ 0 with `dir="dec"`), μ_t + κ x_{t-1}
    for "epi". `theta`: κ is known, and the score the CUSUM max(0, l + log ratio). An alarm where
    the score reaches `c_ARL`; then the chart begins anew. `run`: for how many periods the chart
    has been running at the end, at least `last`; a year (or half of the history) unless given.
    `mu0`: the means, a number or an array that broadcasts to (run, N), and `alpha` 0 unless given;
    None: a regression of the time before the run with `S` harmonics, `trend`, and `alpha`
    estimated unless given, with `refit` again after each alarm. `ret="cases"`: `threshold` is the
    least count of the period that would have been an alarm (infinite above 10,000); with "value"
    there is none. `freq`: periods of a year. Options are those of `glrnb` in R's `surveillance`
    ("c.ARL" is `c_ARL`). Raises BadInput for options out of range and too short a past.

    >>> counts = np.array([[3.0] * 8 + [5, 6, 4, 7, 9]]).T
    >>> found = glrpois(counts, last=5, run=5, mu0=3.0)
    >>> found.score.round(5).ravel().tolist()
    [0.55413, 1.66749, 1.66238, 3.33499, 6.50405]
    >>> found.alarm.ravel().tolist()
    [False, False, False, False, True]
    """
    run = running(len(counts), last, run, freq)
    harmonic = Harmonic(freq, whole("S", S, 0), truth("trend", trend))
    start = judged(counts, run, 1 if mu0 is not None else harmonic.size + 1, "glr").start
    alpha = None if alpha is None else number("alpha", alpha, 0)
    if mu0 is None:
        usual, spread = harmonic_mean(counts, start, harmonic, alpha)
    else:
        usual, spread = _told(mu0, alpha, (run, counts.shape[1]))
    chart = _chart(spread, M, Mtilde, change, dir, theta)
    watch = _Watch(counts[start:], usual, chart, number("c_ARL", c_ARL, 0), theta)
    again = partial(_renewed, counts, start, harmonic, spread)
    renew = truth("refit", refit) and mu0 is None
    cases = one_of("ret", ret, ("value", "cases")) == "cases"
    return latest(watch.through(cases, again if renew else None), last)


glrpois: Final = partial(glrnb, alpha=0.0)  # Poisson counts


def _told(
    mu0: float | Floats, alpha: float | None, shape: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Means and dispersions that need no regression."""
    return np.maximum(given("mu0", mu0, shape), np.exp(SILENT)), np.full(shape[1], alpha or 0.0)


def _renewed(
    counts: Floats, start: int, harmonic: Harmonic, spread: Floats, row: int, alarm: Bools
) -> Floats:
    """The means of the units with an alarm in a row of the run, learnt up to it."""
    return harmonic_mean(counts[:, alarm], start + row, harmonic, spread[alarm])[0]


def _chart(
    spread: Floats, M: int, Mtilde: int, change: str, dir: str, theta: float | None
) -> Chart:
    """What the options say is looked for; BadInput for those that make no sense together."""
    up = one_of("dir", dir, ("inc", "dec")) == "inc"
    epi = one_of("change", change, ("intercept", "epi")) == "epi"
    if epi and not (up and theta is None):
        raise BadInput("change=epi is looked for upwards only, and without theta")
    if theta is not None:
        number("theta", theta if up else -theta, np.nextafter(0, 1))
    first = whole("M", M, -1)
    return Chart(spread, None if first < 0 else first, whole("Mtilde", Mtilde, 1), up, epi)


@dataclass(frozen=True)
class _Watch:
    """A chart that runs over `counts` (L, N) with in-control means `usual`."""

    counts: Floats
    usual: Floats
    chart: Chart
    limit: float
    theta: float | None

    def through(self, cases: bool, again: Callable[[int, Bools], Floats] | None) -> Bounds:
        found = Bounds.empty(*self.counts.shape)
        start, sum_before = np.zeros(self.counts.shape[1]), np.zeros(self.counts.shape[1])
        for row, now in enumerate(self.counts):
            found.expected[row] = self.usual[row]
            score = self._score(row, now, start, sum_before)
            if cases:
                found.threshold[row] = self._least(row, start, sum_before)
            alarm = score >= self.limit
            found.score[row], found.alarm[row] = score, alarm
            start[alarm] = row + 1
            sum_before = np.where(alarm, 0, score)
            if again and alarm.any() and row + 1 < len(self.counts):
                self.usual[row + 1 :, alarm] = again(row + 1, alarm)
        return found

    def _score(self, row: int, now: Floats, start: Floats, sum_before: Floats) -> Floats:
        if self.theta is not None:
            usual, alpha = self.usual[row], self.chart.alpha
            change = log_ratio(now, usual, usual * np.exp(self.theta), alpha)
            return np.maximum(0, sum_before + change)
        oldest = int(start.min()) if self.chart.first is None else max(row - self.chart.first, 0)
        counts = np.vstack([self.counts[oldest:row], now])
        shifted = self.counts[oldest - 1 : row] if oldest else self.counts[:row]
        before = shifted if oldest else np.vstack([np.zeros_like(now), shifted])
        return self.chart.best(counts, self.usual[oldest : row + 1], before, start - oldest)

    def _least(self, row: int, start: Floats, sum_before: Floats) -> Floats:
        """The least count that is an alarm (`dir="dec"`: the greatest): the score grows with it.
        With `theta` the score is linear in the count, and the threshold need not be whole."""
        if self.theta is not None:
            usual, alpha = self.usual[row], self.chart.alpha
            zero = log_ratio(np.zeros_like(usual), usual, usual * np.exp(self.theta), alpha)
            one = log_ratio(np.ones_like(usual), usual, usual * np.exp(self.theta), alpha)
            return (self.limit - sum_before - zero) / (one - zero)
        up = self.chart.up
        good = np.full(len(start), float(MOST) if up else -1.0)
        bad = np.full(len(start), -1.0 if up else float(MOST))
        never = self._score(row, np.maximum(good, 0), start, sum_before) < self.limit
        while (np.abs(good - bad) > 1).any():
            middle = np.floor((good + bad) / 2)
            alarm = self._score(row, middle, start, sum_before) >= self.limit
            moves = np.abs(good - bad) > 1
            good = np.where(moves & alarm, middle, good)
            bad = np.where(moves & ~alarm, middle, bad)
        return np.where(never, np.inf if up else np.nan, good)
