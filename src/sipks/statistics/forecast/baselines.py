"""What a forecast must beat: six plain ones, each a method (see `method.Method`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sipks.statistics.panel import Floats
from sipks.statistics.timeline import Timeline

from .ewma import ewma
from .method import Draws, Method
from .nbglm import nbglm

WINDOW: Final = 12
YEARS: Final = 5.0
"""Same seasons weigh as much as all history when this many years were seen."""


def zero(
    counts: Floats,
    timeline: Timeline,
    steps: int,
    draws: int,
    rng: np.random.Generator,
    **context: Any,
) -> Draws:
    """Nothing happens anywhere: 0, always."""
    return np.zeros((draws, steps, counts.shape[1]), dtype=np.int64)


def last(
    counts: Floats,
    timeline: Timeline,
    steps: int,
    draws: int,
    rng: np.random.Generator,
    **context: Any,
) -> Draws:
    """What was counted last stays, for certain: the point mass at `counts[-1]`."""
    return np.broadcast_to(counts[-1].astype(np.int64), (draws, steps, counts.shape[1])).copy()


def last12(
    counts: Floats,
    timeline: Timeline,
    steps: int,
    draws: int,
    rng: np.random.Generator,
    **context: Any,
) -> Draws:
    """One of the last 12 periods comes again: "conflictology", the benchmark of VIEWS (Hegre et
    al. 2025, The 2023/24 VIEWS prediction challenge, Journal of Peace Research 62).

    Each of them is drawn as often as any other, or once more: with 12 draws (or a multiple) the
    sample of each unit is exactly its last 12 counts. A draw takes one period for all units, so
    that units which erupt together do so in the sums of provinces and the nation, too. On the
    window of 2019 the published mean CRPS is 9.22 (a test holds it to that).

    >>> counts, year = np.arange(24.0)[:, None], Timeline.of(["2018"])
    >>> sorted(last12(counts, year, 1, 12, np.random.default_rng(1)).ravel().tolist())
    [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]
    """
    depth = min(WINDOW, len(counts))
    return _whole(counts[-depth:], _shares(np.ones((steps, depth)), draws, rng))


def climatology(
    counts: Floats,
    timeline: Timeline,
    steps: int,
    draws: int,
    rng: np.random.Generator,
    **context: Any,
) -> Draws:
    """One of the past periods of the same season comes again, or one of all history.

    Of the draws for a step, y / (y + 5) come from periods of the same season, y being the number
    of years in which it was seen, and the others from all history: with little history there are
    too few same seasons to say what can happen (with 3 years, 3 counts), so they are pooled with
    all. The same season is the same month, the same week ± 2, the same day ± 15. A draw takes one
    period for all units.
    """
    weights = np.stack([_season_weights(timeline, step) for step in range(steps)])
    return _whole(counts, _shares(weights, draws, rng))


def _season_weights(timeline: Timeline, step: int) -> Floats:
    """Probability of each past period (T) for the period `step` + 1 ahead."""
    season = timeline.season
    apart = np.abs(season - timeline.ahead(step + 1).season[-1])
    length = max(timeline.per_year, int(season.max()) + 1)
    same = np.minimum(apart, length - apart) <= timeline.per_year // 24
    years = same.sum() / (2 * (timeline.per_year // 24) + 1)
    weight = years / (years + YEARS)
    everything: Floats = np.full(len(season), 1 / len(season))
    return everything if not same.any() else weight * same / same.sum() + (1 - weight) * everything


def _shares(weights: Floats, draws: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Periods (draws, steps), drawn by `weights` (steps, T) with systematic sampling, shuffled.

    The number of times that a period is drawn differs from its expectation by less than one.
    """
    grid = (np.arange(draws) + rng.random((len(weights), 1))) / draws
    edges = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    at = [
        np.searchsorted(edge[:-1], one, side="right") for edge, one in zip(edges, grid, strict=True)
    ]
    return rng.permuted(np.array(at), axis=1).T


def _whole(counts: Floats, at: npt.NDArray[np.int64]) -> Draws:
    return counts.astype(np.int64)[at]


BASELINES: Final[Mapping[str, Method]] = MappingProxyType(
    {
        "zero": zero,
        "last": last,
        "last12": last12,
        "climatology": climatology,
        "ewma": ewma,
        "nbglm": nbglm,
    }
)
