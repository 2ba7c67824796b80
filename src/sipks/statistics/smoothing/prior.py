"""The spread of true rates behind small counts: what each empirical Bayes method takes it to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import optimize, sparse
from scipy.special import gammaln

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats

_TURNS: Final = 1000
_STILL: Final = 1e-12


@dataclass(frozen=True)
class Prior:
    """Rates are spread with `mean` and `variance` (each () or (N,)); where the variance is 0 all
    units share one rate, estimated from `events` in `exposure`. `wider`, if there, is the mean and
    the variance that intervals are to allow for."""

    mean: Floats
    variance: Floats
    events: Floats
    exposure: Floats
    wider: tuple[Floats, Floats] | None = None


def marshall_global(counts: Floats, exposure: Floats) -> Prior:
    """m = ΣO / Σn and A = Σ n (r - m)² / Σn - m / n̄, at least 0.

    Source: Marshall (1991), Appl. Stat. 40: 283-294, the global estimator.
    """
    total, people = counts.sum(), exposure.sum()
    mean = total / people
    spread = (exposure * (counts / exposure - mean) ** 2).sum() / people
    variance = max(0.0, spread - mean / exposure.mean())
    return Prior(np.asarray(mean), np.asarray(variance), np.asarray(total), np.asarray(people))


def marshall_local(counts: Floats, exposure: Floats, adjacency: sparse.csr_array) -> Prior:
    """As `marshall_global`, with the sums for each unit over itself and its neighbours.

    Source: Marshall (1991), the local estimator.
    """
    around = (adjacency + sparse.eye_array(len(counts))).tocsr()
    rate = counts / exposure
    total, people, size = around @ counts, around @ exposure, around.sum(1)
    mean = total / people
    # Σ n (r - m)² over a neighbourhood, multiplied out so that it is three sparse products.
    squares = around @ (exposure * rate**2) - 2 * mean * total + mean**2 * people
    variance = np.maximum(0.0, squares / people - mean * size / people)
    even = around @ exposure**2 / people**2
    wider = _wider(mean, squares - mean * (size - 1), people, even, size)
    return Prior(mean, variance, total, people, wider)


def _wider(
    mean: Floats, beyond: Floats, people: Floats, even: Floats, size: Floats
) -> tuple[Floats, Floats]:
    """A spread for intervals. The variance within a neighbourhood of some seven units is mostly
    noise, and often cut off at 0: all neighbourhoods together tell it better, relative to the mean.
    Σ n (r - m)² exceeds m (size - 1) by A Σn (1 - Σn²/(Σn)²) on average, if A is the variance. The
    mean has an error of its own, A Σn²/(Σn)² + m/Σn; where there is no event it is taken for that
    of half an event.
    """
    whole = even < 1
    own = beyond[whole] / (people[whole] * (1 - even[whole]))
    level = float((mean**2 * size)[whole].sum())
    relative = max(0.0, float((own * size[whole]).sum()) / level) if level > 0 else 0.0
    safe = np.maximum(mean, 0.5 / people)
    return safe, relative * safe**2 * (1 + even) + safe / people


def gamma_moments(counts: Floats, exposure: Floats) -> Prior:
    """Mean and variance of a gamma spread that satisfy ν/α = Σ θ / N and
    ν/α² = Σ (1 + α/E) (θ - ν/α)² / (N - 1), where θ = (O + ν) / (E + α), by turns.

    Source: Clayton & Kaldor (1987), Biometrics 43: 671-681.
    """
    pooled = marshall_global(counts, exposure)
    mean, variance = float(pooled.mean), float(pooled.variance)
    for _ in range(_TURNS):
        if variance <= 0:
            return pooled_only(counts, exposure)
        alpha = mean / variance
        nu = mean * alpha
        theta = (counts + nu) / (exposure + alpha)
        new_mean = theta.mean()
        new = ((1 + alpha / exposure) * (theta - new_mean) ** 2).sum() / (len(counts) - 1)
        moved = abs(new_mean - mean) > _STILL * mean or abs(new - variance) > _STILL * variance
        mean, variance = new_mean, new
        if not moved:
            break
    return Prior(np.asarray(mean), np.asarray(variance), pooled.events, pooled.exposure)


def gamma_ml(counts: Floats, exposure: Floats) -> Prior:
    """The gamma spread under which the counts are most likely: O is then negative binomial with
    mean E ν/α and size ν.

    Source: Clayton & Kaldor (1987). Where Σ (O - mE)² ≤ Σ O, the likelihood does not rise from no
    spread at all, and there is none.
    """
    pooled = pooled_only(counts, exposure)
    rate = float(pooled.mean)
    if ((counts - rate * exposure) ** 2).sum() <= counts.sum():
        return pooled
    start = gamma_moments(counts, exposure)
    ratio = float(start.variance / start.mean**2) or 1.0

    def loss(logs: Floats) -> float:
        mean, nu = np.exp(logs)
        mu = exposure * mean
        part = gammaln(counts + nu) - gammaln(nu) + nu * np.log(nu / (nu + mu))
        return -float((part + counts * np.log(mu / (nu + mu))).sum())

    logs = np.array([np.log(float(start.mean)), -np.log(ratio)])
    found = optimize.minimize(
        loss, logs, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 5000}
    )
    if not found.success:
        raise BadInput(f"no gamma spread could be fitted: {found.message}")
    mean, nu = np.exp(found.x)
    return Prior(np.asarray(mean), np.asarray(mean**2 / nu), pooled.events, pooled.exposure)


def pooled_only(counts: Floats, exposure: Floats) -> Prior:
    """One rate for all."""
    total, people = np.asarray(counts.sum()), np.asarray(exposure.sum())
    return Prior(total / people, np.asarray(0.0), total, people)
