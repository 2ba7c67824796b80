"""Counts made alike: what their excess over the mean is worth, whatever the mean."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import hyp2f1

from .bounds import Floats

TRANSFORMS: Final = (
    "standard",
    "rossi",
    "anscombe",
    "anscombe2nd",
    "pearsonNegBin",
    "anscombeNegBin",
    "none",
)


def standardised(counts: Floats, mean: Floats, trans: str, alpha: float) -> Floats:
    """The counts after one of `TRANSFORMS`; see `cusum`."""
    if trans == "none":
        return np.where(np.isnan(mean), np.nan, counts)
    if trans == "rossi":
        found = counts - 3 * mean + 2 * np.sqrt(counts * mean), 2 * np.sqrt(mean)
    elif trans == "standard":
        found = counts - mean, np.sqrt(mean)
    elif trans == "pearsonNegBin":
        found = counts - mean, np.sqrt(mean + alpha * mean**2)
    elif trans == "anscombeNegBin":
        gap = _anscombe(counts, alpha) - _anscombe(mean, alpha)
        found = gap, (mean + alpha * mean**2) ** (1 / 6)
    else:
        found = 1.5 * (counts ** (2 / 3) - _centre(mean, trans)), mean ** (1 / 6)
    excess: Floats = found[0] / found[1]
    return excess


def _centre(mean: Floats, trans: str) -> Floats:
    correction = mean ** (-1 / 3) / 9 if trans == "anscombe2nd" else 0
    found: Floats = mean ** (2 / 3) - correction
    return found


def _anscombe(counts: Floats, alpha: float) -> Floats:
    """∫ (u + α u²)^-⅓ du from 0 to x: what levels the variance of a negative binomial count
    (Hilbe, Negative Binomial Regression (2007), 8.2)."""
    found: Floats = 1.5 * counts ** (2 / 3) * hyp2f1(1 / 3, 2 / 3, 5 / 3, -alpha * counts)
    return found


def counted(z: Floats, mean: Floats, trans: str, alpha: float) -> Floats:
    """The count whose transform is z; 0 where z lies below the transform of 0."""
    if trans == "none":
        return np.where(np.isnan(mean), np.nan, z)
    root = np.sqrt(mean)
    if trans == "standard":
        return mean + root * z
    if trans == "rossi":
        side = np.sqrt(np.maximum(4 * mean + 2 * root * z, 0)) - root
        found: Floats = np.maximum(side, 0) ** 2
        return found
    if trans == "pearsonNegBin":
        return mean + np.sqrt(mean + alpha * mean**2) * z
    if trans == "anscombeNegBin":
        wanted = _anscombe(mean, alpha) + z * (mean + alpha * mean**2) ** (1 / 6)
        return _solved(wanted, alpha)
    base = np.maximum(z * mean ** (1 / 6) / 1.5 + _centre(mean, trans), 0)
    return np.asarray(base**1.5)


def _solved(wanted: Floats, alpha: float) -> Floats:
    """x with `_anscombe(x) = wanted`, by Newton's method from below: the function is concave."""
    found = np.maximum(wanted / 1.5, 1e-12) ** 1.5
    for _ in range(50):
        slope = (found + alpha * found**2) ** (-1 / 3)
        step = (wanted - _anscombe(found, alpha)) / slope
        found = np.maximum(found + step, found / 8)
        if np.nanmax(np.abs(step) / (found + 1), initial=0) < 1e-12:
            break
    return np.where(wanted > 0, found, np.where(np.isnan(wanted), np.nan, 0.0))
