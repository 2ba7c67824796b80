"""Calibration in the large: is as much told as happens?"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, nan, sqrt

import numpy as np
import numpy.typing as npt

from .checks import chances, ensemble, numbers


@dataclass(frozen=True)
class InTheLarge:
    """Means of what was `observed` and `expected`, with a test of their equality."""

    observed: float
    expected: float
    z: float
    p_value: float

    @property
    def difference(self) -> float:
        """expected − observed: above 0 too much is told."""
        return self.expected - self.observed

    @property
    def ratio(self) -> float:
        """observed/expected: 1 is right, 2 means that half is missed; nan where nothing is told."""
        return self.observed / self.expected if self.expected else nan


def calibration_in_the_large(observed: npt.ArrayLike, forecast: npt.ArrayLike) -> InTheLarge:
    """Mean observed against mean forecast.

    `observed` (n,) of 0 and 1 with `forecast` (n,) probabilities, or (n,) counts with (n, draws)
    samples. z = Σ(y − μ)/√Σσ², with σ² = p(1 − p) or the variance of the draws, and its two-sided
    normal p-value (Cox 1958; Spiegelhalter 1986): it takes the rows for independent, so
    neighbours and months that move together make it too small. z is nan where no forecast has any
    variance. Raises BadInput that names the row.

    >>> found = calibration_in_the_large([1, 1, 0, 0], [0.5, 0.5, 0.5, 0.5])
    >>> found.difference, found.ratio, found.z, found.p_value
    (0.0, 1.0, 0.0, 1.0)
    """
    told = numbers(forecast, "forecast", (1, 2))
    if told.ndim == 1:
        truth, mean = chances(observed, told)
        variance = mean * (1 - mean)
    else:
        truth, drawn = ensemble(observed, told)
        mean, variance = drawn.mean(axis=1), drawn.var(axis=1)
    spread = float(variance.sum())
    z = float((truth - mean).sum()) / sqrt(spread) if spread > 0 else nan
    return InTheLarge(float(truth.mean()), float(np.mean(mean)), z, erfc(abs(z) / sqrt(2)))
