"""Small panels, and samples of what follows them."""

from __future__ import annotations

from typing import Any

import numpy as np

from sipks.statistics.forecast.baselines import BASELINES
from sipks.statistics.forecast.method import Draws, Method, run
from sipks.statistics.panel import Floats, Panel
from sipks.statistics.timeline import Timeline


def sample(name: str, panel: Panel, steps: int = 3, draws: int = 400, seed: int = 1) -> Draws:
    return run(BASELINES[name], panel, steps, draws, np.random.default_rng(seed))


def one(counts: list[int], first: str = "2015-01") -> Panel:
    timeline = Timeline.of([first])
    whole = Timeline(timeline.grain, timeline.first, len(counts))
    return Panel(("a",), whole, np.array(counts, dtype=float)[:, None])


def remembers(seen: dict[str, Any]) -> Method:
    """A method that keeps in `seen` what it was given, and expects nothing."""

    def method(
        counts: Floats,
        timeline: Timeline,
        steps: int,
        draws: int,
        rng: np.random.Generator,
        **context: Any,
    ) -> Draws:
        seen.update(counts=counts, timeline=timeline, context=context)
        return np.zeros((draws, steps, counts.shape[1]), dtype=np.int64)

    return method
