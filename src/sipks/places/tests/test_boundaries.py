from __future__ import annotations

from datetime import date

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from sipks.places.boundaries import Boundaries, derived_districts
from sipks.places.shipped import all_units, current_units

BEFORE = date(2021, 1, 1)


def area(shape: BaseGeometry | None) -> float:
    assert shape is not None
    return shape.area


@pytest.fixture(scope="module")
def shipped() -> Boundaries:
    return Boundaries.shipped()


@pytest.mark.parametrize("regency", ["73.71", "31.01", "94.04", "21.01", "81.08", "33.06"])
def test_districts_fill_their_regency_and_no_more(shipped: Boundaries, regency: str) -> None:
    outline = shipped.regencies[regency]
    cells = derived_districts(regency, outline)
    assert set(cells) == {c for c, u in current_units().items() if u.parent == regency}
    assert shapely.is_valid(list(cells.values())).all()
    assert not shapely.is_empty(list(cells.values())).any()
    inside = shapely.union_all([shapely.intersection(c, outline) for c in cells.values()])
    assert inside.area == pytest.approx(outline.area, rel=0.01)


def test_each_village_point_on_land_lies_in_its_district(shipped: Boundaries) -> None:
    cells = shipped.districts("33.06")
    villages = [
        u for u in current_units().values() if u.code.startswith("33.06.") and u.level == "village"
    ]
    land = shipped.regencies["33.06"].buffer(-0.01)
    on_land = [u for u in villages if land.contains(shapely.Point(u.lon, u.lat))]
    right = sum(cells[u.parent].intersects(shapely.Point(u.lon, u.lat)) for u in on_land)
    assert right / len(on_land) > 0.98


def test_provinces_touch_their_neighbours_on_land(shipped: Boundaries) -> None:
    assert shipped.touching("73") == ["72", "74", "76"]
    assert shipped.touching("51") == []
    assert shipped.touching("94") == ["91", "92", "93", "95"]


def test_regencies_touch_across_provinces(shipped: Boundaries) -> None:
    assert shipped.touching("73.71") == ["73.06", "73.09"]
    assert "34.71" not in shipped.touching("33.08")
    assert "34.04" in shipped.touching("33.08")


def test_touching_goes_both_ways(shipped: Boundaries) -> None:
    for code in ("32.71", "94.02", "12.12"):
        for other in shipped.touching(code):
            assert code in shipped.touching(other)


def test_districts_touch_across_regencies(shipped: Boundaries) -> None:
    near = {code[:5] for one in shipped.districts("73.71") for code in shipped.touching(one)}
    assert near == {"73.71", "73.06", "73.09"}


def test_villages_and_unknown_codes_touch_nothing(shipped: Boundaries) -> None:
    assert shipped.touching("73.71.01.1001") == []
    assert shipped.touching("99.99") == []
    assert shipped.touching("99.99.99") == []


@pytest.mark.parametrize(("code", "count"), [("ID", 38), ("73", 24), ("73.71", 15)])
def test_children_are_drawn(shipped: Boundaries, code: str, count: int) -> None:
    children = shipped.children(code)
    assert len(children) == count
    assert all(shape is not None and shape.is_valid for shape in children.values())


def test_villages_are_points_only(shipped: Boundaries) -> None:
    children = shipped.children("73.71.01")
    assert len(children) > 5
    assert set(children.values()) == {None}


def test_the_nation_before_the_split_has_34_provinces(shipped: Boundaries) -> None:
    children = {unit.code: shape for unit, shape in shipped.children("ID", BEFORE).items()}
    assert len(children) == 34
    assert area(children["91"]) == pytest.approx(
        sum(area(shipped.of(current_units()[code])) for code in ("91", "93", "94", "95")), rel=0.02
    )


def test_a_past_regency_is_drawn_as_its_successor(shipped: Boundaries) -> None:
    past = next(unit for unit in all_units() if unit.code == "91.04")
    assert shipped.of(past) == shipped.regencies["94.01"]
    assert "91.04" in {unit.code for unit in shipped.children("91", BEFORE)}
    assert "91.04" not in {unit.code for unit in shipped.children("91")}
