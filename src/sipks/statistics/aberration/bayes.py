"""Bayesian threshold: what a few comparable periods let one expect of the next."""

from __future__ import annotations

from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import stats

from sipks.statistics.errors import BadInput

from .bounds import Bounds, Floats, judged, share, truth, whole


def bayes(
    counts: Floats,
    *,
    last: int = 1,
    b: int = 0,
    w: int = 6,
    actY: bool = True,
    alpha: float = 0.05,
    freq: int = 52,
) -> Bounds:
    """Judge the last periods of `counts` (T, N) by the predictive distribution of their past.

    The n reference counts y are those of the `w` periods before (`actY`), and of the 2w + 1 periods
    around the same time in each of `b` years before. With Poisson counts and Jeffreys' prior
    Gamma(1/2, 0) of their mean the next count is negative binomial of size Σy + 1/2 and probability
    n / (n + 1); `threshold` is its 1 - alpha quantile, and a count above it is an alarm. `p` is the
    probability of the count or of a higher one, `score` log p / log alpha: 1 or more is an alarm.
    Höhle (2007), Computational Statistics 22, 571-582;
    options as in `bayes` of R's `surveillance`.

    Raises BadInput where options leave no reference, or reach beyond the history.

    >>> found = bayes(np.array([[3.0], [2], [4], [9]]), w=3)
    >>> found.threshold.item(), found.alarm.item()
    (7.0, True)
    """
    b, w, alpha = whole("b", b, 0), whole("w", w, 0), share("alpha", alpha)
    steps = _steps(b, w, truth("actY", actY), freq)
    if not steps:
        raise BadInput("bayes has no reference: give w of at least 1, or b of at least 1")
    span = judged(counts, last, max(steps), "bayes")
    rows: npt.NDArray[np.intp] = np.array(span)
    total = np.zeros((len(rows), counts.shape[1]))
    for step in steps:
        total += counts[rows - step]
    size, chance = total + 0.5, len(steps) / (len(steps) + 1)
    expected = size / len(steps)
    threshold = stats.nbinom.ppf(1 - alpha, size, chance)
    now = counts[rows]
    p = stats.nbinom.sf(now - 1, size, chance)
    with np.errstate(divide="ignore"):
        score = np.log(p) / np.log(alpha) + 0.0  # no -0
    return Bounds(expected, threshold, score, p, now > threshold)


def _steps(b: int, w: int, recent: bool, freq: int) -> list[int]:
    """How far back the reference periods lie."""
    years = (range(year * freq - w, year * freq + w + 1) for year in range(1, b + 1))
    return [step for step in chain(range(1, w + 1) if recent else (), *years) if step > 0]
