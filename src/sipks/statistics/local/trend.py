"""The Mann-Kendall test of a trend, on many series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats

FEWEST = 4


@dataclass(frozen=True)
class Trend:
    """Each (N,): `s` (pairs that rise less pairs that fall), `z`, and two-sided `p`."""

    s: Floats
    z: Floats
    p: Floats


def mann_kendall(series: Floats) -> Trend:
    """S = Σ_{i<j} sign(x_j - x_i) of each column of `series` (T, N); with ties of t equal values

        V(S) = (T(T-1)(2T+5) - Σ t(t-1)(2t+5)) / 18,   z = (S ∓ 1) / √V.

    z is 0 where S is, or where a series never changes. Serial correlation makes p too small.
    Sources: Mann (1945), Econometrica 13: 245-259; Kendall (1975). Raises BadInput for fewer than 4
    periods or a value that is no number.
    """
    if series.ndim != 2 or len(series) < FEWEST:
        raise BadInput(f"a trend needs (T, N) with at least {FEWEST} periods, not {series.shape}")
    if not np.isfinite(series).all():
        row, column = np.argwhere(~np.isfinite(series))[0]
        raise BadInput(f"series {column}, period {row}: the value is {series[row, column]}")
    length = len(series)
    s = np.zeros(series.shape[1])
    for gap in range(1, length):
        s += np.sign(series[gap:] - series[:-gap]).sum(0)
    variance = (length * (length - 1) * (2 * length + 5) - _ties(series)) / 18
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(variance > 0, (s - np.sign(s)) / np.sqrt(variance), 0.0)
    return Trend(s, z, 2 * norm.sf(np.abs(z)))


def _ties(series: Floats) -> Floats:
    """Σ t(t-1)(2t+5) over groups of t equal values of each column: in an ordered column, a value
    that is the k-th of its group adds f(k) - f(k-1) to it."""
    ordered = np.sort(series, axis=0)
    place = np.ones(series.shape)
    total = np.zeros(series.shape[1])
    for row in range(1, len(series)):
        place[row] = np.where(ordered[row] == ordered[row - 1], place[row - 1] + 1, 1)
        total += _tied(place[row]) - _tied(place[row] - 1)
    return total


def _tied(size: Floats) -> Floats:
    return np.asarray(size * (size - 1) * (2 * size + 5), dtype=np.float64)
