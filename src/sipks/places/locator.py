"""The small map of an area page: the area among those that touch it, drawn by the server."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .boundaries import Boundaries
from .drawing import Frame, Shape, coarse, land_path
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
    shown = _units(unit, boundaries)
    whole = {one.code: boundaries.of(one) for one in shown}
    shapes = {code: shape for code, shape in whole.items() if shape is not None}
    main = shown[0]
    if main.code not in shapes:
        return None
    frame = Frame.around([shapes[main.code]], WIDTH, HEIGHT, margin=0.16)
    near = {code: shape for code, shape in shapes.items() if frame.shows(shape)}
    names = {one.code: one.name for one in shown}
    drawn = {
        code: Shape(code, names[code], frame.path(shape, detail=1))
        for code, shape in coarse(near, frame).items()
    }
    x, y = frame.xy(unit.lat, unit.lon)
    return Locator(
        drawn.pop(main.code),
        tuple(drawn.values()),
        land_path(frame, boundaries),
        (str(x), str(y)) if unit is not main else None,
    )


def _units(unit: Unit, boundaries: Boundaries) -> list[Unit]:
    """The area that fills the sheet, then those around it."""
    units = current_units()
    main = units[unit.parent] if unit.level == "village" else unit
    around = boundaries.touching(main.code) if main.level != "country" else []
    return [main, *(units[code] for code in around)]
