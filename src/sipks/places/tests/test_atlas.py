from __future__ import annotations

import math
import random
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from sipks.places.atlas import Atlas
from sipks.places.boundaries import Boundaries
from sipks.places.shipped import current_units


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.shipped()


@pytest.mark.parametrize(
    ("place", "lat", "lon", "code"),
    [
        ("Monas", -6.1754, 106.8272, "31.71.01"),
        ("Lapangan Karebosi, Makassar", -5.1339, 119.4133, "73.71"),
        ("Simpang Lima Semarang", -6.9903, 110.4229, "33.74"),
        ("Malioboro", -7.7926, 110.3658, "34.71"),
        ("Kilometer Nol, Sabang", 5.9068, 95.2161, "11.72"),
        ("Timika", -4.5466, 136.8836, "94.04"),
        ("Merauke", -8.4932, 140.4018, "93.01"),
        ("Pulau Miangas", 5.5539, 126.5847, "71.04"),
        ("Baa, Pulau Rote", -10.7333, 123.0500, "53.14"),
        ("Danau Toba", 2.6500, 98.7000, "12"),
        ("Tiakur, Maluku Barat Daya", -8.1530, 127.7960, "81.08"),
    ],
)
def test_well_known_places(atlas: Atlas, place: str, lat: float, lon: float, code: str) -> None:
    found = [unit.code for unit in atlas.find(lat, lon)]
    assert code in found, (place, found)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("Laut Jawa", -5.0, 112.0),
        ("Samudra Hindia", -10.0, 100.0),
        ("Singapura", 1.3000, 103.8500),
        ("Kuching", 1.5500, 110.3500),
        ("Dili", -8.5560, 125.5600),
        ("Serikin, 2 km di luar batas", 1.3330, 110.0000),
        ("Jayapura's neighbour Vanimo", -2.6740, 141.3030),
        ("London", 51.5, -0.1),
        ("0, 0", 0.0, 0.0),
    ],
)
def test_the_sea_and_the_neighbours_belong_to_no_area(
    atlas: Atlas, place: str, lat: float, lon: float
) -> None:
    assert atlas.find(lat, lon) == [], place


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e9])
def test_what_is_no_coordinate_lies_nowhere(atlas: Atlas, bad: float) -> None:
    assert atlas.find(bad, 119.4) == []
    assert atlas.find(-5.1, bad) == []


def test_swapped_numbers_are_told(atlas: Atlas) -> None:
    assert atlas.swapped(119.43, -5.14)
    assert not atlas.swapped(-5.14, 119.43)
    assert not atlas.swapped(-5.0, 112.0)


def test_a_point_on_a_border_lies_in_one_of_the_two(atlas: Atlas) -> None:
    shapes = Boundaries.shipped().regencies
    common = shapely.intersection(shapes["73.71"], shapes["73.06"])
    point = shapely.line_interpolate_point(shapely.get_parts(common)[0], 0.5, normalized=True)
    assert atlas.find(point.y, point.x)[1].code in {"73.71", "73.06"}


def test_a_little_off_the_coast_is_still_the_coast(atlas: Atlas) -> None:
    assert [unit.code for unit in atlas.find(-5.1390, 119.3960)][1] == "73.71"


@settings(deadline=None)
@given(st.floats(-11, 6), st.floats(95, 141))
def test_one_point_and_many_agree(lat: float, lon: float) -> None:
    atlas = Atlas.shipped()
    found = atlas.find(lat, lon)
    assert atlas.find_many([lat, lat], [lon, lon]) == [found[-1].code if found else ""] * 2
    assert [unit.level for unit in found] in ([], ["province", "regency", "district"])
    for above, below in pairwise(found):
        assert below.parent == above.code


def test_outlines_alone_tell_97_percent_of_village_points(atlas: Atlas) -> None:
    villages = [unit for unit in current_units().values() if unit.level == "village"]
    drawn = random.Random(20261124).sample(villages, 10_000)
    found = atlas.inside(np.array([(unit.lon, unit.lat) for unit in drawn]))
    right = sum(code == unit.code[:5] for code, unit in zip(found, drawn, strict=True))
    assert right / len(drawn) >= 0.97


def with_official(code: str, shape: shapely.Polygon) -> Atlas:
    return Atlas(Boundaries(lambda codes: {code: shape} if code in set(codes) else {}, "x"))


def test_an_imported_regency_wins_where_it_overlaps_a_shipped_one() -> None:
    box = shapely.box(119.40, -5.20, 119.50, -5.10)
    assert with_official("73.06", box).find(-5.14, 119.43)[1].code == "73.06"


def test_an_imported_district_or_village_wins_over_the_nearest_village() -> None:
    box = shapely.box(119.41, -5.15, 119.43, -5.13)
    assert with_official("73.71.01", box).find(-5.14, 119.42)[-1].code == "73.71.01"
    deepest = [unit.code for unit in with_official("73.71.01.1001", box).find(-5.14, 119.42)]
    assert deepest == ["73", "73.71", "73.71.01", "73.71.01.1001"]
