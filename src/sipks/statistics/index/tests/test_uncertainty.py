from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.index import Choices, Indicators, composite, rank_intervals, rank_sensitivity
from sipks.statistics.index.sensitivity import ALL

FIXED = Choices(("minmax",), ("arithmetic",), ("mean",), jitter=0.0, exclusion=False)


def test_no_choice_leaves_no_doubt(technology: Indicators) -> None:
    found = rank_intervals(technology, FIXED, seed=1, draws=50)
    assert (found["low"] == found["rank"]).all()
    assert (found["high"] == found["rank"]).all()
    assert found["mean_shift"].sum() == 0
    assert found["unit"].to_list() == composite(technology).table()["unit"].to_list()


def test_intervals_hold_what_single_choices_give(technology: Indicators) -> None:
    """With scales and aggregations alone, whole range: the ranks of each combination lie in it."""
    open_choices = replace(FIXED, normalisation=("minmax", "rank"), aggregation=("arithmetic",))
    found = rank_intervals(technology, open_choices, seed=1, draws=200, level=0.9999)
    place = dict(zip(found["unit"], zip(found["low"], found["high"], strict=True), strict=True))
    by_scale = [
        composite(technology, normalisation="minmax").ranks,
        composite(technology, normalisation="rank").ranks,
    ]
    for at, unit in enumerate(technology.units):
        low, high = place[unit]
        ranks = [one[at] for one in by_scale]
        assert low == pytest.approx(min(ranks), abs=0.01)
        assert high == pytest.approx(max(ranks), abs=0.01)


def test_a_clear_leader_stays_and_the_middle_moves(technology: Indicators) -> None:
    found = rank_intervals(technology, seed=1)
    width = dict(zip(found["unit"], found["high"] - found["low"], strict=True))
    assert width["Sweden"] <= 2
    assert width["Korea"] >= 8


def test_the_same_seed_gives_the_same(technology: Indicators) -> None:
    for function in (rank_intervals, rank_sensitivity):
        one, again, other = (function(technology, seed=seed) for seed in (7, 7, 8))
        assert one.equals(again)
        assert not one.equals(other)


def test_only_the_choice_that_varies_matters(technology: Indicators) -> None:
    choices = replace(FIXED, normalisation=("minmax", "rank"))
    found = rank_sensitivity(technology, choices, seed=1).filter(pl.col("unit") == ALL)
    got = dict(zip(found["choice"], zip(found["first"], found["total"], strict=True), strict=True))
    assert got["normalisation"] == pytest.approx((1.0, 1.0), abs=0.02)
    assert got["weights"] == pytest.approx((0.0, 0.0), abs=0.02)


def test_a_rank_that_never_moves_has_no_indices(technology: Indicators) -> None:
    found = rank_sensitivity(technology, FIXED, seed=1, base=4)
    assert found["first"].null_count() == len(found)


def test_first_order_indices_sum_to_at_most_one_and_total_to_at_least(
    technology: Indicators,
) -> None:
    found = rank_sensitivity(technology, seed=1, base=4096)
    sums = found.group_by("unit").agg(pl.col("first", "total").sum()).drop_nulls()
    assert sums["first"].max() <= 1.1  # type: ignore[operator]
    assert sums["total"].min() >= 0.9  # type: ignore[operator]


def test_an_indicator_that_rules_is_found_by_exclusion() -> None:
    """One unit leads by one indicator only: leaving that out is what moves it."""
    rng = np.random.default_rng(2)
    table: dict[str, Any] = {"unit": [f"u{i}" for i in range(30)]}
    table |= {name: rng.uniform(0.4, 0.6, 30) for name in "abcd"}
    table["a"][0], table["b"][0] = 5.0, 0.5
    found = rank_sensitivity(
        Indicators.of(table, dict.fromkeys("abcd", 1)),
        replace(FIXED, exclusion=True, jitter=0.1),
        seed=1,
    ).filter(unit="u0")
    got = dict(zip(found["choice"], found["total"], strict=True))
    assert got["exclusion"] > 0.9
    assert got["normalisation"] == 0


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        (replace(FIXED, imputation=("refuse",)), "'refuse' is no alternative"),
        (replace(FIXED, normalisation=()), "no alternative for normalisation"),
        (replace(FIXED, jitter=1.0), "jitter is 1.0"),
    ],
)
def test_bad_choices_are_named(technology: Indicators, choices: Choices, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        rank_intervals(technology, choices, seed=1)


def test_bad_numbers_are_named(technology: Indicators) -> None:
    with pytest.raises(BadInput, match="draws is 0"):
        rank_intervals(technology, seed=1, draws=0)
    with pytest.raises(BadInput, match="base is 1000, not a power of 2"):
        rank_sensitivity(technology, seed=1, base=1000)
    two = technology
    for name in technology.names[2:]:
        two = two.without(name)
    with pytest.raises(BadInput, match="needs at least 3"):
        rank_intervals(two, seed=1)
