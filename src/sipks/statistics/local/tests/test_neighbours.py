from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.local import Neighbours
from sipks.statistics.panel import Panel


def panel(**places: Any) -> Panel:
    size = len(next(iter(places.values())))
    return Panel.of({"unit": [f"u{i}" for i in range(size)], "count": [1] * size} | places)


def great_circle(lat: Any, lon: Any) -> Any:
    """Haversine distances in km."""
    a, b = np.radians(lat), np.radians(lon)
    h = np.sin((a[:, None] - a) / 2) ** 2
    h = h + np.cos(a[:, None]) * np.cos(a) * np.sin((b[:, None] - b) / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(h))


def names(found: Neighbours, at: int) -> set[int]:
    return set(found.adjacency[[at]].indices.tolist())


def test_pairs_go_each_way() -> None:
    found = Neighbours.of_pairs(["a", "b", "c"], [("a", "b"), ("b", "a")])
    assert found.adjacency.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert found.alone == ("c",)


def test_nearest_on_a_line() -> None:
    found = Neighbours.nearest(panel(x=[0.0, 1, 3, 7], y=[0.0] * 4), k=1)
    assert [names(found, at) for at in range(4)] == [{1}, {0}, {1}, {2}]


def test_on_the_globe_by_great_circles() -> None:
    rng = np.random.default_rng(1)
    lat, lon = rng.uniform(-70, 70, 80), rng.uniform(95, 141, 80)
    distance = great_circle(lat, lon)
    nearest = Neighbours.nearest(panel(lat=lat, lon=lon), 5)
    within = Neighbours.within(panel(lat=lat, lon=lon), 900.0)
    for at in range(80):
        assert names(nearest, at) == set(np.argsort(distance[at])[1:6].tolist())
        near = set(np.flatnonzero(distance[at] <= 900).tolist()) - {at}
        assert names(within, at) == near


def test_within_a_distance_of_the_plane() -> None:
    found = Neighbours.within(panel(x=[0.0, 3, 0, 9], y=[0.0, 0, 4, 9]), 4.0)
    assert [names(found, at) for at in range(4)] == [{1, 2}, {0}, {0}, set()]


def test_units_in_one_place_are_neighbours() -> None:
    found = Neighbours.nearest(panel(x=[0.0, 0, 5, 6], y=[0.0] * 4), k=1)
    assert names(found, 0) == {1}


@pytest.mark.parametrize(
    ("pairs", "message"),
    [([("a", "b"), ("a", "x")], "pair 2: there is no unit x"), ([("a", "a")], "its own neighbour")],
)
def test_bad_pairs_are_named(pairs: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        Neighbours.of_pairs(["a", "b"], pairs)


def test_bad_numbers_and_no_places() -> None:
    flat = panel(x=[0.0, 1], y=[0.0, 1])
    with pytest.raises(BadInput, match="k is 2, not 1 to 1"):
        Neighbours.nearest(flat, 2)
    with pytest.raises(BadInput, match="distance is 0"):
        Neighbours.within(flat, 0)
    with pytest.raises(BadInput, match="tells no places"):
        Neighbours.nearest(Panel.of({"unit": ["a", "b"], "count": [1, 2]}), 1)
    with pytest.raises(BadInput, match="named twice"):
        Neighbours.of_pairs(["a", "a"], [])
