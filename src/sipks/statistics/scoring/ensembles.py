"""Scores of samples against counts: CRPS, interval score, coverage."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from .checks import Floats, by_rows, draws, ensemble, share


def crps(observed: npt.ArrayLike, samples: npt.ArrayLike, *, fair: bool = False) -> Floats:
    """Continuous ranked probability score of each row, in the unit of the counts; 0 is best.

    `observed` (n,) counts, `samples` (n, draws); returns (n,). With x_1 … x_m the draws,

        CRPS = 1/m Σ|x_i − y| − 1/(2m²) ΣΣ|x_i − x_j|

    is the score of the draws' empirical distribution (Gneiting & Raftery 2007, eq. 21), the form of
    the VIEWS challenge (Hegre et al. 2025). Of its window of 2019 the mean is 9.22 with the twelve
    months to October 2018 as draws, and 22.64 with zeros: `benchmarks.statistics_scores`. `fair`
    divides the second sum by m(m − 1) instead: what the distribution that the draws come from
    would score on average (Ferro 2014), to compare ensembles of different size. Raises BadInput
    that names the row.

    >>> crps([3, 0], [[1, 2, 6], [0, 0, 0]])
    array([0.88888889, 0.        ])
    """
    truth, drawn = ensemble(observed, samples)
    return by_rows(partial(_crps, fair=fair), drawn, truth)


def _crps(drawn: Floats, truth: Floats, fair: bool) -> Floats:
    # Shifting all draws changes no distance, and those from the observation stay exact.
    apart = np.sort(drawn - truth[:, None], axis=1)
    size = drawn.shape[1]
    # Σ_i Σ_j |x_i − x_j| = 2 Σ_i (2i − m − 1) x_(i), of the sorted draws: n log n instead of n².
    weight = 2.0 * np.arange(1, size + 1) - size - 1
    pairs = size * max(size - 1, 1) if fair else size * size
    return np.asarray(np.abs(apart).mean(axis=1) - apart @ weight / pairs)


def central_interval(samples: npt.ArrayLike, alpha: float = 0.1) -> tuple[Floats, Floats]:
    """Bounds of the central 1 − `alpha` interval of each row of (n, draws) samples.

    Quantiles alpha/2 and 1 − alpha/2, linear between order statistics (type 7 of Hyndman & Fan
    1996), as in the VIEWS challenge.
    """
    return _central(draws(samples), share(alpha, "alpha"))


def _central(drawn: npt.NDArray[np.number[Any]], alpha: float) -> tuple[Floats, Floats]:
    bounds = by_rows(partial(_bounds, alpha=alpha), drawn)
    return bounds[:, 0], bounds[:, 1]


def _bounds(drawn: Floats, alpha: float) -> Floats:
    return np.quantile(drawn, [alpha / 2, 1 - alpha / 2], axis=1).T


def interval_score(
    observed: npt.ArrayLike, samples: npt.ArrayLike, *, alpha: float = 0.1
) -> Floats:
    """Interval score of each row, in the unit of the counts; 0 is best. Its mean is the MIS.

    `observed` (n,), `samples` (n, draws); returns (n,). With l and u the bounds of the central
    1 − `alpha` interval (see `central_interval`),

        S = (u − l) + 2/alpha (l − y)⁺ + 2/alpha (y − u)⁺

    (Gneiting & Raftery 2007, eq. 43; VIEWS uses alpha = 0.1). Raises BadInput that names the row.

    >>> interval_score([3, 9], [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]], alpha=0.5)
    array([ 2., 26.])
    """
    truth, drawn = ensemble(observed, samples)
    lower, upper = _central(drawn, share(alpha, "alpha"))
    return interval_penalty(truth, lower, upper, alpha)


def interval_penalty(truth: Floats, lower: Floats, upper: Floats, alpha: float) -> Floats:
    """The interval score of bounds that are known already, see `interval_score`."""
    outside = np.maximum(lower - truth, 0) + np.maximum(truth - upper, 0)
    return np.asarray(upper - lower + 2 / alpha * outside)


def covered(
    observed: npt.ArrayLike, samples: npt.ArrayLike, *, alpha: float = 0.1
) -> npt.NDArray[np.bool_]:
    """Whether each observation lies in its central 1 − `alpha` interval, bounds included.

    The mean is the coverage. Of counts that are mostly 0 it is above 1 − `alpha` even when the
    forecast is right, for an interval of whole numbers cannot be cut to size: look at the PIT.
    """
    truth, drawn = ensemble(observed, samples)
    lower, upper = _central(drawn, share(alpha, "alpha"))
    return np.asarray((lower <= truth) & (truth <= upper))
