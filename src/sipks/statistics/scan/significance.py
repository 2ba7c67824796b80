"""How likely chance alone would give as much: replicates, p-values, recurrence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from .field import Field
from .maxima import maxima
from .models import NEAR, Floats

DAYS: Final = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_PILOT = 32
_STEP = 64
_CELLS = 2**25  # of replicates held at once
_GUESS, _LOW, _BELOW = 0.45, 0.05, 0.97


def replicate(
    field: Field, ratios: Sequence[float], count: int, seed: int, sequential: int | None
) -> Floats:
    """The largest ratio in each of `count` replicates, in order; with `sequential`, until each of
    `ratios` was reached so often."""
    rng = np.random.default_rng(seed)
    cylinders = max(field.zones.count * field.windows.count, 2)
    level = _GUESS * float(np.log(cylinders))
    # A few give an idea of the level; then all that can be held, or, where few may be enough,
    # as many again as there are.
    held = max(1, _CELLS // (field.model.base.size + field.sizes.size))
    found = np.zeros(0)
    while len(found) < count and not (sequential and _enough(found, ratios, sequential)):
        wanted = max(_PILOT, len(found)) if sequential or not len(found) else held
        drawn = _draw(field, rng, min(wanted, held, count - len(found)))
        found = np.concatenate([found, maxima(field, drawn, level)])
        level = max(_BELOW * float(np.quantile(found, _LOW)), np.finfo(float).tiny)
    return found


def _draw(field: Field, rng: np.random.Generator, count: int) -> np.ndarray:
    """(N, T, count), a few at a time, since they are drawn in eight bytes."""
    parts = [
        field.model.draw(rng, min(_STEP, count - at)).astype(field.kind)
        for at in range(0, count, _STEP)
    ]
    return np.moveaxis(np.concatenate(parts), 0, -1)


def _reached(found: Floats, ratio: float) -> np.ndarray:
    return found >= ratio * (1 - NEAR)


def _enough(found: Floats, ratios: Sequence[float], often: int) -> bool:
    return all(_reached(found, one).sum() >= often for one in ratios)


def monte_carlo(found: Floats, ratio: float, sequential: int | None = None) -> float:
    """(1 + replicates that reach `ratio`) / (1 + replicates) (Dwass 1957); with `sequential` = h
    (Besag and Clifford 1991), h / l where the h-th that reaches it is the l-th.

    >>> monte_carlo(np.array([3.0, 9.0, 5.0, 8.0]), 8.0)
    0.6
    >>> monte_carlo(np.array([3.0, 9.0, 5.0, 8.0]), 8.0, sequential=1)
    0.5
    """
    reached = np.flatnonzero(_reached(found, ratio))
    if sequential and len(reached) >= sequential:
        return float(sequential / (reached[sequential - 1] + 1))
    return (1 + len(reached)) / (1 + len(found))


def gumbel(found: Floats, ratio: float) -> float:
    """The tail of the Gumbel distribution with mean and deviation of the replicates (Abrams,
    Kulldorff and Kleinman 2010): finer than one in their number, if they are Gumbel.

    >>> f"{gumbel(np.array([4.0, 5.0, 5.5, 6.0, 7.0, 8.5]), 20.0):.1e}"
    '6.6e-06'
    """
    scale = float(found.std(ddof=1)) * np.sqrt(6) / np.pi
    if scale == 0:
        return float(np.mean(_reached(found, ratio)))
    start = float(found.mean()) - np.euler_gamma * scale
    return float(-np.expm1(-np.exp(-(ratio - start) / scale)))
