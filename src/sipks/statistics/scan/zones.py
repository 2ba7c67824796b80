"""Circles over centroids: each centre's nearest units, in all sizes up to the largest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.spatial.distance import cdist
from sklearn.metrics.pairwise import haversine_distances

from sipks.statistics.panel import EARTH_KM

from .models import NEAR, Floats

_ROWS = 256


@dataclass(frozen=True)
class Zones:
    """`order` (N centres × K): units from near to far; `ends` (N × K): a circle ends behind this
    one. `order` is -1 where a centre has no more units."""

    order: npt.NDArray[np.int32]
    ends: npt.NDArray[np.bool_]

    @property
    def count(self) -> int:
        """How many different circles there are."""
        return int(self.ends.sum())

    def units(self, centre: int, size: int) -> npt.NDArray[np.int32]:
        """The units of a circle, from its centre outwards."""
        return self.order[centre, :size]

    def clear_of(self, units: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """N × K: the circle that ends here shares none of `units`."""
        touched = np.isin(self.order, units)
        return ~np.logical_or.accumulate(touched, axis=1)


def distances(
    start: Floats, to: Floats, metric: Literal["plane", "sphere"]
) -> npt.NDArray[np.float64]:
    """Between all rows of `start` and of `to`: unit of length of the plane, or km of great circle
    (haversine) between latitudes and longitudes in degrees."""
    if metric == "plane":
        return np.asarray(cdist(start, to))
    return np.asarray(EARTH_KM * haversine_distances(np.radians(start), np.radians(to)))


def circles(
    where: Floats, weight: Floats, share: float, metric: Literal["plane", "sphere"]
) -> Zones:
    """All circles that hold at most `share` of the `weight`.

    Units at the same distance enter together; of circles with the same units one is kept, that of
    the first centre.
    """
    most = share * weight.sum() * (1 + NEAR)
    parts = [
        _nearest(where[at : at + _ROWS], where, weight, most, metric)
        for at in range(0, len(where), _ROWS)
    ]
    width = max(order.shape[1] for order, _ in parts)
    order, ends = (
        np.concatenate(
            [
                np.pad(part[i], ((0, 0), (0, width - part[i].shape[1])), constant_values=fill)
                for part in parts
            ]
        )
        for i, fill in ((0, -1), (1, False))
    )
    return Zones(order.astype(np.int32), _once(order, ends.astype(bool)))


def _nearest(
    start: Floats, where: Floats, weight: Floats, most: float, metric: Literal["plane", "sphere"]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    apart = distances(start, where, metric)
    order = np.argsort(apart, axis=1, kind="stable")
    apart = np.take_along_axis(apart, order, axis=1)
    inside = np.cumsum(weight[order], axis=1) <= most
    last = np.full((len(start), 1), True)
    stops = np.hstack([np.diff(apart, axis=1) > NEAR * apart[:, -1:], last])
    ends = inside & stops
    # A centre's row goes as far as its largest circle.
    reach = np.where(ends.any(axis=1), ends.shape[1] - ends[:, ::-1].argmax(axis=1), 0)
    width = max(int(reach.max()), 1)
    beyond = np.arange(width) >= reach[:, None]
    return np.where(beyond, -1, order[:, :width]), ends[:, :width]


def _once(order: npt.NDArray[np.int64], ends: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Circles of equal units are known by equal sums (mod 2^64) of a random number for each unit,
    with equal size: two different ones agree by chance with odds of 1 in 10^19."""
    marks = np.random.default_rng(0).integers(0, 2**64, size=len(order) + 1, dtype=np.uint64)
    sums = np.cumsum(marks[order], axis=1, dtype=np.uint64)
    flat = np.flatnonzero(ends)
    _, first = np.unique(sums.ravel()[flat], return_index=True)
    kept = np.zeros(ends.size, dtype=bool)
    kept[flat[first]] = True
    return kept.reshape(ends.shape)
