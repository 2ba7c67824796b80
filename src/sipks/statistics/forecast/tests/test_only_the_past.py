from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sipks.statistics.forecast.backtest import backtest
from sipks.statistics.forecast.method import Draws
from sipks.statistics.panel import Floats, Panel
from sipks.statistics.timeline import Timeline

from .panels import remembers


def test_series_are_cut_at_the_origin(uneven: Panel) -> None:
    seen: dict[str, Any] = {}
    heat = np.arange(48.0)[:, None] + np.zeros(40)
    backtest(uneven, {"one": remembers(seen)}, ["2017-06"], 1, 5, series={"heat": heat}, alpha=3)
    given = seen["context"]
    assert given["heat"].shape == (30, 40)
    assert given["heat"].base is None
    assert given["alpha"] == 3


class TestNothingIsReachedThrough:
    def test_the_base_of_an_array(self, uneven: Panel) -> None:
        seen: dict[str, Any] = {}
        full = replace(uneven, population=1000 + uneven.counts)
        backtest(full, {"one": remembers(seen)}, ["2017-06"], 1, 5)
        for array in (seen["counts"], seen["context"]["population"]):
            assert array.shape == (30, 40)
            assert array.base is None
            assert not np.shares_memory(array, full.counts)

    def test_the_timeline(self, uneven: Panel) -> None:
        seen: dict[str, Any] = {}
        backtest(uneven, {"one": remembers(seen)}, ["2017-06"], 1, 5)
        assert seen["timeline"] == uneven.timeline.part(0, 30)
        assert seen["timeline"].labels[-1] == "2017-06"
        assert seen["timeline"] is not uneven.timeline

    def test_what_another_method_did_to_its_counts(self, uneven: Panel) -> None:
        def spoils(
            counts: Floats, timeline: Timeline, steps: int, draws: int, *_: Any, **__: Any
        ) -> Draws:
            counts[:] = 1e6
            return np.zeros((draws, steps, counts.shape[1]), dtype=np.int64)

        seen: dict[str, Any] = {}
        backtest(uneven, {"bad": spoils, "one": remembers(seen)}, ["2017-06"], 1, 5)
        assert np.array_equal(seen["counts"], uneven.counts[:30])
