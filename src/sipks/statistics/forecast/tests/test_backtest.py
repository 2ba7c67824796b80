from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.forecast.backtest import backtest
from sipks.statistics.forecast.baselines import BASELINES
from sipks.statistics.forecast.method import run
from sipks.statistics.panel import Panel
from sipks.statistics.scoring import crps, diebold_mariano

ORIGINS = ("2017-06", "2017-09", "2018-10")


def test_losses_are_those_of_forecasts_made_then(uneven: Panel) -> None:
    found = backtest(uneven, {"ewma": BASELINES["ewma"]}, ["2017-06"], 3, 100, seed=7, by_unit=True)
    at = uneven.periods.index("2017-06")
    past = uneven.until("2017-06")
    drawn = run(BASELINES["ewma"], past, 3, 100, np.random.default_rng(7))
    for step in range(3):
        rows = found.filter(pl.col("step") == step + 1)
        came = uneven.counts[at + 1 + step]
        assert rows["period"].unique().to_list() == [uneven.periods[at + 1 + step]]
        assert rows["count"].to_list() == came.tolist()
        assert rows["crps"].to_list() == crps(came, drawn[:, step].T).tolist()


def test_means_are_of_the_units_and_stop_at_the_end(uneven: Panel) -> None:
    methods = {name: BASELINES[name] for name in ("zero", "last12")}
    means = backtest(uneven, methods, ORIGINS, 3, 50)
    assert means.columns == ["origin", "step", "method", "level", "n", "crps", "ignorance"]
    assert means.height == 2 * (3 + 3 + 2)  # of October 2018 two months are known
    assert set(means["n"]) == {40}
    single = backtest(uneven, methods, ORIGINS, 3, 50, by_unit=True)
    again = single.group_by("origin", "step", "method").agg(pl.mean("crps").alias("same"))
    both = means.join(again, on=["origin", "step", "method"])
    assert both["crps"].to_list() == pytest.approx(both["same"].to_list())


def test_zero_loses_what_came(uneven: Panel) -> None:
    means = backtest(uneven, {"zero": BASELINES["zero"]}, ["2017-06"], 1, 10)
    assert means["crps"][0] == pytest.approx(uneven.until("2017-07").counts[-1].mean())


def test_other_methods_beside_change_nothing(uneven: Panel) -> None:
    alone = backtest(uneven, {"ewma": BASELINES["ewma"]}, ORIGINS, 2, 50)
    beside = backtest(uneven, BASELINES, ORIGINS[::-1], 2, 50)
    keys = ["origin", "step"]
    same = beside.filter(pl.col("method") == "ewma").sort(keys)
    assert same.equals(alone.sort(keys))


def test_all_levels_are_scored_with_parents(uneven: Panel) -> None:
    parents = {unit: unit[:2] for unit in uneven.units}
    parents |= dict.fromkeys(set(parents.values()), "ID")
    means = backtest(uneven, BASELINES, ["2017-06"], 1, 50, parents=parents)
    zero = means.filter(pl.col("method") == "zero").sort("level")
    assert zero["n"].to_list() == [40, 5, 1]
    came = uneven.until("2017-07").counts[-1].sum()
    assert zero["crps"].to_list() == pytest.approx([came / 40, came / 5, came])


def test_losses_feed_diebold_mariano(uneven: Panel) -> None:
    single = backtest(
        uneven,
        {name: BASELINES[name] for name in ("last", "ewma")},
        uneven.periods[23:-1],
        1,
        100,
        by_unit=True,
    )
    wide = [
        rows.sort("unit", "period")["crps"].to_numpy().reshape(40, -1).T
        for _, rows in single.group_by("method", maintain_order=True)
    ]
    last, ewma = wide
    assert last.mean() > ewma.mean()
    assert diebold_mariano(ewma, last, h=1).p_value < 0.05


class TestRefuses:
    def test_an_origin_outside(self, uneven: Panel) -> None:
        with pytest.raises(BadInput, match="2019-01"):
            backtest(uneven, BASELINES, ["2019-01"], 1, 5)

    def test_an_origin_that_nothing_follows(self, uneven: Panel) -> None:
        with pytest.raises(BadInput, match="2018-12 is the last"):
            backtest(uneven, BASELINES, ["2018-12"], 1, 5)

    def test_a_series_of_other_length(self, uneven: Panel) -> None:
        with pytest.raises(BadInput, match="heat has 3 periods, not 48"):
            backtest(uneven, BASELINES, ["2017-06"], 1, 5, series={"heat": np.zeros((3, 40))})

    def test_a_series_with_a_name_of_the_panel(self, uneven: Panel) -> None:
        with pytest.raises(BadInput, match="option population is known"):
            backtest(uneven, BASELINES, ["2017-06"], 1, 5, series={"population": uneven.counts})

    def test_no_methods_and_no_origins(self, uneven: Panel) -> None:
        with pytest.raises(BadInput, match="a method"):
            backtest(uneven, {}, ["2017-06"], 1, 5)
        with pytest.raises(BadInput, match="an origin"):
            backtest(uneven, BASELINES, [], 1, 5)

    def test_no_steps(self, uneven: Panel) -> None:
        with pytest.raises(BadInput, match="at least one step"):
            backtest(uneven, BASELINES, ["2017-06"], 0, 5)

    @pytest.mark.parametrize(
        ("samples", "message"),
        [
            (np.zeros((5, 1, 39), dtype=np.int64), "shape"),
            (np.full((5, 1, 40), -1), "whole numbers"),
            (np.full((5, 1, 40), 0.5), "whole numbers"),
            (np.full((5, 1, 40), np.nan), "whole numbers"),
        ],
    )
    def test_samples_that_are_no_counts(
        self, uneven: Panel, samples: np.ndarray, message: str
    ) -> None:
        with pytest.raises(BadInput, match=message):
            backtest(uneven, {"bad": lambda *_, **__: samples}, ["2017-06"], 1, 5)
