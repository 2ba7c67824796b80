from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.forecast import BASELINES, METHODS, forecast, samples
from sipks.statistics.forecast.leakage import looks_ahead
from sipks.statistics.forecast.method import Draws, Method
from sipks.statistics.panel import Floats, Panel
from sipks.statistics.timeline import Timeline

UNITS = ("11.01", "11.02", "12.01", "12.02", "12.03")
PARENTS = {unit: unit[:2] for unit in UNITS} | {"11": "ID", "12": "ID"}
MONTHS = Timeline.of([f"{2015 + at // 12}-{at % 12 + 1:02d}" for at in range(40)])
COUNTS = np.random.default_rng(3).poisson([2.0, 0.1, 5, 0, 1], (40, 5)).astype(float)
PANEL = Panel(UNITS, MONTHS, COUNTS)


def test_a_row_for_each_unit_period_and_draw() -> None:
    found = forecast(PANEL, steps=2, draws=10)
    assert found.columns == ["unit", "period", "draw", "value"]
    assert found.height == 5 * 2 * 10
    assert found["period"].unique().sort().to_list() == ["2018-05", "2018-06"]
    drawn = samples(PANEL, steps=2, draws=10)
    row = found.filter(unit="12.01", period="2018-06", draw=7)
    assert row["value"].to_list() == [drawn[7, 1, 2]]


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same(method: str) -> None:
    one, two = (forecast(PANEL, method=method, draws=30, seed=4) for _ in range(2))
    assert one.equals(two)


def test_another_seed_gives_other_draws() -> None:
    assert not forecast(PANEL, draws=50, seed=1).equals(forecast(PANEL, draws=50, seed=2))


def test_all_levels_add_up_in_every_draw() -> None:
    found = forecast(PANEL, steps=2, draws=20, parents=PARENTS, levels=True)
    keys = ["period", "draw"]
    nation = found.filter(unit="ID").sort(keys)["value"]
    for members in (["11", "12"], list(UNITS)):
        summed = found.filter(pl.col("unit").is_in(members)).group_by(keys).agg(pl.sum("value"))
        assert summed.sort(keys)["value"].to_list() == nation.to_list()


def test_baselines_are_methods() -> None:
    assert set(BASELINES) < set(METHODS)
    assert "sipks" not in BASELINES


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"method": "oracle"}, "method is 'oracle'"),
        ({"b": 4}, "method sipks has no option b"),
        ({"method": "ewma", "coverage": "mean"}, "method ewma has no option coverage"),
        ({"coverage": "none"}, "coverage is 'none'"),
        ({"steps": 0}, "at least one step"),
        ({"draws": 0}, "one draw"),
        ({"levels": True}, "levels need parents"),
        ({"parents": {"11.01": "11"}}, "unit 11.02 has no parent"),
        ({"parents": PARENTS | {"99.01": "99"}}, "area 99.01"),
    ],
)
def test_what_cannot_be_forecast_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        forecast(PANEL, **given)


def test_no_method_looks_ahead() -> None:
    found = looks_ahead(lambda _: METHODS, PANEL, ["2017-01", "2018-01"], steps=3, parents=PARENTS)
    assert found.rows() == []


def test_a_planted_leak_is_caught() -> None:
    """The same estimator, but fed a share that was computed from the whole panel."""

    def leaking(panel: Panel) -> dict[str, Method]:
        share = panel.counts.mean(axis=0) + 0.01

        def draw(
            counts: Floats,
            timeline: Timeline,
            steps: int,
            draws: int,
            rng: np.random.Generator,
            **context: Any,
        ) -> Draws:
            exposure = np.tile(np.nan_to_num(share, nan=0.5), (len(counts), 1))
            known = {"population": exposure, "groups": context["groups"]}
            return METHODS["sipks"](counts, timeline, steps, draws, rng, **known)

        return {"leaking": draw, "sipks": METHODS["sipks"]}

    found = looks_ahead(leaking, PANEL, ["2017-01"], parents=PARENTS)
    assert set(found["method"]) == {"leaking"}
    assert {"unknown", "other", "cut"} <= set(found["future"])


def test_a_period_in_which_nobody_lives_is_refused() -> None:
    table = {
        "unit": ["a", "a", "b", "b"],
        "period": ["2015-01", "2015-02"] * 2,
        "count": [1, 2, 0, 3],
        "population": [5, 0, 5, 0],
    }
    with pytest.raises(BadInput, match="2015-02"):
        forecast(Panel.of(table))
    assert len(forecast(Panel.of(table | {"population": [5, 5, 0, 0]}), draws=10)) == 60
