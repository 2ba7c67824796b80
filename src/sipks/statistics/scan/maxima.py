"""The largest likelihood ratio of each replicate, exactly, without a look at most cylinders.

At a level, counts of a group of circles are compared as whole numbers with the fewest that could
reach it; only what passes is worked out. A replicate in which nothing reaches it is looked through
again at a lower one, so that the level decides about time and never about the answer.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .bounds import Bounds
from .field import Field, Rates
from .models import NEAR, Floats

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.intp]
_LAPS = 128  # replicates side by side
_CACHE = 2**17  # numbers that are worked on together
_HITS = 2**15
_LOWER = 0.8
_NOTHING = 1e-6


def maxima(field: Field, cells: Array, level: float) -> Floats:
    """The largest ratio in each replicate of `cells` (N, T, R); 0 where none has a cluster."""
    slots = field.windows.slots(cells.astype(field.kind))
    best = np.zeros(cells.shape[-1])
    left = np.arange(len(best))
    while len(left):
        found = _above(field, slots[..., left], level)
        best[left] = np.where(found >= level, found, 0.0)
        left = left[found < level] if level > _NOTHING else left[:0]
        level *= _LOWER
    return best


def _above(field: Field, slots: Array, level: float) -> Floats:
    """As `maxima`, right where it is at least `level`."""
    limits = field.model.limits(level)
    centres = len(field.groups.first)
    size = max(1, _CACHE // (slots.shape[1] * _LAPS))
    parts = [slice(at, min(at + size, centres)) for at in range(0, centres, size)]

    def of_part(part: slice) -> Floats:
        bounds = Bounds(field, part, limits)
        best = np.full(slots.shape[-1], level * (1 - NEAR))
        for lap in range(0, len(best), _LAPS):
            some = np.ascontiguousarray(slots[..., lap : lap + _LAPS])
            _Look(bounds, some, best[lap : lap + _LAPS]).through()
        return best

    with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1)) as pool:
        return np.asarray(np.max(list(pool.map(of_part, parts)), axis=0))


@dataclass(frozen=True)
class _Look:
    """`slots` (N, slots, R) of some replicates, whose `best` (R) is raised to the largest ratio."""

    bounds: Bounds
    slots: Array
    best: Floats

    def through(self) -> None:
        flat = self.slots.reshape(len(self.slots), -1)
        first = self.bounds.first
        run = np.zeros((len(first), *self.slots.shape[1:]), flat.dtype)
        steps = [
            ((one.astype(flat.dtype) @ flat).reshape(*first.shape, *run.shape[1:]), side)
            for one, side in self.bounds.steps
        ]
        for group in range(first.shape[1]):
            for added, side in steps:
                run += added[:, group]
                if side:
                    self._compare(run, group, side)

    def _compare(self, run: Array, group: int, side: Rates) -> None:
        bounds, field = self.bounds, self.bounds.field
        nearest = bounds.smallest if side == "high" else bounds.largest
        for number, layer in enumerate(field.windows.layers):
            cases = layer.of(run)
            # On three axes NumPy searches ten times slower.
            passed = np.flatnonzero(bounds.passed(cases, group, side, number))
            if not len(passed):
                continue
            centre, window, lap = np.unravel_index(passed, cases.shape)
            found = cases[centre, window, lap].astype(np.float64)
            size = layer.of(nearest[:, group])[centre, window]
            hopeful = ~(field.model.ratio(found, size) <= self.best[lap])
            rows = [one[hopeful] for one in (centre, window, lap)]
            for at in range(0, len(rows[0]), _HITS):
                some = slice(at, at + _HITS)
                self._work_out(group, side, number, found[hopeful][some], *(r[some] for r in rows))

    def _work_out(
        self,
        group: int,
        side: Rates,
        number: int,
        cases: Floats,
        centre: Ints,
        window: Ints,
        lap: Ints,
    ) -> None:
        """The ratios of all circles of the group, for each centre, window and replicate; `cases`
        are those of its largest circle (high rates) or smallest (low)."""
        bounds, field = self.bounds, self.bounds.field
        layer = field.windows.layers[number]
        first, last = bounds.first[centre, group], bounds.last[centre, group]
        place = first[:, None] + np.arange(int((last - first).max()) + 1)
        inside = place <= last[:, None]
        place = np.minimum(place, last[:, None])
        units = bounds.order[centre[:, None], place]
        new = inside & (place > first[:, None])
        more = np.where(new, layer.at(self.slots, units, window[:, None], lap[:, None]), 0)
        added = np.cumsum(more, axis=1, dtype=np.float64)
        start = cases - added[:, -1] if side == "high" else cases
        wider = np.where(new, layer.at(field.sizes, units, window[:, None]), 0.0)
        size = np.cumsum(wider, axis=1)
        size += layer.of(bounds.smallest[:, group])[centre, window][:, None]
        circle = inside & bounds.ends[centre[:, None], place]
        values = np.where(circle, field.ratios(start[:, None] + added, size, side), 0.0)
        np.maximum.at(self.best, lap, values.max(axis=1))
