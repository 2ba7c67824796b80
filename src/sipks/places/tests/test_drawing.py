from __future__ import annotations

import re

import pytest
import shapely

from sipks.places.boundaries import Boundaries
from sipks.places.drawing import Frame, drawing_of
from sipks.places.locator import HEIGHT, WIDTH, locator
from sipks.places.shipped import current_units

SQUARE = shapely.box(119, -6, 121, -4)


def test_a_shape_lies_in_the_middle_with_its_margin() -> None:
    frame = Frame.around([SQUARE], 400, 200, margin=0.1)
    x, y = frame.xy(-5, 120)
    assert (x, y) == (200, 100)
    assert frame.xy(-4, 120)[1] == pytest.approx(20, abs=0.1)
    assert frame.xy(-6, 120)[1] == pytest.approx(180, abs=0.1)


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north() -> None:
    frame = Frame.around([shapely.box(100, 59, 102, 61)], 300, 300)
    assert frame.scale_x / frame.scale_y == pytest.approx(0.5, abs=1e-3)


def test_the_path_of_a_square() -> None:
    frame = Frame(west=0, north=2, scale_x=10, scale_y=10, width=20, height=20)
    path = frame.path(shapely.box(0, 0, 2, 1))
    assert path.startswith("M")
    assert path.endswith("z")
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path)]
    assert numbers == [20, 20, 0, -10, -20, 0, 0, 10]


def test_what_is_too_small_to_see_is_left_out_but_never_all_of_it() -> None:
    frame = Frame(west=0, north=2, scale_x=10, scale_y=10, width=20, height=20)
    speck = shapely.box(1.9, 1.9, 1.91, 1.91)
    both = shapely.multipolygons([shapely.box(0, 0, 1, 1), speck])
    assert frame.path(both).count("M") == 1
    assert frame.path(speck).count("M") == 1


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="no outline"):
        Frame.around([], 100, 100)
    with pytest.raises(ValueError, match="no outline"):
        drawing_of("73.71.01")


def test_the_nation_is_small_enough_for_a_slow_line() -> None:
    drawing = drawing_of("ID")
    assert len(drawing.shapes) == 38
    assert sum(len(shape.path) for shape in drawing.shapes) + len(drawing.around) < 60_000
    x, y = drawing.xy(-5.14, 119.43)
    assert 0 < x < 960
    assert 0 < y < 480


@pytest.mark.parametrize("code", ["ID", "73", "73.71", "73.71.01", "73.71.01.1001", "81.08"])
def test_every_level_has_a_locator(code: str) -> None:
    drawn = locator(current_units()[code], Boundaries.shipped())
    assert drawn is not None
    assert drawn.own.path
    assert (drawn.width, drawn.height) == (WIDTH, HEIGHT)
    assert (drawn.point is not None) == (code.count(".") == 3)


def test_a_locator_shows_the_neighbours() -> None:
    drawn = locator(current_units()["73.71"], Boundaries.shipped())
    assert drawn is not None
    assert {shape.code for shape in drawn.others} == {"73.06", "73.09"}
    assert drawn.own.code == "73.71"
