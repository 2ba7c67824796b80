"""The small map of an area page: the area among those that touch it, drawn by the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from .boundaries import Boundaries
from .drawing import Frame, Shape, on_land
from .shipped import Unit, current_units

WIDTH, HEIGHT = 640, 400


@dataclass(frozen=True, slots=True)
class Locator:
    """Paths for one SVG of `width` × `height`, and the pixel of the area's own point."""

    own: Shape
    others: tuple[Shape, ...]
    land: str
    point: tuple[str, str] | None
    width: int = WIDTH
    height: int = HEIGHT


@lru_cache(maxsize=256)
def locator(unit: Unit, boundaries: Boundaries) -> Locator | None:
    """The area and its neighbours; a village is a point in its district; the nation its
    provinces. None where there is no outline to draw."""
    main = current_units()[unit.parent] if unit.level == "village" else unit
    shapes = _shapes(main, boundaries)
    if main.code not in shapes:
        return None
    margin = 0.03 if main.level == "country" else 0.16
    frame = Frame.around([shapes[main.code]], WIDTH, HEIGHT, margin)
    near = {code: shape for code, shape in shapes.items() if frame.shows(shape)}
    drawn, land = on_land(near, frame, boundaries, _covered(near, boundaries))
    names = current_units()
    paths = {code: frame.path(shape, detail=1) for code, shape in drawn.items()}
    own = Shape(main.code, main.name, paths.pop(main.code))
    others = tuple(Shape(code, names[code].name, path) for code, path in paths.items())
    x, y = frame.xy(unit.lat, unit.lon)
    return Locator(own, others, land, (str(x), str(y)) if unit is not main else None)


def _covered(shapes: Mapping[str, BaseGeometry], boundaries: Boundaries) -> list[str]:
    """The regencies that the shapes draw whole: all for the nation, none for districts."""
    return [
        code
        for code in boundaries.regencies
        if "ID" in shapes or code in shapes or code[:2] in shapes
    ]


def _shapes(main: Unit, boundaries: Boundaries) -> dict[str, BaseGeometry]:
    """The outline that fills the sheet, and those around it, or within it for the nation."""
    if main.level == "country":
        found = {unit.code: shape for unit, shape in boundaries.children(main.code).items()}
        shapes = {code: shape for code, shape in found.items() if shape is not None}
        return {main.code: shapely.union_all(list(shapes.values())), **shapes}
    units = current_units()
    stands = main.successors[0] if len(main.successors) == 1 else main.code
    around = [units[code] for code in boundaries.touching(stands)]
    whole = {unit.code: boundaries.of(unit) for unit in (main, *around)}
    return {code: shape for code, shape in whole.items() if shape is not None}
