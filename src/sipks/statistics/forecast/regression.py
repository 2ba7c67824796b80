"""Negative-binomial regression with a level for each unit, of all units at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

from sipks.statistics.panel import Floats

SPREAD: Final = 1.0
"""Standard deviation of the prior of each β; the first is around the logarithm of the mean."""
MOST: Final = 1e9
"""No mean is larger: beyond, a Poisson count fits no 64 bits."""
_SEARCH: Final = {"maxiter": 60, "xatol": 0.02, "fatol": 0.02}
_BOUNDS: Final = ((-6.0, 6.0), (-6.0, 6.0))


@dataclass(frozen=True)
class Fitted:
    """Levels (N) around one, with the shape of their gamma posterior; β (p), its covariance, and by
    how much the logarithm of a level falls where β is higher (N, p)."""

    level: Floats
    shape: Floats
    beta: Floats
    covariance: Floats
    slope: Floats
    prior: float
    size: float


def fit(counts: Floats, design: Floats) -> Fitted:
    """The regression of `counts` (T, N) on `design` (T, p), the first column being one."""
    state = _start(counts, design)

    def loss(point: Floats) -> float:
        prior, size = np.exp(point)
        return -_maximise(state, counts, design, prior, size)

    best = minimize(loss, (-0.5, 0.0), method="Nelder-Mead", bounds=_BOUNDS, options=_SEARCH).x
    prior, size = np.exp(best)
    _maximise(state, counts, design, prior, size)
    return state.fitted(counts, design, prior, size)


@dataclass
class _State:
    """Where the search stands: logarithms of the levels (N), and β (p) with its prior."""

    v: Floats
    beta: Floats
    centre: Floats
    precision: Floats

    def mean(self, design: Floats) -> Floats:
        return np.exp(np.minimum((design @ self.beta)[:, None] + self.v, np.log(MOST)))

    def fitted(self, counts: Floats, design: Floats, prior: float, size: float) -> Fitted:
        weight = _weights(counts, self.mean(design), size)
        shape = weight.sum(axis=0) + prior * np.exp(self.v)
        schur, cross = _schur(self, weight, design, shape)
        covariance = np.linalg.inv(schur).astype(np.float64)
        slope = cross / shape[:, None]
        return Fitted(np.exp(self.v), shape, self.beta, covariance, slope, prior, size)


def _start(counts: Floats, design: Floats) -> _State:
    """At one level for all, without trend or season."""
    centre = np.zeros(design.shape[1])
    centre[0] = np.log((counts.sum() + 0.5) / counts.size)
    precision = np.full(len(centre), SPREAD**-2)
    return _State(np.zeros(counts.shape[1]), centre.copy(), centre, precision)


def _maximise(state: _State, counts: Floats, design: Floats, prior: float, size: float) -> float:
    """Newton steps to the mode for `prior` and `size`; the marginal log likelihood there."""
    for _ in range(100):
        mean = state.mean(design)
        score = (counts - mean) / (1 + mean / size)
        weight = _weights(counts, mean, size)
        level = np.exp(state.v)
        shape = weight.sum(axis=0) + prior * level
        schur, cross = _schur(state, weight, design, shape)
        up = score.sum(axis=0) + prior * (1 - level)
        right = design.T @ score.sum(axis=1) - state.precision * (state.beta - state.centre)
        move = np.linalg.solve(schur, right - cross.T @ (up / shape))
        shift = np.clip((up - cross @ move) / shape, -2, 2)
        move = np.clip(move, -1, 1)
        state.v, state.beta = state.v + shift, state.beta + move
        if max(np.abs(shift).max(), np.abs(move).max()) < 1e-6:
            break
    return _marginal(state, counts, design, prior, size)


def _weights(counts: Floats, mean: Floats, size: float) -> Floats:
    """Minus the second derivative of the log likelihood of each count by log μ."""
    weight: Floats = mean * (1 + counts / size) / (1 + mean / size) ** 2
    return weight


def _schur(state: _State, weight: Floats, design: Floats, shape: Floats) -> tuple[Floats, Floats]:
    """Information about β when the levels are profiled out (p, p), and about both (N, p)."""
    cross = weight.T @ design
    own = (design * weight.sum(axis=1)[:, None]).T @ design + np.diag(state.precision)
    return own - cross.T @ (cross / shape[:, None]), cross


def _marginal(state: _State, counts: Floats, design: Floats, prior: float, size: float) -> float:
    """Log likelihood without the levels, each integrated as ∫ exp(a v − b eᵛ) dv = Γ(a) / bᵃ of
    the same mode and curvature (exact for r → ∞, where Laplace's normal is not), and without β
    (Laplace)."""
    mean = state.mean(design)
    seen = counts > 0
    some = counts[seen]
    at = (some * np.log(mean[seen])).sum() - (np.log1p(mean / size) * (counts + size)).sum()
    at += (gammaln(some + size) - gammaln(size) - some * np.log(size)).sum()
    at += (prior * state.v - prior * np.exp(state.v) + prior * np.log(prior)).sum()
    at -= len(state.v) * gammaln(prior)
    weight = _weights(counts, mean, size)
    shape = weight.sum(axis=0) + prior * np.exp(state.v)
    at += (gammaln(shape) - shape * np.log(shape) + shape).sum()
    at -= 0.5 * (state.precision * (state.beta - state.centre) ** 2).sum()
    return float(at - 0.5 * np.linalg.slogdet(_schur(state, weight, design, shape)[0])[1])
