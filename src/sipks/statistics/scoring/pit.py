"""Probability integral transform of counts, without randomisation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from .checks import Floats, ensemble, numbers, refuse, same_length, whole


def pit_bounds(
    observed: npt.ArrayLike, samples: npt.ArrayLike, *, fair: bool = False
) -> tuple[Floats, Floats]:
    """P(Y < y) and P(Y ≤ y) of each row, by the shares of its draws.

    `observed` (n,), `samples` (n, m). With `fair` the observation is one more among the m draws,
    (draws below)/(m + 1) and (draws up to it + 1)/(m + 1): as flat for right ensembles of a dozen
    draws as of a thousand. Raises BadInput that names the row.
    """
    truth, drawn = ensemble(observed, samples)
    below = (drawn < truth[:, None]).sum(axis=1)  # of whole draws: those up to y − 1
    upto = (drawn <= truth[:, None]).sum(axis=1)
    size = drawn.shape[1]
    return (below / (size + 1), (upto + 1) / (size + 1)) if fair else (below / size, upto / size)


def pit_cdf(lower: npt.ArrayLike, upper: npt.ArrayLike, at: npt.ArrayLike) -> Floats:
    """Mean of the non-randomised PIT's distribution functions at each of `at`.

    `lower` (n,) P(Y < y) and `upper` (n,) P(Y ≤ y) of the predictive distributions, of samples
    (`pit_bounds`) or in closed form. For one row it rises from 0 at `lower` to 1 at `upper` (Czado,
    Gneiting & Held 2009, eq. 1); the mean of a right forecast is the diagonal. It is 0 at 0.
    Raises BadInput that names the row.
    """
    low, high = _pair(lower, upper)
    points = numbers(at, "at", (1,)).astype(np.float64)
    width = high - low
    above = points[:, None] - low
    with np.errstate(over="ignore"):  # a rise so steep is a step
        inside = np.divide(above, width, out=np.zeros_like(above), where=width > 0)
    risen = np.where(points[:, None] >= high, 1.0, np.clip(inside, 0, 1))
    return np.where(points <= 0, 0.0, risen.mean(axis=1))


def _pair(lower: npt.ArrayLike, upper: npt.ArrayLike) -> tuple[Floats, Floats]:
    low = numbers(lower, "lower", (1,)).astype(np.float64)
    high = numbers(upper, "upper", (1,)).astype(np.float64)
    same_length(low, high, "upper")
    refuse((low < 0) | (low > 1), low, "lower", "is not between 0 and 1")
    refuse((high < low) | (high > 1), high, "upper", "is not between lower and 1")
    return low, high


def pit_histogram(lower: npt.ArrayLike, upper: npt.ArrayLike, *, bins: int = 10) -> pl.DataFrame:
    """Non-randomised PIT histogram: columns from, to, share, whose sum is 1; flat is right.

    Arguments as for `pit_cdf`; `pit_histogram(*pit_bounds(observed, samples))` for samples. A class
    holds what `pit_cdf` rises by from its lower bound to its upper. U: too narrow; hump: too
    wide; a slope: biased (Czado, Gneiting & Held 2009, section 2.2).

    >>> pit_histogram([0.0, 0.2], [0.5, 0.6], bins=2)["share"].to_list()
    [0.875, 0.125]
    """
    whole(bins, "bins")
    edges = np.linspace(0, 1, bins + 1)
    share = np.diff(pit_cdf(lower, upper, edges))
    return pl.DataFrame({"from": edges[:-1], "to": edges[1:], "share": share})
