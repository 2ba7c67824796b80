from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.scan.zones import Zones, circles, distances


def sets(zones: Zones) -> list[list[int]]:
    held = (zones.units(int(i), int(k) + 1).tolist() for i, k in np.argwhere(zones.ends))
    return sorted(sorted(one) for one in held)


def test_each_set_of_units_once() -> None:
    # From 0: 0, 01, 012; from 1: 1, 01, 012; from 2: 2, 21, 210; from 7: 3, 32, 321.
    where = np.array([[0.0, 0], [1, 0], [3, 0], [7, 0]])
    found = sets(circles(where, np.ones(4), 0.75, "plane"))
    assert found == [[0], [0, 1], [0, 1, 2], [1], [1, 2], [1, 2, 3], [2], [2, 3], [3]]


def test_units_at_the_same_distance_enter_together() -> None:
    where = np.array([[0.0, 0], [0.1 + 0.2, 0], [-0.3, 0], [0, 0.3]])
    zones = circles(where, np.ones(4), 1.0, "plane")
    assert zones.ends[0].tolist() == [True, False, False, True]


def test_places_that_fall_together_are_one() -> None:
    where = np.array([[1.0, 1], [1, 1], [5, 5]])
    assert sets(circles(where, np.ones(3), 0.9, "plane")) == [[0, 1], [2]]


def test_no_circle_above_the_share() -> None:
    weight = np.array([10.0, 1, 1, 8])
    where = np.array([[0.0, 0], [1, 0], [3, 0], [7, 0]])
    found = sets(circles(where, weight, 0.4, "plane"))
    assert found
    assert all(weight[one].sum() <= 8 for one in found)
    assert [3] in found


def test_a_share_of_half_takes_exactly_half() -> None:
    where = np.arange(4.0)[:, None] * [[1, 0]] ** np.array([[1.5, 1]])
    assert [0, 1] in sets(circles(where, np.full(4, 0.1), 0.5, "plane"))


def test_great_circles() -> None:
    """Jakarta to Jayapura is about 3,780 km; across the date line is near."""
    jakarta, jayapura = np.array([[-6.2, 106.8]]), np.array([[-2.53, 140.7]])
    assert distances(jakarta, jayapura, "sphere")[0, 0] == pytest.approx(3780, rel=0.01)
    line = distances(np.array([[0.0, 179.5]]), np.array([[0.0, -179.5]]), "sphere")
    assert line[0, 0] == pytest.approx(111.2, rel=0.01)
    poles = distances(np.array([[90.0, 0]]), np.array([[-90.0, 0]]), "sphere")
    assert poles[0, 0] == pytest.approx(np.pi * 6371.0088)


def test_clear_of() -> None:
    where = np.array([[0.0, 0], [1, 0], [3, 0], [7, 0]])
    zones = circles(where, np.ones(4), 0.75, "plane")
    clear = zones.clear_of(np.array([1], dtype=np.int32))
    assert clear[0].tolist()[:2] == [True, False]
    assert not clear[1].any()
