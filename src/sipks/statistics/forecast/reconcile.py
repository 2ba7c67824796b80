"""Forecasts of provinces and the nation that were made apart, brought together with the units'."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.optimize import nnls

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats

from .hierarchy import Hierarchy
from .method import Draws

Weights = Literal["ols", "structural"]


def reconciled_means(
    hierarchy: Hierarchy, means: Floats, variances: Floats | Weights = "structural"
) -> Floats:
    """Means of the units (steps, N), as near as can be to forecasts of all areas `means`
    (steps, M), none below 0.

    Minimum trace reconciliation (MinT: Wickramasuriya, Athanasopoulos and Hyndman 2019, JASA 114):
    b = argmin (ŷ − S b)ᵀ W⁻¹ (ŷ − S b), with the bound b ≥ 0 (Wickramasuriya, Turlach and Hyndman
    2020, Statistics and Computing 30), W being diagonal: `variances` (M) of the errors of each
    area's forecast, or those that "ols" (all the same) and "structural" (an area's grows with
    the number of its units) suppose. What adds up already is not changed.

    >>> tree = Hierarchy.of(["a", "b"], {"a": "ID", "b": "ID"})
    >>> reconciled_means(tree, np.array([[1.0, 1.0, 5.0]]), "ols").round(6).tolist()
    [[2.0, 2.0]]
    """
    if means.ndim != 2 or means.shape[1] != len(hierarchy.areas):
        raise BadInput(
            f"there are means of {means.shape[-1:]}, not of {len(hierarchy.areas)} areas"
        )
    if not np.all(np.isfinite(means)):
        raise BadInput("a mean is no number")
    summing = hierarchy.summing.toarray().astype(np.float64)
    scale = 1 / np.sqrt(_variances(summing, variances))
    scaled = summing * scale[:, None]
    free = np.linalg.lstsq(scaled, (means * scale).T, rcond=None)[0].T
    for step in np.flatnonzero((free < 0).any(axis=1)):
        free[step] = nnls(scaled, means[step] * scale)[0]
    means_of_units: Floats = np.maximum(free, 0.0)
    return means_of_units


def _variances(summing: Floats, variances: Floats | Weights) -> Floats:
    if isinstance(variances, str):
        same: Floats = np.ones(len(summing)) if variances == "ols" else summing.sum(axis=1)
        return same
    if variances.shape != (len(summing),) or not np.all(variances > 0):
        raise BadInput(f"there must be a variance above 0 for each of the {len(summing)} areas")
    return variances


def scaled_draws(draws: Draws, means: Floats, seed: int) -> Draws:
    """Samples (draws, steps, N) moved to the means (steps, N): each count is multiplied by the
    ratio of the means and rounded up or down at random, so that it stays whole and the ratio holds
    in expectation. Where all samples are 0 but the mean is not, they are Poisson.

    In proportion, a unit's chance of nothing stays nearly as it was, and so does the order of
    draws, which carries what units have in common.
    """
    if draws.shape[1:] != means.shape:
        raise BadInput(f"means {means.shape} do not fit samples {draws.shape}")
    if not np.all(np.isfinite(means) & (means >= 0)):
        raise BadInput("a mean is negative or no number")
    rng = np.random.default_rng(seed)
    own = draws.mean(axis=0)
    ratio = np.divide(means, own, out=np.zeros_like(own), where=own > 0)
    found = np.floor(draws * ratio + rng.random(draws.shape)).astype(np.int64)
    silent = np.broadcast_to(np.where(own > 0, 0.0, means), draws.shape)
    moved: Draws = found + rng.poisson(silent)
    return moved


def top_down(totals: npt.NDArray[np.int64], shares: Floats, seed: int) -> Draws:
    """Samples (draws, steps) of an area, dealt out to its units by `shares` (N) or (…, N).

    Multinomial: whole numbers that add up to the total in every draw. Shares may differ by draw:
    those of samples bottom-up, say, which keep how unevenly the units share. They need not add up
    to 1. (Gross and Sohl 1990, Journal of Forecasting 9, on proportions.)

    >>> top_down(np.array([[7]]), np.array([1.0, 2.0]), seed=1).sum().item()
    7
    """
    if np.any(totals < 0) or np.any(shares < 0) or not np.all(shares.sum(axis=-1) > 0):
        raise BadInput("totals and shares must be 0 or more, and some share above 0")
    rng = np.random.default_rng(seed)
    found: Draws = rng.multinomial(totals, shares / shares.sum(axis=-1, keepdims=True))
    return found
