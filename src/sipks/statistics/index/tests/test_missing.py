from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.index import Indicators, composite, impute

TABLE: dict[str, Any] = {
    "unit": ["a", "b", "c", "d"],
    "province": ["P", "P", "Q", "Q"],
    "x": [1.0, None, 5.0, 7.0],
    "y": [0.0, 4.0, 2.0, 3.0],
}


def indicators(group: str | None = None, **change: Any) -> Indicators:
    return Indicators.of(TABLE | change, {"x": 1, "y": 1}, group=group)


def test_missing_data_are_refused_unless_told_otherwise() -> None:
    with pytest.raises(BadInput, match=r"unit b: x is missing \(1 values are\)"):
        composite(indicators())


def test_mean_of_the_group() -> None:
    found, gaps = impute(indicators("province"), "mean")
    assert found.values[1, 0] == 1.0
    assert gaps.sum() == 1


def test_mean_of_all_without_groups() -> None:
    assert impute(indicators(), "mean")[0].values[1, 0] == pytest.approx(13 / 3)


def test_a_group_that_knows_nothing_is_refused() -> None:
    with pytest.raises(BadInput, match="unit a: no unit of its group P knows x"):
        impute(indicators("province", x=[None, None, 5.0, 7.0]), "mean")


def test_leaving_out_spreads_the_weight() -> None:
    found = composite(indicators(), weights={"x": 3, "y": 1}, missing="leave-out")
    assert found.scores[1] == pytest.approx(1.0)  # y alone, where b is highest
    assert found.scores[2] == pytest.approx(0.75 * 4 / 6 + 0.25 * 0.5)


def test_what_was_imputed_is_marked() -> None:
    table = composite(indicators(), missing="mean").table()
    assert dict(table.select("unit", "imputed").iter_rows()) == {
        "a": "",
        "b": "x",
        "c": "",
        "d": "",
    }


def test_a_unit_known_only_by_what_has_no_weight_is_refused() -> None:
    with pytest.raises(BadInput, match="unit b: all indicators with a weight are missing"):
        composite(indicators(), weights={"x": 1, "y": 0}, missing="leave-out")


def test_leave_out_keeps_the_gap() -> None:
    assert np.isnan(impute(indicators(), "leave-out")[0].values[1, 0])
