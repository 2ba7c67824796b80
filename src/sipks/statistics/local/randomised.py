"""p of G* for counts under randomisation, computed instead of drawn."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy.signal import convolve

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats

# Convolution adds up rounding errors of this size: a smaller p cannot be told.
EXACT: Final = 1e-14


def randomised_p(counts: Floats, adjacency: Any) -> Floats:
    """Two-sided p of each bin's own count and its neighbours' sum when the neighbours' counts are
    drawn from all bins: twice the smaller of P(S ≥ s) and P(S ≤ s), at most 1.

    The sum of k draws has the k-fold convolution of the distribution of all counts, the same for
    all bins with k neighbours. Permutation draws without replacement; with M bins that differs by
    the order of k/M, so that this is for cubes of thousands of bins. Unlike a permutation of R
    rounds it goes below 1/(R+1), which false discovery control over many bins needs. `counts` (M,)
    whole and ≥ 0, `adjacency` (M, M) of 0 and 1, without the bin itself.
    """
    if (counts != np.floor(counts)).any() or (counts < 0).any():
        raise BadInput("p can be computed for whole counts from 0 only; permute instead")
    sums = np.rint(adjacency @ counts).astype(np.int64)
    sizes = np.rint(adjacency.sum(axis=1)).astype(np.int64)
    once = np.bincount(counts.astype(np.int64)) / len(counts)
    p = np.ones(len(counts))
    several = np.ones(1)
    for size in range(1, int(sizes.max(initial=0)) + 1):
        several = np.maximum(convolve(several, once), 0.0)
        bins = np.flatnonzero(sizes == size)
        above, below = np.cumsum(several[::-1])[::-1], np.cumsum(several)
        smaller = np.minimum(above[sums[bins]], below[sums[bins]])
        p[bins] = np.clip(2 * smaller, EXACT, 1.0)
    return p
