"""Brier score and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .checks import Floats, chances
from .grouping import By, bounds, classes, sums


def brier(occurred: npt.ArrayLike, probabilities: npt.ArrayLike) -> Floats:
    """(p − o)² of each row (Brier 1950, for two classes); its mean is the Brier score, 0 is best.

    `occurred` (n,) of 0 and 1 or false and true, `probabilities` (n,). Raises BadInput that names
    the row.

    >>> brier([1, 0], [0.75, 0.5])
    array([0.0625, 0.25  ])
    """
    truth, told = chances(occurred, probabilities)
    return np.asarray((told - truth) ** 2)


@dataclass(frozen=True)
class BrierParts:
    """`score` = reliability − resolution + uncertainty + within_variance − within_covariance."""

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float

    @property
    def generalised_resolution(self) -> float:
        """Resolution with both terms within classes; score = reliability − this + uncertainty."""
        return self.resolution - self.within_variance + self.within_covariance

    @property
    def skill(self) -> float:
        """1 − score/uncertainty: 0 for the base rate, 1 for perfection, nan without both
        outcomes."""
        return 1 - self.score / self.uncertainty if self.uncertainty else float("nan")


def brier_decomposition(
    occurred: npt.ArrayLike, probabilities: npt.ArrayLike, *, bins: int = 10, by: By = "width"
) -> BrierParts:
    """The Brier score as a sum of parts, exact for any classes of the probabilities.

    With n_k rows in class k of mean probability f_k and event frequency o_k, o over all,

        reliability = Σ n_k (f_k − o_k)² / n       resolution = Σ n_k (o_k − o)² / n
        uncertainty = o (1 − o)                                             (Murphy 1973)
        within_variance = ΣΣ (f_ki − f_k)² / n
        within_covariance = 2 ΣΣ (f_ki − f_k)(o_ki − o_k) / n               (Stephenson et al. 2008)

    The last two vanish with `by="value"` (a class for each probability that occurs); without them
    coarser classes do not add up. `by="width"`: `bins` of equal width; "size": about equally full.
    Low reliability and high resolution are good. Raises BadInput that names the row.

    >>> parts = brier_decomposition([0, 0, 1, 1], [0.1, 0.3, 0.7, 0.7], bins=2)
    >>> round(parts.reliability, 4), round(parts.resolution, 4), parts.uncertainty
    (0.065, 0.25, 0.25)
    """
    truth, told = chances(occurred, probabilities)
    inner = bounds(told, bins, by)
    group = classes(told, inner)
    size, told_sum, truth_sum = sums(group, len(inner) + 1, told, truth)
    full = np.maximum(size, 1)
    mean, frequency, rate = told_sum / full, truth_sum / full, float(truth.mean())
    off_told, off_truth = told - mean[group], truth - frequency[group]
    count = len(truth)
    return BrierParts(
        score=float(((told - truth) ** 2).mean()),
        reliability=float(size @ (mean - frequency) ** 2) / count,
        resolution=float(size @ (frequency - rate) ** 2) / count,
        uncertainty=rate * (1 - rate),
        within_variance=float(off_told @ off_told) / count,
        within_covariance=2 * float(off_told @ off_truth) / count,
    )
