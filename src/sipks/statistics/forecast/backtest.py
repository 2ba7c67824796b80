"""Forecasts of the past, each made with what was known then, and held against what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats, Panel
from sipks.statistics.scoring import crps, ignorance

from .hierarchy import Hierarchy
from .method import Draws, Method, run

Score = Callable[[Any, Any], npt.NDArray[np.float64]]
"""Losses (n,) of samples (n, draws) by counts (n,)."""
SCORES: Final[Mapping[str, Score]] = MappingProxyType({"crps": crps, "ignorance": ignorance})


def backtest(
    panel: Panel,
    methods: Mapping[str, Method],
    origins: Sequence[str],
    steps: int = 3,
    draws: int = 1000,
    seed: int = 1,
    *,
    scores: Mapping[str, Score] = SCORES,
    parents: Mapping[str, str] | None = None,
    series: Mapping[str, npt.NDArray[Any]] | None = None,
    by_unit: bool = False,
    **options: Any,
) -> pl.DataFrame:
    """Mean losses of each method at each of the rolling `origins` and each step after them.

    At an origin, a period of the panel, every method is given the panel up to it, copied, and
    draws what follows with `np.random.default_rng(seed)`: what `forecast` does with the panel
    that ends there (Tashman 2000, International Journal of Forecasting 16: rolling origins,
    parameters learnt anew at each). Steps behind the panel's end are left out.

    `series`: more that is known of the past, arrays whose first axis is the panel's T periods;
    they are cut like the panel and handed on by name, as `options` are, which are not cut: nothing
    may stand there that was computed from the whole panel (see `leakage.looks_ahead`). With
    `parents` (see `Hierarchy`) samples are summed up, and all levels are scored: level 0 is the
    units.

    Returns `origin, step, method, level, n` and a column for each score, the mean over areas;
    `by_unit` gives `origin, period, step, method, level, unit, count` and the loss of each, as
    `scoring.diebold_mariano` wants them. Raises BadInput for an origin that is not in the panel or
    is its last period, and where `Hierarchy` or `method.run` do.

    >>> from .baselines import BASELINES
    >>> years = {"unit": ["a"] * 3, "period": ["2015", "2016", "2017"], "count": [1, 1, 4]}
    >>> methods = {name: BASELINES[name] for name in ("zero", "last")}
    >>> backtest(Panel.of(years), methods, ["2015", "2016"], steps=1)["crps"].to_list()
    [1.0, 0.0, 4.0, 3.0]
    """
    if not methods or not scores or not origins:
        raise BadInput("there must be a method, a score and an origin")
    series = series or {}
    _check_series(panel, series)
    truth = _Truth.of(panel, parents, scores)
    tables = []
    for origin in origins:
        past = panel.until(origin)
        stop = len(past.counts)
        if stop == len(panel.counts):
            raise BadInput(f"origin {origin} is the last period: nothing is known of what followed")
        for name, method in methods.items():
            known = {key: values[:stop].copy() for key, values in series.items()}
            rng = np.random.default_rng(seed)
            drawn = run(method, past, steps, draws, rng, parents, **known, **options)
            tables += truth.losses(drawn, stop, origin, name)
    whole = pl.concat(tables)
    return whole if by_unit else _means(whole, list(scores))


@dataclass(frozen=True)
class _Truth:
    """What came: counts (T, M) of all areas, their names and levels, and how to score by them."""

    counts: Floats
    periods: tuple[str, ...]
    areas: tuple[str, ...]
    levels: tuple[int, ...]
    hierarchy: Hierarchy | None
    scores: Mapping[str, Score]

    @classmethod
    def of(
        cls, panel: Panel, parents: Mapping[str, str] | None, scores: Mapping[str, Score]
    ) -> _Truth:
        if parents is None:
            flat = (0,) * len(panel.units)
            return cls(panel.counts, panel.periods, panel.units, flat, None, scores)
        tree = Hierarchy.of(panel.units, parents)
        counts = tree.roll_up(panel.counts)
        return cls(counts, panel.periods, tree.areas, tree.levels, tree, scores)

    def losses(self, drawn: Draws, stop: int, origin: str, name: str) -> list[pl.DataFrame]:
        """A table for each step of which it is known what came."""
        if self.hierarchy is not None:
            drawn = self.hierarchy.roll_up(drawn)
        known = min(drawn.shape[1], len(self.counts) - stop)
        return [
            self._step(drawn[:, step].T, stop + step, origin, step, name) for step in range(known)
        ]

    def _step(self, samples: Draws, at: int, origin: str, step: int, name: str) -> pl.DataFrame:
        came = self.counts[at]
        first = {
            "origin": origin,
            "period": self.periods[at],
            "step": step + 1,
            "method": name,
            "level": pl.Series(self.levels),
            "unit": pl.Series(self.areas),
            "count": came,
        }
        return pl.DataFrame(
            first | {key: score(came, samples) for key, score in self.scores.items()}
        )


def _means(losses: pl.DataFrame, scores: list[str]) -> pl.DataFrame:
    keys = ["origin", "step", "method", "level"]
    return losses.group_by(keys, maintain_order=True).agg(
        pl.len().alias("n"), *(pl.mean(score) for score in scores)
    )


def _check_series(panel: Panel, series: Mapping[str, npt.NDArray[Any]]) -> None:
    for name, values in series.items():
        if len(values) != len(panel.counts):
            raise BadInput(f"series {name} has {len(values)} periods, not {len(panel.counts)}")
