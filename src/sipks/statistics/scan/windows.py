"""The periods that a cluster may last, and sums over them.

Cases of a circle are kept as a few sums over time (`slots`), of which the cases of each window are
one, or the difference of two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Layer:
    """Windows of equal kind: the slots `high` less the slots `low`; first and last period."""

    low: slice | None
    high: slice
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]

    def of(self, slots: Array) -> Array:
        """(n, slots, …) → (n, windows, …)."""
        return slots[:, self.high] if self.low is None else slots[:, self.high] - slots[:, self.low]

    def at(self, slots: Array, unit: Array, window: Array, *more: Array) -> Array:
        """The same for single places."""
        high = slots[(unit, window + self.high.start, *more)]
        if self.low is None:
            return np.asarray(high)
        return np.asarray(high - slots[(unit, window + self.low.start, *more)])


@dataclass(frozen=True)
class Windows:
    """`layers` ordered from short windows to long ones."""

    layers: tuple[Layer, ...]
    kind: str
    longest: int

    @property
    def count(self) -> int:
        """How many windows there are."""
        return sum(len(layer.first) for layer in self.layers)

    def span(self, number: int) -> tuple[int, int]:
        """First and last period of a window, numbered through all layers."""
        first = np.concatenate([layer.first for layer in self.layers])
        last = np.concatenate([layer.last for layer in self.layers])
        return int(first[number]), int(last[number])

    def slots(self, cells: Array) -> Array:
        """(N, T, …) → (N, slots, …), of the same type."""
        if self.kind == "space":
            return np.asarray(cells.sum(axis=1, keepdims=True, dtype=cells.dtype))
        if self.kind == "prospective":
            back = cells[:, ::-1][:, : self.longest]
            return np.cumsum(back, axis=1, dtype=cells.dtype)
        summed = np.zeros((cells.shape[0], cells.shape[1] + 1, *cells.shape[2:]), cells.dtype)
        np.cumsum(cells, axis=1, out=summed[:, 1:])
        return summed


def windows_of(periods: int, *, space_time: bool, prospective: bool, longest: int) -> Windows:
    """All windows of up to `longest` periods; with `prospective` those that last until the end;
    without `space_time` the one of all periods."""
    if not space_time:
        whole = Layer(None, slice(0, 1), np.array([0]), np.array([periods - 1]))
        return Windows((whole,), "space", periods)
    if prospective:
        first = periods - np.arange(1, longest + 1)
        alive = Layer(None, slice(0, longest), first, np.full(longest, periods - 1))
        return Windows((alive,), "prospective", longest)
    layers = []
    for duration in range(1, longest + 1):
        first = np.arange(periods + 1 - duration)
        low, high = slice(0, len(first)), slice(duration, periods + 1)
        layers.append(Layer(low, high, first, first + duration - 1))
    return Windows(tuple(layers), "retrospective", longest)
