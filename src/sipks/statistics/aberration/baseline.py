"""What the past lets expect: the regression that both Farrington methods share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy import stats

from .bounds import Bools, Floats
from .design import Design
from .fits import Fit
from .glm import fit

_LEAST_YEARS: Final = 3
_FIXED: Final = 1e-12


@dataclass(frozen=True)
class Rules:
    """How the regression is made.

    `trend`: the p below which a linear trend is kept, None for no trend. `reweight`: the residual
    above which an observation counts for less, None for no reweighting. `strict`: a series whose
    fit without trend does not converge is not judged. `prior_spread`: see `_spread`.
    """

    b: int
    trend: float | None
    reweight: float | None
    strict: bool
    prior_spread: bool


@dataclass(frozen=True)
class Baseline:
    """For R series: `log_mean` of the judged count and its standard error, `phi` (the dispersion,
    at least 1), and whether a trend was kept."""

    log_mean: Floats
    error: Floats
    phi: Floats
    trend: Bools


def baseline(
    counts: Floats, design: Design, rules: Rules, offset: Floats | None, offset_now: Floats
) -> Baseline:
    """Regress `counts` (R, n), with a trend where it deserves it.

    A trend is kept if there are at least three years of reference, its p (Student's t) is below
    the rule's and the mean that it predicts is no higher than the highest reference count
    (Farrington et al. 1996, 3.4).
    """
    flat = replace(design, time=None, time_now=0.0)
    if design.time is None or rules.trend is None or rules.b < _LEAST_YEARS:
        return _regressed(counts, flat, rules, offset, offset_now)[0]
    found, p = _regressed(counts, design, rules, offset, offset_now)
    with np.errstate(over="ignore"):
        # At 1 a trend is always significant, even one that is flat to the last digit.
        significant = (p < rules.trend) | (rules.trend >= 1)
        kept = significant & (np.exp(found.log_mean) <= counts.max(1))
    rest = np.flatnonzero(~kept)
    part = None if offset is None else offset[rest]
    again, _ = _regressed(counts[rest], flat, rules, part, offset_now[rest])
    for name in ("log_mean", "error", "phi"):
        getattr(found, name)[rest] = getattr(again, name)
    return replace(found, trend=kept)


def _regressed(
    counts: Floats, design: Design, rules: Rules, offset: Floats | None, offset_now: Floats
) -> tuple[Baseline, Floats]:
    """The regression, reweighted if asked, and the p of its trend."""
    first = final = fit(counts, design, offset=offset)
    prior: Floats | None = None
    if rules.reweight is not None:
        phi = np.maximum(first.dispersion(counts), 1)
        prior = _weights(_residuals(counts, first, phi), rules.reweight)
        final = fit(counts, design, prior, offset)
    spread, error_spread, phi = _spread(counts, final, prior, rules)
    level, variance = final.predict()
    with np.errstate(divide="ignore", invalid="ignore"):
        t = final.slope / np.sqrt(spread / final.normal.spread)
    p = 2 * stats.t.sf(np.abs(t), design.freedom)
    judged = first.converged if rules.strict or design.time is not None else True
    log_mean = np.where(judged, level + offset_now, np.nan)
    sloped = np.full(len(counts), design.time is not None)
    return Baseline(log_mean, np.sqrt(variance * error_spread), phi, sloped), p


def _residuals(counts: Floats, first: Fit, phi: Floats) -> Floats:
    """Anscombe's residuals, standardised (Farrington et al. 1996, 3.3):
    3/2 (y^⅔ μ^-⅙ - μ^½) / √(φ (1 - h)); 0 where an observation is fitted by itself alone."""
    root = np.sqrt(first.mean)
    raw = 1.5 * (np.cbrt(counts) ** 2 / np.cbrt(root) - root)
    free = 1 - first.leverage()
    scale = np.sqrt(phi[:, None] * np.maximum(free, _FIXED))
    return np.where(free > _FIXED, raw / scale, 0.0)


def _weights(residuals: Floats, threshold: float) -> Floats:
    """Weights γ s⁻² of residuals s above `threshold`, γ of the others; they sum to n."""
    weights = np.where(residuals > threshold, residuals, 1.0) ** -2.0
    scaled: Floats = weights * (weights.shape[1] / weights.sum(1, keepdims=True))
    return scaled


def _spread(
    counts: Floats, final: Fit, prior: Floats | None, rules: Rules
) -> tuple[Floats, Floats, Floats]:
    """Dispersion for the error of the slope, for that of the mean, and φ.

    R's `farringtonFlexible` takes the observations' prior weights in place of the working weights
    for the two errors, Σ ω ((y - μ) / μ)² / (n - p), which is larger where μ < 1 and smaller where
    μ > 1; so does `prior_spread`, so that bounds agree. φ is Pearson's.
    """
    pearson = final.dispersion(counts)
    phi = np.maximum(pearson, 1)
    if not rules.prior_spread:
        return pearson, phi, phi
    spread = pearson if prior is None else final.dispersion(counts, prior)
    return spread, spread, phi
