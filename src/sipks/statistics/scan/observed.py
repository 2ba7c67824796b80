"""What was observed: the best window of each circle, and the clusters without overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .field import Field
from .models import NEAR, Floats

Ints = npt.NDArray[np.int64]
_CELLS = 2**20


@dataclass(frozen=True)
class Cluster:
    """One circle over a window: its units from the centre outwards, first and last period."""

    units: npt.NDArray[np.int32]
    first: int
    last: int
    observed: float
    expected: float
    ratio: float


def clusters(field: Field, cases: Floats, most: int) -> list[Cluster]:
    """At most `most` clusters of `cases` (N, T), the most likely first; each shares no unit with
    those before it.

    Where ratios are equal (to a billionth), the circle of fewer units comes first, then that of
    the earlier centre, and of windows the shorter, then the earlier.
    """
    best, window = _best_windows(field, cases)
    found: list[Cluster] = []
    best[~field.zones.ends] = 0.0
    while len(found) < most and best.max(initial=0.0) > NEAR:
        centre, place = np.nonzero(best >= best.max() * (1 - NEAR))
        first = np.lexsort([centre, place])[0]
        at = int(centre[first]), int(place[first])
        units = field.zones.units(at[0], at[1] + 1)
        found.append(_cluster(field, cases, units, int(window[at]), float(best[at])))
        best[~field.zones.clear_of(units)] = 0.0
    return found


def _best_windows(field: Field, cases: Floats) -> tuple[Floats, Ints]:
    """For each circle (N × K) the largest ratio, and the number of its window."""
    order, ends = field.zones.order, field.zones.ends
    counts = field.windows.slots(cases)
    best, window = np.zeros(ends.shape), np.zeros(ends.shape, np.int64)
    step = max(1, _CELLS // (ends.shape[1] * counts.shape[1]))
    for at in range(0, len(ends), step):
        part = slice(at, at + step)
        c, size = (
            np.cumsum(slots[order[part]], axis=1)[ends[part]] for slots in (counts, field.sizes)
        )
        best[part][ends[part]], window[part][ends[part]] = _best(field, c, size)
    return best, window


def _best(field: Field, counts: Floats, sizes: Floats) -> tuple[Floats, Ints]:
    """The same for circles in a row, of which the slots are given (n, slots)."""
    best, window = np.zeros(len(counts)), np.zeros(len(counts), np.int64)
    before, rows = 0, np.arange(len(counts))
    for layer in field.windows.layers:
        c, size = layer.of(counts), layer.of(sizes)
        for side in field.sides:
            values = field.ratios(c, size, side)
            top = values.argmax(axis=1)
            better = values[rows, top] > best * (1 + NEAR)
            best = np.where(better, values[rows, top], best)
            window = np.where(better, before + top, window)
        before += len(layer.first)
    return best, window


def _cluster(
    field: Field, cases: Floats, units: npt.NDArray[np.int32], window: int, ratio: float
) -> Cluster:
    first, last = field.windows.span(window)
    cells = units[:, None], np.arange(first, last + 1)
    expected = field.model.expected(field.model.base[cells].sum())
    return Cluster(units, first, last, float(cases[cells].sum()), float(expected), ratio)
