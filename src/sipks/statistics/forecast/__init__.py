"""Probabilistic forecasts of counts, and how good they were.

from sipks.statistics.forecast import forecast

samples = forecast(panel, steps=3, draws=1000, seed=1)
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import polars as pl

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel

from . import baselines
from .estimator import sipks
from .hierarchy import Hierarchy
from .method import Draws, Method, run

BASELINES: Final = tuple(baselines.BASELINES)
METHODS: Final[Mapping[str, Method]] = MappingProxyType({"sipks": sipks, **baselines.BASELINES})
OPTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"sipks": ("coverage", "calendar")}
)

__all__ = ["BASELINES", "METHODS", "Hierarchy", "Method", "forecast", "samples"]


def forecast(
    panel: Panel,
    *,
    method: str = "sipks",
    steps: int = 3,
    draws: int = 1000,
    seed: int = 1,
    parents: Mapping[str, str] | None = None,
    levels: bool = False,
    **options: Any,
) -> pl.DataFrame:
    """Samples of the `steps` periods after the panel: unit, period, draw (from 0), value.

    `method`: "sipks", or one of BASELINES. `parents` maps each unit to the area in which it lies,
    and may go on to the nation; with `levels` the samples of these areas follow those of the units
    and are their sums, draw by draw. `options` are those of the method. The same `seed` gives the
    same samples. Raises BadInput for an unknown method or option, no step or draw, parents that are
    no hierarchy, and a period in which nobody lives anywhere.
    """
    drawn = samples(panel, method, steps, draws, seed, parents, **options)
    areas = panel.units
    if levels:
        if parents is None:
            raise BadInput("levels need parents")
        hierarchy = Hierarchy.of(panel.units, parents)
        areas, drawn = hierarchy.areas, hierarchy.roll_up(drawn)
    return _long(drawn, areas, panel.timeline.ahead(steps).labels)


def samples(
    panel: Panel,
    method: str = "sipks",
    steps: int = 3,
    draws: int = 1000,
    seed: int = 1,
    parents: Mapping[str, str] | None = None,
    **options: Any,
) -> Draws:
    """The samples of `forecast` as an array (draws, steps, N)."""
    if method not in METHODS:
        raise BadInput(f"method is {method!r}, none of {', '.join(METHODS)}")
    for option in options:
        if option not in OPTIONS.get(method, ()):
            raise BadInput(f"method {method} has no option {option}")
    if parents is not None:
        Hierarchy.of(panel.units, parents)
    if panel.population is not None:
        for empty in np.flatnonzero(panel.population.sum(axis=1) == 0)[:1]:
            raise BadInput(f"the population of all units in period {panel.periods[empty]} is 0")
    rng = np.random.default_rng(seed)
    return run(METHODS[method], panel, steps, draws, rng, parents, **options)


def _long(drawn: Draws, areas: tuple[str, ...], periods: tuple[str, ...]) -> pl.DataFrame:
    draws, steps, size = drawn.shape
    names = pl.Series("unit", areas).gather(np.repeat(np.arange(size), steps * draws))
    labels = pl.Series("period", periods).gather(np.tile(np.repeat(np.arange(steps), draws), size))
    number = pl.Series("draw", np.tile(np.arange(draws), size * steps))
    value = pl.Series("value", drawn.transpose(2, 1, 0).ravel())
    return pl.DataFrame([names, labels, number, value])
