"""Which units are neighbours: given pairs, the nearest, or all within a distance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.neighbors import kneighbors_graph, radius_neighbors_graph

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import EARTH_KM, Panel


@dataclass(frozen=True)
class Neighbours:
    """`adjacency` (N, N), sparse, 1 between neighbours, 0 on the diagonal, in the order of
    `units`."""

    units: tuple[str, ...]
    adjacency: sparse.csr_array

    @classmethod
    def of_pairs(cls, units: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Neighbours:
        """Neighbours named pair by pair, each way; BadInput for an unknown unit and for a unit that
        is its own neighbour."""
        place = {unit: at for at, unit in enumerate(units)}
        if len(place) != len(units):
            raise BadInput("a unit is named twice")
        rows, columns = [], []
        for number, (one, other) in enumerate(pairs, 1):
            for name in (one, other):
                if name not in place:
                    raise BadInput(f"pair {number}: there is no unit {name}")
            if one == other:
                raise BadInput(f"pair {number}: {one} is its own neighbour")
            rows += [place[one], place[other]]
            columns += [place[other], place[one]]
        size = len(units), len(units)
        table = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=size)
        return cls(tuple(units), _binary(table))

    @classmethod
    def nearest(cls, panel: Panel, k: int = 6) -> Neighbours:
        """The `k` units whose places lie nearest (not mutual); great circles for lat and lon."""
        if not 1 <= k < len(panel.units):
            raise BadInput(f"k is {k}, not 1 to {len(panel.units) - 1}")
        places, metric, _ = _places(panel)
        return cls(panel.units, _binary(kneighbors_graph(places, k, metric=metric)))

    @classmethod
    def within(cls, panel: Panel, distance: float) -> Neighbours:
        """All units within `distance` (km for lat and lon, else the unit of x and y)."""
        if not distance > 0:
            raise BadInput(f"distance is {distance}, not above 0")
        places, metric, length = _places(panel)
        near = radius_neighbors_graph(places, distance / length, metric=metric)
        return cls(panel.units, _binary(near))

    @property
    def alone(self) -> tuple[str, ...]:
        """Units without any neighbour; nothing local can be said of them."""
        lonely = np.flatnonzero(np.diff(self.adjacency.indptr) == 0)
        return tuple(self.units[at] for at in lonely)


def _binary(found: Any) -> sparse.csr_array:
    """1 where anything was found, in order."""
    table = sparse.csr_array(found)
    table.sum_duplicates()
    table.data = np.ones(table.nnz)
    return table


def _places(panel: Panel) -> tuple[Any, str, float]:
    """Coordinates, their metric, and the length of its unit."""
    if panel.where is None:
        raise BadInput("the table tells no places: columns x, y or lat, lon are needed")
    if panel.metric == "plane":
        return panel.where, "euclidean", 1.0
    return np.radians(panel.where), "haversine", EARTH_KM
