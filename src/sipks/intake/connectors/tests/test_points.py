from __future__ import annotations

import pytest

from sipks.intake.connectors.base import JsonValue
from sipks.intake.connectors.points import settle_point


@pytest.mark.parametrize(
    "given",
    [
        {"lat": -6.2, "lon": 106.8},
        {"lat": "-6,2", "lon": "106,8°"},
        {"point": "-6.2, 106.8"},
        {"point": [-6.2, 106.8]},
        {"point": {"type": "Point", "coordinates": [106.8, -6.2]}},
    ],
)
def test_points_in_the_ways_they_are_written(given: dict[str, JsonValue]) -> None:
    settle_point(given)
    assert given == {"lat": -6.2, "lon": 106.8}


def test_a_swapped_pair_is_mended_and_said_to_be() -> None:
    fields: dict[str, JsonValue] = {"lat": 106.8, "lon": -6.2}
    settle_point(fields)
    assert fields == {"lat": -6.2, "lon": 106.8, "_point_swapped": True}


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (51.5, -0.1), (-96.2, 1006.8), ("utara", "timur"), (True, False)]
)
def test_what_is_no_point_in_indonesia_is_kept_without_being_one(
    lat: JsonValue, lon: JsonValue
) -> None:
    fields: dict[str, JsonValue] = {"lat": lat, "lon": lon}
    settle_point(fields)
    assert fields == {"_point_unusable": [lat, lon]}
