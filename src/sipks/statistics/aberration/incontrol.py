"""What is usual for each series: a harmonic regression of its past, all series at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .bounds import Floats
from .dispersion import dispersion, excess

SILENT: Final = -30.0  # log mean where a series never counted anything
STEPS: Final = 50
TOLERANCE: Final = 1e-11


@dataclass(frozen=True)
class Harmonic:
    """log μ(t) = a [+ b t] + Σ_{s=1..S} c_s cos(2 π s t / period) + d_s sin(2 π s t / period).

    The mean of the regression charts of Höhle & Paul (2008), Computational Statistics & Data
    Analysis 52(9), 4357-4368, equation 1. `t` counts the rows of the counts.
    """

    period: int
    S: int = 1
    trend: bool = False

    def rows(self, start: int, stop: int) -> Floats:
        """The design of rows `start` to `stop`, (stop - start, 1 [+ 1] + 2 S)."""
        time = np.arange(start, stop, dtype=float)
        turn = 2 * np.pi * np.outer(time, np.arange(1, self.S + 1)) / self.period
        level = np.ones((len(time), 1))
        parts = [level, time[:, None] / self.period] if self.trend else [level]
        return np.hstack([*parts, np.cos(turn), np.sin(turn)])

    @property
    def size(self) -> int:
        """How many coefficients a series has."""
        return 1 + self.trend + 2 * self.S


def harmonic_mean(
    counts: Floats, stop: int, model: Harmonic, alpha: float | Floats | None
) -> tuple[Floats, Floats]:
    """Means of rows `stop` to the end from the rows before: ((T - stop, N), (N,) dispersion).

    `alpha`: dispersion α of the negative binomial, variance μ + α μ²; 0 is Poisson; None: it is
    estimated by maximum likelihood, too, series by series.
    """
    past, design = counts[:stop], model.rows(0, stop)
    fixed = np.broadcast_to(0.0 if alpha is None else alpha, past.shape[1:]).astype(float)
    known = coefficients(past, design, fixed)
    if alpha is None:
        fixed = excess(past, np.exp(design @ known))
        known, fixed = _both(past, design, known, fixed)
    linear = model.rows(stop, len(counts)) @ known
    return np.exp(np.clip(linear, SILENT, -SILENT)), fixed


def coefficients(
    counts: Floats, design: Floats, alpha: Floats, start: Floats | None = None
) -> Floats:
    """(p, N) maximum-likelihood coefficients of `counts` (n, N) on `design` (n, p), log link.

    Iteratively reweighted least squares with the variance μ + α μ², α (N,); it ends when no
    deviance changes by more than one part in 1e11.
    """
    linear = np.log(counts + 0.5) if start is None else design @ start
    mean = np.exp(np.clip(linear, SILENT, -SILENT))
    silent, sums = ~counts.any(axis=0), design.T @ counts
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    before = np.full(counts.shape[1], np.inf)
    for _ in range(STEPS):
        share = 1 / (1 + alpha * mean)
        target = share * (mean * linear + counts - mean)
        found = _solve(squares.T @ (share * mean), design.T @ target)
        linear = design @ found
        mean = np.exp(np.clip(linear, SILENT, -SILENT))
        now = _misfit(counts, mean, (found * sums).sum(axis=0), alpha)
        if (np.abs(now - before) <= TOLERANCE * (np.abs(now) + 0.1))[~silent].all():
            break
        before = now
    found[:, silent] = 0
    found[0, silent] = SILENT
    return found


def _solve(squares: Floats, right: Floats) -> Floats:
    size = len(right)
    matrix = squares.T.reshape(-1, size, size)
    # A touch of ridge: a season without a single count would leave the matrix singular.
    ridge = 1e-13 * np.trace(matrix, axis1=1, axis2=2)[:, None, None] + 1e-200
    found: Floats = np.linalg.solve(matrix + ridge * np.eye(size), right.T[:, :, None])[:, :, 0].T
    return found


def _misfit(counts: Floats, mean: Floats, explained: Floats, alpha: Floats) -> Floats:
    """Minus the log-likelihood, up to what does not depend on the coefficients; `explained` is
    Σ x log μ."""
    if not alpha.any():
        poisson: Floats = mean.sum(axis=0) - explained
        return poisson
    above: Floats = ((counts + 1 / alpha) * np.log1p(alpha * mean)).sum(axis=0)
    return above - explained


def _both(counts: Floats, design: Floats, known: Floats, alpha: Floats) -> tuple[Floats, Floats]:
    """Coefficients and α by turns, until neither moves."""
    active = np.arange(counts.shape[1])
    known, alpha = known.copy(), alpha.copy()
    for _ in range(STEPS):
        part = counts[:, active]
        known[:, active] = coefficients(part, design, alpha[active], known[:, active])
        mean = np.exp(np.clip(design @ known[:, active], SILENT, 30))
        fresh = dispersion(part, mean, alpha[active])
        moved = np.abs(np.log(fresh / alpha[active])) > 1e-9
        alpha[active] = fresh
        active = active[moved]
        if not len(active):
            break
    return known, alpha
