"""How few cases, or how many, could make a cluster: what is compared with counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .field import Field, Rates
from .models import Floats
from .windows import Layer

Array = npt.NDArray[Any]


class Bounds:
    """For the centres `part`: can any circle of a group reach the level of `limits`?

    A group can have a cluster of high rates only if the cases of its largest circle would make one
    of its smallest; and one of low rates only if the cases of its smallest would of its largest.
    """

    def __init__(self, field: Field, part: slice, limits: Floats) -> None:
        self.field, self.limits = field, limits
        every = field.groups
        self.order, self.ends = field.zones.order[part], field.zones.ends[part]
        self.first, self.last = every.first[part], every.last[part]
        count = self.first.shape[1]
        rows = slice(part.start * count, part.stop * count)
        onto, rest = every.onto_first[rows], every.to_last[rows]
        both: Rates | None = "high" if field.rates == "both" else None
        self.steps: list[tuple[Any, Rates | None]] = [(onto, "low"), (rest, both)]
        if field.rates == "high":
            self.steps = [(onto + rest, "high")]
        self.largest = np.cumsum(self.grouped((onto + rest) @ field.sizes), axis=1)
        self.smallest = self.largest - self.grouped(rest @ field.sizes)
        layers = field.windows.layers
        self.enough = [self._enough(layer) for layer in layers] if "high" in field.sides else []
        self.few = [self._few(layer) for layer in layers] if "low" in field.sides else []

    def grouped(self, rows: Array) -> Array:
        """(n·G, …) → (n, G, …)."""
        return rows.reshape(*self.first.shape, *rows.shape[1:])

    def passed(self, cases: Array, group: int, side: Rates, layer: int) -> npt.NDArray[np.bool_]:
        """(n, windows, R): where so many cases could make a cluster."""
        if side == "high":
            return np.asarray(cases >= self.enough[layer][:, group, :, None])
        return np.asarray(cases <= self.few[layer][:, group, :, None])

    def _enough(self, layer: Layer) -> Array:
        """(n, G, windows): the fewest cases of a cluster of high rates; C + 1 for none."""
        return self._searched(layer.of(_flat(self.smallest)), len(self.limits))

    def _few(self, layer: Layer) -> Array:
        """(n, G, windows): the most cases of a cluster of low rates; -1 for none.

        The rate inside is low where that of all the rest is high, with the same ratio.
        """
        outside = self.field.model.whole - layer.of(_flat(self.largest))
        most = len(self.limits) - 1
        return most - self._searched(outside, most + 1)

    def _searched(self, sizes: Floats, none: int) -> Array:
        found = self.grouped(np.searchsorted(self.limits, sizes).astype(self.field.kind))
        found[self.first > self.last] = none
        return found


def _flat(grouped: Floats) -> Floats:
    return grouped.reshape(-1, grouped.shape[-1])
