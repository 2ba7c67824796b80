from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.statistics.errors import BadInput
from sipks.statistics.forecast.hierarchy import Hierarchy, roll_up

UNITS = ("73.71", "73.06", "76.01")
PARENTS = {"73.71": "73", "73.06": "73", "76.01": "76", "73": "ID", "76": "ID"}


def test_areas_are_units_then_provinces_then_the_nation() -> None:
    tree = Hierarchy.of(UNITS, PARENTS)
    assert tree.areas == (*UNITS, "73", "76", "ID")
    assert tree.levels == (0, 0, 0, 1, 1, 2)


def test_every_draw_adds_up() -> None:
    draws = np.random.default_rng(1).poisson(3.0, (50, 4, 3))
    found, tree = roll_up(draws, UNITS, PARENTS)
    assert found.shape == (50, 4, 6)
    assert found.dtype == np.int64
    assert np.array_equal(found[..., :3], draws)
    assert np.array_equal(found[..., 3], draws[..., 0] + draws[..., 1])
    assert np.array_equal(found[..., 5], draws.sum(axis=-1))
    assert np.array_equal(tree.roll_up(draws[0, 0]), found[0, 0])


def test_one_level_of_parents_is_enough() -> None:
    tree = Hierarchy.of(("a", "b"), {"a": "x", "b": "y"})
    assert tree.areas == ("a", "b", "x", "y")


def test_branches_may_differ_in_height() -> None:
    parents = {"a": "island", "island": "province", "province": "ID", "b": "ID"}
    tree = Hierarchy.of(("a", "b"), parents)
    assert dict(zip(tree.areas, tree.levels, strict=True)) == {
        "a": 0,
        "b": 0,
        "island": 1,
        "province": 2,
        "ID": 3,
    }
    assert tree.roll_up(np.array([2, 5])).tolist() == [2, 5, 2, 2, 7]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_order_of_units_does_not_change_sums(groups: list[int], chance: object) -> None:
    units = [f"u{index}" for index in range(len(groups))]
    parents = {unit: f"p{group}" for unit, group in zip(units, groups, strict=True)}
    values = np.arange(len(units)) ** 2
    turned = units[::-1]

    def sums(units: list[str], values: np.ndarray) -> dict[str, int]:
        found, tree = roll_up(values, units, parents)
        return dict(zip(tree.areas, found.tolist(), strict=True))

    assert sums(units, values) == sums(turned, values[::-1])


@pytest.mark.parametrize(
    ("units", "parents", "message"),
    [
        (("a", "b"), {"a": "x"}, "unit b has no parent"),
        (("a",), {"a": "x", "b": "x"}, "area b in parents is no unit"),
        (("a",), {"a": "x", "y": "ID"}, "area y in parents is no unit"),
        (("a",), {"a": "x", "x": "y", "y": "x"}, "area x lies in itself: x in y in x"),
        (("a",), {"a": "x", "x": "x"}, "area x lies in itself: x in x"),
        (("a", "b"), {"a": "b", "b": "x"}, "unit b cannot be the parent of a"),
        (("a",), {"a": "a"}, "unit a cannot be the parent of a"),
        (("a", "a"), {"a": "x"}, "unit a is told twice"),
        (("a",), {"a": ""}, "parent of area a is ''"),
        (("a",), {"a": None}, "parent of area a is None"),
    ],
)
def test_refuses(units: tuple[str, ...], parents: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        Hierarchy.of(units, parents)


def test_refuses_values_of_other_units() -> None:
    with pytest.raises(BadInput, match="values of 2 units, not of 3"):
        Hierarchy.of(UNITS, PARENTS).roll_up(np.zeros((5, 2)))
