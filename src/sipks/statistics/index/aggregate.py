"""Normalised indicators of a unit made one figure (OECD/JRC 2008, sections 6.10 and 6.11)."""

from __future__ import annotations

from typing import Final, Literal, get_args

import numpy as np
from scipy.stats import rankdata

from sipks.statistics.errors import BadInput

from .indicators import Floats

Aggregation = Literal["arithmetic", "geometric"]
AGGREGATIONS: Final = get_args(Aggregation)


def aggregate(values: Floats, weights: Floats, how: Aggregation = "arithmetic") -> Floats:
    """One score a unit, of `values` (N, K) and `weights` (K,), or (D, K) for D scores a unit.

    `arithmetic`: Σ w x, so that a high indicator makes up for a low one in full; `geometric`:
    Π x^w, so that it does so less and less, and a nought anywhere makes the whole nought. Weights
    of missing values (NaN) are spread over the unit's others. Raises BadInput for a negative value
    in a geometric mean. Result (N,) or (D, N); NaN for a unit without any weighted value.

    The Handbook's example (section 6.11):

    >>> aggregate(np.array([[21.0, 1, 1, 1], [6, 6, 6, 6]]), np.full(4, 0.25), "geometric").round(2)
    array([2.14, 6.  ])
    """
    if how not in AGGREGATIONS:
        raise BadInput(f"aggregation {how!r} is none of {', '.join(AGGREGATIONS)}")
    known = ~np.isnan(values)
    share = weights @ known.T
    if how == "arithmetic":
        return _divided(weights @ np.where(known, values, 0.0).T, share)
    filled = np.where(known, values, 1.0)
    if (filled < 0).any():
        raise BadInput("a geometric mean has no meaning with negative values; use minmax or rank")
    nought = filled == 0
    score = np.exp(_divided(weights @ np.log(np.where(nought, 1.0, filled)).T, share))
    return np.where(weights @ nought.T > 0, 0.0, score)


def _divided(total: Floats, share: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(share > 0, total / share, np.nan), dtype=np.float64)


def ranks(scores: Floats) -> Floats:
    """Rank 1 for the highest score, along the last axis; equal scores share the mean rank."""
    return np.asarray(rankdata(-np.round(scores, 12), axis=-1), dtype=np.float64)
