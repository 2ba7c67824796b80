from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.index import Indicators

GOOD: dict[str, Any] = {
    "unit": ["11.01", "11.02", "11.03"],
    "poverty": [10.0, 20.0, 30.0],
    "cohesion": [3, 2, None],
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unit": ["11.01", "11.02", "11.01"]}, "row 3: unit 11.01 is told already in row 1"),
        ({"unit": ["11.01", "", "11.03"]}, "row 2: column 'unit' is empty"),
        ({"unit": [11.01, 11.02, 11.03]}, "column 'unit' holds Float64"),
        ({"poverty": ["1", "a few", "3"]}, "unit 11.02: poverty 'a few' is no number"),
        ({"poverty": [1.0, float("inf"), 3.0]}, "unit 11.02: poverty is infinite"),
        ({"poverty": [1.0, 1.0, 1.0]}, "indicator 'poverty' has the same value in every unit"),
        ({"poverty": [1.0, 2.0, None]}, "unit 11.03: every indicator is missing"),
        ({"cohesion": [None, None, None]}, "indicator 'cohesion' is missing in every unit"),
    ],
)
def test_what_cannot_be_used_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        Indicators.of(pl.DataFrame(GOOD | change, strict=False), {"poverty": 1, "cohesion": -1})


def test_an_unknown_indicator_is_named() -> None:
    with pytest.raises(BadInput, match="no column 'wealth', only unit, poverty, cohesion"):
        Indicators.of(GOOD, {"wealth": 1})


def test_a_direction_is_one_or_minus_one() -> None:
    with pytest.raises(BadInput, match="direction of indicator 'poverty' is 0"):
        Indicators.of(GOOD, {"poverty": 0})


def test_one_unit_is_no_index() -> None:
    with pytest.raises(BadInput, match="at least 2 rows"):
        Indicators.of({"unit": ["a"], "poverty": [1.0]}, {"poverty": 1})


def test_without_an_indicator() -> None:
    left = Indicators.of(GOOD, {"poverty": 1, "cohesion": -1}).without("cohesion")
    assert left.names == ("poverty",)
    assert left.values.tolist() == [[10.0], [20.0], [30.0]]
