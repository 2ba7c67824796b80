"""Shares of the nation's count that each unit had: what the estimator mixes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter
from sklearn.neighbors import BallTree, KDTree

from sipks.statistics.panel import Floats

HALF_LIVES: Final = (1 / 12, 1 / 3, 4 / 3, np.inf)
"""Memories of the unit's own share, in years."""
AROUND: Final = 4 / 3
"""Memory of the shares of the parent and of the neighbours, in years."""
NEIGHBOURS: Final = 6
_TINY: Final = 1e-3


@dataclass(frozen=True)
class Shares:
    """`values` (T, N, K): K expectations of each unit's share, each summing to 1 over the units;
    `size` (T, N): log of the share times N, smoothed, 0 for a unit like the mean."""

    values: Floats
    size: Floats
    names: tuple[str, ...]


def shares(
    counts: Floats,
    per_year: int,
    exposure: Floats | None = None,
    near: npt.NDArray[np.int64] | None = None,
    groups: npt.NDArray[np.int64] | None = None,
) -> Shares:
    """What is known of the shares at the end of each period, from that period and those before.

    Shares, not counts: a source that reports twice as much everywhere changes no share. They are
    Σ_k δ^k y_{t−k,i} / Σ_k δ^k Σ_i y_{t−k,i} for several memories δ, the same shared evenly by the
    members of a parent (`groups`, N) or taken from the `near` (N, k) units, an even share, and the
    share of the `exposure` (T, N). Where exposure is given, y is first divided by the unit's share
    of it, then multiplied by its share now.
    """
    weight = np.ones_like(counts) if exposure is None else _relative(exposure)
    rates = counts / weight
    columns = {
        f"own {years:.2g}": _normal(weight * discounted(rates, _delta(years, per_year)))
        for years in HALF_LIVES
    }
    around = _normal(weight * discounted(rates, _delta(AROUND, per_year)))
    if groups is not None:
        columns["parent"] = _spread(around, groups)
    if near is not None:
        columns["near"] = _normal(around[:, near].mean(axis=2))
    columns["even"] = np.full_like(counts, 1 / counts.shape[1])
    if exposure is not None:
        columns["exposure"] = weight / counts.shape[1]
    size = np.log(0.8 * around * counts.shape[1] + 0.2)
    return Shares(np.stack(list(columns.values()), axis=2), size, tuple(columns))


def discounted(values: Floats, delta: float) -> Floats:
    """Σ_k δ^k v_{t−k}, along the first axis."""
    found: Floats = lfilter([1.0], [1.0, -delta], values, axis=0)
    return found


def neighbours(where: Floats, metric: str, count: int = NEIGHBOURS) -> npt.NDArray[np.int64]:
    """(N, count) indices of the nearest other units; N must exceed 1."""
    count = min(count, len(where) - 1)
    if metric == "sphere":
        found = BallTree(np.radians(where), metric="haversine").query(
            np.radians(where), count + 1, return_distance=False
        )
    else:
        found = KDTree(where).query(where, count + 1, return_distance=False)
    # A unit that shares its place with others need not come first among its nearest.
    own = found == np.arange(len(where))[:, None]
    own[~own.any(axis=1), -1] = True
    return np.asarray(found[~own].reshape(len(where), count), dtype=np.int64)


def _delta(years: float, per_year: int) -> float:
    return float(0.5 ** (1 / (years * per_year)))


def _relative(exposure: Floats) -> Floats:
    """Share of each unit in the exposure of its period, times N."""
    found: Floats = exposure / exposure.mean(axis=1, keepdims=True)
    return np.maximum(found, _TINY)


def _normal(values: Floats) -> Floats:
    """Shares that sum to 1; even ones where nothing was counted yet."""
    raised = values + _TINY / values.shape[1]
    found: Floats = raised / raised.sum(axis=1, keepdims=True)
    return found


def _spread(values: Floats, groups: npt.NDArray[np.int64]) -> Floats:
    """The mean of the members of each unit's parent."""
    belongs = np.zeros((groups.max() + 1, len(groups)))
    belongs[groups, np.arange(len(groups))] = 1
    means = values @ (belongs / belongs.sum(axis=1, keepdims=True)).T
    found: Floats = means[:, groups]
    return found
