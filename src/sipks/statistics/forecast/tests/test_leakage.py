from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.forecast.baselines import BASELINES
from sipks.statistics.forecast.leakage import looks_ahead
from sipks.statistics.forecast.method import Draws, Method
from sipks.statistics.panel import Floats, Panel
from sipks.statistics.timeline import Timeline

ORIGINS = ("2017-06", "2017-09")


def poisson_of(mean: Any) -> Method:
    """A method whose samples are Poisson with the means (N) that `mean(counts)` gives."""

    def method(
        counts: Floats,
        timeline: Timeline,
        steps: int,
        draws: int,
        rng: np.random.Generator,
        **context: Any,
    ) -> Draws:
        return rng.poisson(mean(counts), (draws, steps, counts.shape[1]))

    return method


def flagged(build: Any, panel: Panel) -> set[str]:
    return set(looks_ahead(build, panel, ORIGINS)["future"])


def test_baselines_see_only_the_past(uneven: Panel) -> None:
    full = replace(uneven, population=1000 + uneven.counts)
    assert looks_ahead(lambda panel: BASELINES, full, ORIGINS).is_empty()


def test_a_feature_of_the_whole_panel_is_caught(uneven: Panel) -> None:
    """The mean of each unit is taken once, before the back-test, instead of at each origin."""

    def build(panel: Panel) -> Mapping[str, Method]:
        level = panel.counts.mean(axis=0)
        return {"honest": BASELINES["ewma"], "planted": poisson_of(lambda counts: level)}

    found = looks_ahead(build, uneven, ORIGINS)
    assert set(found["method"]) == {"planted"}
    assert set(found["origin"]) == set(ORIGINS)
    assert set(found["future"]) == {"cut", "unknown", "other"}


def test_a_feature_that_skips_what_is_unknown_is_caught(uneven: Panel) -> None:
    def build(panel: Panel) -> Mapping[str, Method]:
        level = np.nan_to_num(np.nanmean(panel.counts, axis=0))
        return {"planted": poisson_of(lambda counts: level)}

    assert {"unknown", "other"} <= flagged(build, uneven)


def test_counts_reached_through_a_kept_array_are_caught(uneven: Panel) -> None:
    def build(panel: Panel) -> Mapping[str, Method]:
        whole = panel.counts
        return {"planted": poisson_of(lambda counts: whole[min(len(counts), len(whole) - 1)])}

    assert {"unknown", "other"} <= flagged(build, uneven)


def test_only_the_order_of_the_future_is_caught(uneven: Panel) -> None:
    """A scale that is learnt from the largest count of all years."""

    def build(panel: Panel) -> Mapping[str, Method]:
        scale = panel.counts.max()
        return {"planted": poisson_of(lambda counts: counts[-1] / scale)}

    assert flagged(build, uneven)


def test_the_length_of_the_whole_timeline_is_caught(uneven: Panel) -> None:
    def build(panel: Panel) -> Mapping[str, Method]:
        length = panel.timeline.length
        return {"planted": poisson_of(lambda counts: counts[-1] + length)}

    assert flagged(build, uneven) == {"cut"}


def test_a_look_at_later_population_is_caught(uneven: Panel) -> None:
    full = replace(uneven, population=1000 + uneven.counts)

    def build(panel: Panel) -> Mapping[str, Method]:
        assert panel.population is not None
        people = np.nan_to_num(panel.population[-1])
        return {"planted": poisson_of(lambda counts: people / 1000)}

    assert flagged(build, full)


def test_chance_that_the_seed_does_not_rule_is_caught(uneven: Panel) -> None:
    own = np.random.default_rng(1)

    def build(panel: Panel) -> Mapping[str, Method]:
        return {"planted": poisson_of(lambda counts: own.random(counts.shape[1]) * 9)}

    assert "again" in flagged(build, uneven)


def test_a_future_that_keeps_a_method_from_being_built_is_a_leak(uneven: Panel) -> None:
    def build(panel: Panel) -> Mapping[str, Method]:
        if np.isnan(panel.counts).any():
            raise ValueError("counts must be known")
        return {"planted": BASELINES["last"]}

    assert flagged(build, uneven) == {"unknown"}


def test_a_method_that_fails_on_the_panel_itself_is_refused(uneven: Panel) -> None:
    def build(panel: Panel) -> Mapping[str, Method]:
        return {"broken": poisson_of(lambda counts: -1 - counts[-1])}

    with pytest.raises(BadInput, match="broken fails at origin 2017-06"):
        looks_ahead(build, uneven, ORIGINS)
