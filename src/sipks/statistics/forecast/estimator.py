"""The forecast of SIPKS: shares of a wandering total."""

from __future__ import annotations

from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats
from sipks.statistics.timeline import Timeline

from .coverage import coverage as coverage_of
from .feasts import factors
from .features import Shares, neighbours, shares
from .level import level
from .method import Draws
from .mixing import Mixture, learn

LEAST: Final = 6
"""Periods at least that a share must have been watched before anything is learnt of it."""


def sipks(
    counts: Floats,
    timeline: Timeline,
    steps: int,
    draws: int,
    rng: np.random.Generator,
    *,
    population: Floats | None = None,
    where: Floats | None = None,
    metric: str = "plane",
    groups: npt.NDArray[np.int64] | None = None,
    coverage: Literal["last", "mean"] = "last",
    calendar: bool = True,
    **context: Any,
) -> Draws:
    """y_{t+h,i} ~ NB(mean = λ_{t+h} s_i, size = exp(c0) mean^c1).

    λ is the nation's level (`level`), common to all units of a draw, so that sums over provinces
    and the nation have an honest spread; s the unit's share (`features`), a mixture whose weights
    depend on the unit's size (`mixing`). `calendar` lets λ know of feasts (`feasts`);
    `coverage="mean"` tells what would be counted if reporting were that of the mean period, not
    that of the last (`coverage`).
    """
    if coverage not in ("last", "mean"):
        raise BadInput(f"coverage is {coverage!r}, not 'last' or 'mean'")
    near = neighbours(where, metric) if where is not None and len(where) > 1 else None
    known = shares(counts, timeline.per_year, population, near, groups)
    mixture = learn(*_past(known, counts, steps))
    share = mixture.share(known.values[-1], known.size[-1])
    totals = counts.sum(axis=1)
    expected = np.maximum(totals.mean() * share, 1e-9)
    excess = 1 + float((expected**2 / mixture.shape(expected)).sum() / expected.sum())
    feasts = factors(totals, timeline, steps) if calendar else np.ones(len(totals) + steps)
    plain = totals / feasts[: len(totals)]
    if coverage == "mean":
        plain /= coverage_of(counts, timeline.per_year)
    levels = level(plain, steps, timeline.per_year, excess).draw(draws, rng) * feasts[len(totals) :]
    return _counts(levels, share, mixture, rng)


def _past(known: Shares, counts: Floats, steps: int) -> tuple[Floats, Floats, Floats, Floats]:
    """What was known (features, size), the nation's count and each unit's 1, (1 + steps)/2 and
    `steps` periods later."""
    length, width = len(counts), known.values.shape[2]
    first = min(LEAST, length // 2)
    horizons = [one for one in sorted({1, (1 + steps) // 2, steps}) if one < length - first]
    features, sizes, totals, later = [], [], [], []
    for ahead in horizons:
        features.append(known.values[first : length - ahead].reshape(-1, width))
        sizes.append(known.size[first : length - ahead].ravel())
        after = counts[first + ahead :]
        totals.append(np.repeat(after.sum(axis=1), counts.shape[1]))
        later.append(after.ravel())
    if not horizons:
        empty = np.zeros(0)
        return np.zeros((0, width)), empty, empty, empty
    return (
        np.concatenate(features),
        np.concatenate(sizes),
        np.concatenate(totals),
        np.concatenate(later),
    )


def _counts(levels: Floats, share: Floats, mixture: Mixture, rng: np.random.Generator) -> Draws:
    """(draws, steps, N) counts, step by step to hold little at once."""
    found = np.empty((*levels.shape, len(share)), dtype=np.int64)
    for step, level_ in enumerate(levels.T):
        mean = np.maximum(level_[:, None] * share, 1e-9)
        shape = mixture.shape(mean)
        found[:, step] = rng.poisson(rng.gamma(shape) * (mean / shape))
    return found
