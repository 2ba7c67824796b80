"""False-discovery control: many series judged at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy import stats

from sipks.statistics.errors import BadInput

from .bounds import Bools, Bounds, Floats, one_of, share

METHODS: Final = ("bh", "by")


def adjusted(p: Floats, method: str = "bh") -> Floats:
    """p-values (..., N), adjusted along the last axis: all series of one period are one family.

    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300: with the
    p-values in ascending order, min over j ≥ i of p_j N / j; for independent series, or those that
    rise and fall together. "by", Benjamini & Yekutieli (2001), Annals of Statistics 29, 1165-1188:
    the same times Σ 1 / j, for any dependence. NaN (not judged) stays NaN and is not counted.

    Raises BadInput for values that are no probability, and for other methods.

    >>> adjusted(np.array([0.01, 0.04, 0.03, np.nan])).tolist()
    [0.03, 0.04, 0.04, nan]
    """
    one_of("method", method, METHODS)
    known = ~np.isnan(p)
    if not ((p[known] >= 0) & (p[known] <= 1)).all():
        raise BadInput("a p-value is not between 0 and 1")
    if known.all():
        found: Floats = stats.false_discovery_control(p, axis=-1, method=method)
        return found
    found = np.full(p.shape, np.nan)
    for at in np.ndindex(p.shape[:-1]):
        if known[at].any():
            found[at][known[at]] = stats.false_discovery_control(p[at][known[at]], method=method)
    return found


def discoveries(bounds: Bounds, q: float, method: str = "bh") -> Bools:
    """Alarms (last, N) of which, period by period, no more than the share `q` is false on average.

    They are the series whose adjusted p is at most `q`, in place of the method's own threshold.
    Raises BadInput where the method of `bounds` has no p-values, or q is not between 0 and 1.
    """
    share("fdr", q)
    if np.isnan(bounds.p).all():
        raise BadInput("fdr needs a method with p-values; CUSUM, GLR and outbreakP have none")
    return np.nan_to_num(adjusted(bounds.p, method), nan=1.0) <= q
