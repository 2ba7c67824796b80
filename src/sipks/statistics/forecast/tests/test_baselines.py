from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sipks.statistics.forecast.baselines import BASELINES
from sipks.statistics.panel import Panel
from sipks.statistics.scoring import crps
from sipks.statistics.timeline import Timeline

from .panels import one, sample

NAMES = sorted(BASELINES)


@pytest.mark.parametrize("name", NAMES)
class TestEach:
    def test_gives_whole_numbers_of_every_draw_step_and_unit(
        self, name: str, uneven: Panel
    ) -> None:
        drawn = sample(name, uneven, steps=4, draws=30)
        assert drawn.shape == (30, 4, 40)
        assert drawn.dtype == np.int64
        assert drawn.min() >= 0

    def test_same_seed_gives_the_same(self, name: str, uneven: Panel) -> None:
        assert np.array_equal(sample(name, uneven), sample(name, uneven))

    def test_changes_nothing_that_it_is_given(self, name: str, uneven: Panel) -> None:
        counts = uneven.counts.copy()
        sample(name, uneven)
        assert np.array_equal(uneven.counts, counts)

    @pytest.mark.parametrize("grain", ["2015-01-01", "2015-W01", "2015-01", "2015"])
    def test_takes_any_grain_and_however_little_history(self, name: str, grain: str) -> None:
        for length in (1, 2, 13, 60):
            panel = one([1, 0] * (length // 2) + [1] * (length % 2), grain)
            assert sample(name, panel, draws=20).shape == (20, 3, 1)

    def test_expects_next_to_nothing_where_nothing_ever_was(self, name: str) -> None:
        silent = Panel(tuple("abcdefgh"), one([0] * 24).timeline, np.zeros((24, 8)))
        assert sample(name, silent).mean() < 0.02

    def test_order_of_units_does_not_matter(self, name: str, uneven: Panel) -> None:
        other = replace(uneven, units=uneven.units[::-1], counts=uneven.counts[:, ::-1])
        mean, turned = (sample(name, one, draws=2000).mean(axis=(0, 1)) for one in (uneven, other))
        assert mean == pytest.approx(turned[::-1], rel=0.15, abs=0.15)


def test_zero_is_zero(uneven: Panel) -> None:
    assert not sample("zero", uneven).any()


def test_last_is_the_last_count_for_certain() -> None:
    assert (sample("last", one([5, 0, 3])) == 3).all()


def test_last12_is_the_last_twelve_counts_when_there_are_twelve_draws() -> None:
    counts = [90, 91, *range(1, 13)]
    drawn = sample("last12", one(counts), steps=2, draws=12)[:, :, 0]
    assert [sorted(drawn[:, step]) for step in range(2)] == [list(range(1, 13))] * 2


def test_last12_takes_all_units_of_a_draw_from_one_period() -> None:
    counts = np.stack([np.arange(20.0), 100 + np.arange(20.0)], axis=1)
    drawn = sample("last12", Panel(("a", "b"), one([0] * 20).timeline, counts))
    assert (drawn[:, :, 1] - drawn[:, :, 0] == 100).all()


def test_climatology_gives_the_season_y_of_y_plus_five_and_else_all_history() -> None:
    counts = [int(period % 12 == 0) for period in range(60)]  # five Januaries of sixty months
    drawn = sample("climatology", one(counts), steps=2, draws=6000)[:, :, 0]
    assert drawn[:, 0].mean() == pytest.approx(5 / 10 + 5 / 10 * 5 / 60, abs=1e-3)
    assert drawn[:, 1].mean() == pytest.approx(5 / 10 * 5 / 60, abs=1e-3)


def test_climatology_of_weeks_looks_two_weeks_around() -> None:
    counts = [0] * 104
    counts[1] = counts[53] = 10  # second week of both years; the first follows
    panel = one(counts, "2016-W01")
    near = sample("climatology", panel, steps=1, draws=7000).mean()
    expected = 10 * (2 / 7 * 2 / 10 + 5 / 7 * 2 / 104)
    assert near == pytest.approx(expected, abs=0.02)


def test_climatology_draws_each_period_as_often_as_it_should() -> None:
    drawn = sample("climatology", one(list(range(7)), "2015"), steps=1, draws=70)
    assert set(Counter(drawn[:, 0, 0].tolist()).values()) == {10}


@pytest.mark.parametrize("name", ["zero", "last", "last12", "climatology"])
def test_an_empty_unit_beside_changes_nothing(name: str, uneven: Panel) -> None:
    counts = np.hstack([uneven.counts, np.zeros((48, 1))])
    wider = replace(uneven, units=(*uneven.units, "new"), counts=counts)
    drawn = sample(name, wider)
    assert np.array_equal(drawn[..., :40], sample(name, uneven))
    assert not drawn[..., 40].any()


@pytest.mark.parametrize("name", ["ewma", "nbglm"])
def test_an_empty_unit_beside_hardly_changes_the_others(name: str, uneven: Panel) -> None:
    counts = np.hstack([uneven.counts, np.zeros((48, 1))])
    wider = replace(uneven, units=(*uneven.units, "new"), counts=counts)
    drawn = sample(name, wider, draws=4000).mean(axis=(0, 1))
    usual = sample(name, uneven, draws=4000).mean(axis=(0, 1))
    assert drawn[:40] == pytest.approx(usual, rel=0.1, abs=0.05)
    assert drawn[40] < 0.1


@pytest.mark.parametrize("name", ["last", "last12", "climatology"])
def test_ten_times_as_many_make_ten_times_as_many(name: str, uneven: Panel) -> None:
    larger = replace(uneven, counts=10 * uneven.counts)
    assert np.array_equal(sample(name, larger), 10 * sample(name, uneven))


def test_last12_and_zero_score_on_the_views_window_what_was_published(shared_data: Path) -> None:
    """State-based deaths by country, 2019, seen from October 2018 (Hegre et al. 2025)."""
    folder = shared_data / "forecast"
    before, after = (
        pl.read_parquet(folder / name).sort("country_id", "month_id")
        for name in ("cm_features_to_oct2018.parquet", "cm_actuals_2019.parquet")
    )
    seen, came = (table["ged_sb"].round().to_numpy().reshape(-1, 12).T for table in (before, after))
    units = tuple(before["country_id"].cast(pl.String).unique(maintain_order=True))
    panel = Panel(units, Timeline("month", 2017 * 12 + 10, 12), seen)
    for name, published in (("last12", 9.22), ("zero", 22.64)):
        drawn = sample(name, panel, steps=14, draws=12)[:, 2:]
        losses = [crps(came[month], drawn[:, month].T).mean() for month in range(12)]
        assert round(float(np.mean(losses)), 2) == published
