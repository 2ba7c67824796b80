"""Quasi-Poisson regressions of many series on one design, fitted all at once."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from .bounds import Bools, Floats
from .design import TINY, Design, Normal
from .fits import Fit

EPSILON: Final = 1e-8
MAX_STEPS: Final = 25
START: Final = 0.1
Rowwise = TypeVar("Rowwise", "_Work", Normal)


def fit(
    counts: Floats, design: Design, prior: Floats | None = None, offset: Floats | None = None
) -> Fit:
    """Fit `counts` (R, n) with log link by iteratively reweighted least squares.

    `prior`: weights of the observations (R, n), all positive; `offset` (R, n) is added to the log
    mean. Start (y + 0.1), criterion (relative change of the deviance below 1e-8), the most steps
    (25) and the least mean (2.2e-16) are those of R's `glm`: where a group is all zero its level
    falls without end, and the result is that of the last step, in R as here.
    McCullagh & Nelder, Generalized Linear Models (1989), 2.5.
    """
    prior = np.ones_like(counts) if prior is None else prior
    offset = np.zeros((len(counts), 1)) if offset is None else offset
    work, right = _Work.start(counts, design, prior, offset)
    normal = Normal.of(design, work.weights)
    found = _Found.empty(design, len(counts))
    for _ in range(MAX_STEPS):
        work, after, change = work.moved(design, normal.solve(right))
        done = change < EPSILON
        found.keep(work, normal, done)
        on = ~done & np.isfinite(change)
        if not on.any():
            break
        work, normal = _part(work, on), _part(after, on)
        right = work.aims - normal.reached
    return found.fit(design, prior, offset, counts)


@dataclass(frozen=True)
class _Work:
    """The series that have not converged yet: all arrays have a row for each.

    `aims`: sums of the counts times each column of the basis, which the means must reach;
    `saturated`: what the deviance owes to the counts alone.
    """

    rows: npt.NDArray[np.intp]
    prior: Floats
    offset: Floats
    saturated: Floats
    aims: Floats
    weights: Floats
    coefficients: Floats
    deviance: Floats

    @classmethod
    def start(
        cls, counts: Floats, design: Design, prior: Floats, offset: Floats
    ) -> tuple[_Work, Floats]:
        """The start, and the right side of the first step: the working responses."""
        weighted, mean = prior * counts, counts + START
        linear, weights = np.log(mean) - offset, prior * mean
        saturated = (prior * xlogy(counts, counts) - weighted * (1 + offset)).sum(1)
        deviance = 2 * (saturated - (weighted * linear).sum(1) + weights.sum(1))
        aims = weighted @ design.basis
        right = (weights * (linear - 1) + weighted) @ design.basis
        rows, nothing = np.arange(len(counts)), np.zeros_like(aims)
        return cls(rows, prior, offset, saturated, aims, weights, nothing, deviance), right

    def moved(self, design: Design, step: Floats) -> tuple[_Work, Normal, Floats]:
        """The state after a step, its normal equations, and the relative change of the deviance.

        Σ w y log μ needs only the sums of w y: the coefficients are common factors.
        """
        coefficients = self.coefficients + step
        weights = _mean(design, coefficients, self.offset)
        weights *= self.prior
        normal = Normal.of(design, weights)
        explained = (coefficients * self.aims).sum(1)
        deviance = 2 * (self.saturated - explained + normal.total.sum(1))
        change = np.abs(deviance - self.deviance) / (np.abs(deviance) + 0.1)
        moved = replace(self, weights=weights, coefficients=coefficients, deviance=deviance)
        return moved, normal, change


@dataclass
class _Found:
    """Coefficients of all series, those of the step before, and the equations of the last step."""

    normal: Normal
    coefficients: Floats
    before: Floats
    converged: Bools

    @classmethod
    def empty(cls, design: Design, rows: int) -> _Found:
        total, middle = np.full((2, rows, design.size), np.nan)
        coefficients, before = np.full((2, rows, design.size + 1), np.nan)
        normal = Normal(total, middle, np.full(rows, np.nan))
        return cls(normal, coefficients, before, np.zeros(rows, dtype=bool))

    def keep(self, work: _Work, normal: Normal, done: Bools) -> None:
        rows = work.rows
        self.before[rows] = self.coefficients[rows]
        self.coefficients[rows] = work.coefficients
        self.converged[rows] = done
        for one in fields(Normal):
            getattr(self.normal, one.name)[rows] = getattr(normal, one.name)

    def fit(self, design: Design, prior: Floats, offset: Floats, counts: Floats) -> Fit:
        mean = _mean(design, self.coefficients, offset)
        earlier = _mean(design, self.before, offset)
        first = np.isnan(self.before[:, -1])
        earlier[first] = counts[first] + START
        return Fit(design, self.coefficients, mean, prior * earlier, self.normal, self.converged)


def _mean(design: Design, coefficients: Floats, offset: Floats) -> Floats:
    linear: Floats = coefficients @ design.basis.T
    if offset.any():
        linear += offset
    return np.maximum(np.exp(linear, out=linear), TINY, out=linear)


def _part(whole: Rowwise, on: Bools) -> Rowwise:
    """The series of `on` alone."""
    if on.all():
        return whole
    return type(whole)(*(getattr(whole, one.name)[on] for one in fields(whole)))
