"""CUSUM: small excesses that add up."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from sipks.statistics.errors import BadInput

from .bounds import Bounds, Floats, judged, number, one_of, whole
from .incontrol import Harmonic, harmonic_mean
from .transforms import TRANSFORMS, counted, standardised

Mean = float | Floats | Literal["glm"] | None


def cusum(
    counts: Floats,
    *,
    last: int = 1,
    run: int | None = None,
    k: float = 1.04,
    h: float = 2.26,
    m: Mean = None,
    trans: str = "standard",
    alpha: float = 0.1,
    freq: int = 52,
) -> Bounds:
    """Judge the last periods of `counts` (T, N) by the sum of their standardised excesses.

    C_t = max(0, C_{t-1} + z_t - k), an alarm where C_t ≥ h; the sum is not set back by an alarm.
    z_t is the count after `trans`, with the in-control mean m: "standard" (x - m) / √m; "rossi"
    (x - 3m + 2 √(x m)) / (2 √m) (Rossi, Lampugnani & Marchi 1999, Statistics in Medicine 18,
    2111-2122); "anscombe" and "anscombe2nd" 3/2 (x^⅔ - m^⅔) / m^⅙, the second with the correction
    m^-⅓ / 9; "pearsonNegBin" and "anscombeNegBin" with the variance m + α m²; "none" x itself.
    `m`: a number or an array that broadcasts to (run, N); None is the mean of all periods before
    the run; "glm" a Poisson regression with one harmonic. `run`: for how many periods the sum has
    been running at the end, at least `last`; a year (or half of the history) unless given.

    `score` is C_t; `threshold` the count from which on (that count included) there is an alarm,
    for "standard" the next whole one. Series with mean 0 cannot be judged: NaN. Defaults and
    options are those of `cusum` in R's `surveillance`. Raises BadInput for options out of range.

    >>> found = cusum(np.array([[4.0], [4], [4], [8], [9]]), last=2, run=2)
    >>> found.score.ravel().tolist()
    [0.96, 2.42]
    >>> found.alarm.ravel().tolist()
    [False, True]
    """
    trans = one_of("trans", trans, TRANSFORMS)
    k, h, alpha = number("k", k, 0), number("h", h, 0), number("alpha", alpha, 0)
    run = running(len(counts), last, run, freq)
    span = judged(counts, run, 1, "cusum")
    mean = _mean(counts, span.start, m, freq)
    mean = np.where(mean > 0, mean, np.nan)
    excess = standardised(counts[span.start :], mean, trans, alpha)
    before, total = np.empty_like(excess), np.zeros(counts.shape[1])
    for row, one in enumerate(excess):
        before[row] = total
        total = np.maximum(0, total + one - k)
    score = np.maximum(0, before + excess - k)
    needed = np.maximum(counted(h + k - before, mean, trans, alpha), 0)
    if trans == "standard":
        needed = np.ceil(needed)
    blank = np.full_like(score, np.nan)
    return latest(Bounds(mean, needed, score, blank, score >= h), last)


def running(rows: int, last: int, run: Any, freq: int) -> int:
    """For how many periods a chart runs; BadInput unless `run` is None or at least `last`."""
    whole("last", last, 1)
    if run is None:
        return max(last, min(freq, rows // 2))
    return whole("run", run, last)


def latest(found: Bounds, last: int) -> Bounds:
    """The last rows of what a chart found."""
    return Bounds(
        found.expected[-last:],
        found.threshold[-last:],
        found.score[-last:],
        found.p[-last:],
        found.alarm[-last:],
    )


def _mean(counts: Floats, start: int, m: Any, freq: int) -> Floats:
    shape = len(counts) - start, counts.shape[1]
    if m is None:
        return np.broadcast_to(counts[:start].mean(axis=0), shape)
    if isinstance(m, str):
        one_of("m", m, ["glm"])
        model = Harmonic(freq)
        judged(counts, shape[0], model.size, "cusum with m=glm")
        fitted = harmonic_mean(counts, start, model, 0.0)[0]
        return np.where(counts[:start].any(axis=0), fitted, 0)
    return given("m", m, shape)


def given(name: str, value: Any, shape: tuple[int, int]) -> Floats:
    """A mean that the caller knows, (run, N); BadInput where it is negative or does not fit."""
    try:
        found = np.broadcast_to(np.asarray(value, dtype=float), shape)
    except (TypeError, ValueError):
        raise BadInput(f"{name} must be a number or an array of {shape}, not {value!r}") from None
    if not (np.isfinite(found) & (found >= 0)).all():
        raise BadInput(f"{name} must be finite and not negative")
    return found
