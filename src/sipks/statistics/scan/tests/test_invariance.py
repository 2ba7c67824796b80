"""What must not matter."""

from __future__ import annotations

from typing import Literal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipks.statistics.panel import Panel
from sipks.statistics.scan import scan

from .tables import lattice

Model = Literal["poisson", "bernoulli", "permutation"]
MODELS: tuple[Model, ...] = ("poisson", "bernoulli", "permutation")
seeds = st.integers(0, 10_000)


def found(table: pl.DataFrame, model: Model = "poisson") -> pl.DataFrame:
    return scan(Panel.of(table), model, space_time=True, replicates=19, most=3)


@settings(max_examples=15, deadline=None)
@given(seed=seeds, model=st.sampled_from(MODELS), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_units(seed: int, model: Model, shuffle: st.DataObject) -> None:
    table = lattice(side=4, periods=4, seed=seed)
    units = table["unit"].unique(maintain_order=True).to_list()
    shuffle.shuffle(units)  # type: ignore[attr-defined]
    other = pl.concat([table.filter(pl.col("unit") == unit) for unit in units])
    assert found(table, model).equals(found(other, model))


@settings(max_examples=15, deadline=None)
@given(seed=seeds, factor=st.floats(1e-3, 1e6))
def test_the_scale_of_the_population(seed: int, factor: float) -> None:
    table = lattice(side=4, periods=4, seed=seed)
    scaled = found(table.with_columns(population=pl.col("population") * factor))
    as_it_was = found(table)
    same = ["cluster", "units", "from", "to", "observed"]
    assert scaled.select(same).equals(as_it_was.select(same))
    for name in ("llr", "expected"):
        assert scaled[name].to_list() == pytest.approx(as_it_was[name].to_list())


@settings(max_examples=15, deadline=None)
@given(seed=seeds, power=st.integers(-9, 20))
def test_what_is_drawn_does_not_depend_on_the_scale(seed: int, power: int) -> None:
    """With a factor that rounds nothing; another may turn a draw by its last binary digit."""
    table = lattice(side=4, periods=4, seed=seed)
    scaled = table.with_columns(population=pl.col("population") * 2.0**power)
    assert found(scaled).equals(found(table))


@settings(max_examples=15, deadline=None)
@given(seed=seeds, model=st.sampled_from(MODELS), x=st.floats(-9, 9), y=st.floats(-9, 9))
def test_an_empty_unit(seed: int, model: Model, x: float, y: float) -> None:
    table = lattice(side=4, periods=4, seed=seed)
    empty = table.filter(pl.col("unit") == "u00").with_columns(
        unit=pl.lit("a"), count=pl.lit(0).cast(pl.Int64), population=pl.lit(0.0), x=x, y=y
    )
    assert found(table, model).equals(found(pl.concat([empty, table]), model))


@settings(max_examples=15, deadline=None)
@given(seed=seeds, model=st.sampled_from(MODELS), turn=st.sampled_from([1.0, -2.0, 0.5, 1024.0]))
def test_the_unit_of_length(seed: int, model: Model, turn: float) -> None:
    table = lattice(side=4, periods=4, seed=seed)
    other = table.with_columns(x=pl.col("y") * turn, y=pl.col("x") * turn)
    assert found(table, model)["llr"].to_list() == found(other, model)["llr"].to_list()
