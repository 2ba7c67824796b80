from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.index import Indicators, composite

TABLE: dict[str, Any] = {
    "unit": ["a", "b", "c"],
    "violence": [0.0, 5.0, 10.0],
    "cohesion": [4.0, 8.0, 6.0],
}


def indicators(**change: Any) -> Indicators:
    return Indicators.of(TABLE | change, {"violence": 1, "cohesion": -1})


def test_arithmetic_by_hand() -> None:
    """violence 0 .5 1; cohesion turned 1 0 .5."""
    found = composite(indicators(), weights={"violence": 2, "cohesion": 1})
    np.testing.assert_allclose(found.scores, [1 / 3, 1 / 3, 5 / 6])
    np.testing.assert_allclose(found.ranks, [2.5, 2.5, 1])


def test_nought_in_one_indicator_makes_a_strict_geometric_index_nought() -> None:
    found = composite(indicators(), aggregation="geometric", floor=0)
    np.testing.assert_allclose(found.scores, [0, 0, np.sqrt(0.5)])


def test_a_floor_keeps_noughts_apart() -> None:
    found = composite(indicators(), aggregation="geometric")
    np.testing.assert_allclose(
        found.scores, np.sqrt([0.01 * 1, (0.01 + 0.99 * 0.5) * 0.01, 0.01 + 0.99 * 0.5])
    )


def test_ranks_do_not_depend_on_units_of_measurement() -> None:
    scaled = indicators(violence=[0.0, 5e3, 1e4], cohesion=[-4.0, 4.0, 0.0])
    for normalisation in ("minmax", "z", "rank"):
        one, other = (composite(x, normalisation=normalisation) for x in (indicators(), scaled))
        np.testing.assert_allclose(one.scores, other.scores)


def test_the_order_of_units_does_not_matter() -> None:
    turned = Indicators.of({k: v[::-1] for k, v in TABLE.items()}, {"violence": 1, "cohesion": -1})
    for weights in ("equal", {"violence": 0.3, "cohesion": 0.7}):
        one, other = composite(indicators(), weights=weights), composite(turned, weights=weights)
        np.testing.assert_allclose(one.scores, other.scores[::-1])


def test_goalposts_cut_off_what_lies_beyond() -> None:
    found = composite(
        indicators(), goalposts={"violence": (0, 5)}, weights={"violence": 1, "cohesion": 0}
    )
    np.testing.assert_allclose(found.scores, [0, 1, 1])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"normalisation": "log"}, "normalisation 'log' is none of minmax, z, rank"),
        ({"aggregation": "median"}, "aggregation 'median' is none of"),
        ({"missing": "zero"}, "missing 'zero' is none of"),
        ({"weights": "best"}, "weights 'best' are neither"),
        ({"weights": {"violence": 1}}, "weights and indicators differ in cohesion"),
        ({"weights": {"violence": -1, "cohesion": 2}}, "weight of 'violence' is -1"),
        ({"weights": {"violence": 0, "cohesion": 0}}, "all weights are 0"),
        ({"normalisation": "z", "aggregation": "geometric"}, "geometric needs minmax or rank"),
        ({"floor": 1}, "floor is 1"),
        ({"goalposts": {"wealth": (0, 1)}}, "goalposts name 'wealth'"),
        ({"goalposts": {"violence": (1, 1)}}, "goalposts of 'violence' do not ascend"),
        ({"normalisation": "z", "goalposts": {"violence": (0, 1)}}, "minmax only"),
    ],
)
def test_bad_options_are_named(options: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        composite(indicators(), **options)
