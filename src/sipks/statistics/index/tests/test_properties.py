"""What an index must do whatever the numbers are."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sipks.statistics.index import Indicators, composite, rank_intervals

NAMES = ("a", "b", "c")


def tables() -> st.SearchStrategy[Any]:
    """Five units and three indicators, whole numbers of which each column has at least two."""
    column = st.lists(st.integers(-50, 50), min_size=5, max_size=5).filter(
        lambda values: len(set(values)) > 1
    )
    return st.tuples(column, column, column)


def made(columns: Any, extra: list[float] | None = None) -> Indicators:
    values = {
        name: [float(one) for one in column] for name, column in zip(NAMES, columns, strict=True)
    }
    units = [f"u{at}" for at in range(5)]
    if extra:
        units.append("between")
        values = {name: [*values[name], one] for name, one in zip(NAMES, extra, strict=True)}
    return Indicators.of({"unit": units} | values, {"a": 1, "b": -1, "c": 1})


@settings(max_examples=50, deadline=None)
@given(tables())
def test_scores_lie_from_0_to_1_and_ranks_follow_them(columns: Any) -> None:
    found = composite(made(columns))
    assert ((found.scores >= 0) & (found.scores <= 1 + 1e-12)).all()
    assert found.ranks.sum() == 15
    best = found.scores >= found.scores.max() - 1e-12
    assert found.ranks[best].max() <= found.ranks[~best].min(initial=9)


@settings(max_examples=50, deadline=None)
@given(tables())
def test_a_unit_between_the_extremes_changes_nobody_elses_score(columns: Any) -> None:
    middle = [(min(one) + max(one)) / 2 for one in columns]
    before, after = composite(made(columns)), composite(made(columns, middle))
    np.testing.assert_allclose(after.scores[:5], before.scores)


@settings(max_examples=50, deadline=None)
@given(tables(), st.floats(0.1, 100), st.floats(-100, 100))
def test_the_scale_of_an_indicator_does_not_matter(
    columns: Any, factor: float, shift: float
) -> None:
    scaled = ([factor * one + shift for one in columns[0]], *columns[1:])
    for normalisation in ("minmax", "z"):
        one, other = (composite(made(x), normalisation=normalisation) for x in (columns, scaled))
        np.testing.assert_allclose(one.scores, other.scores, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(tables())
def test_intervals_are_ordered_and_possible(columns: Any) -> None:
    found = rank_intervals(made(columns), seed=1, draws=100)
    assert (found["low"] <= found["median"]).all()
    assert (found["median"] <= found["high"]).all()
    assert found["low"].to_numpy().min() >= 1
    assert found["high"].to_numpy().max() <= 5
