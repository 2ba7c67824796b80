"""Outlines as SVG path data, for maps drawn by the server: print, slow links, area pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Self

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .boundaries import Boundaries
from .generalise import generalised


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet of `width` × `height` pixels over a piece of the earth (plate carrée, true to scale
    at its middle latitude)."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: int
    height: int

    @classmethod
    def around(
        cls, shapes: Iterable[BaseGeometry], width: int, height: int, margin: float = 0.04
    ) -> Self:
        """The sheet that shows all of `shapes` in the middle, with a margin on each side as a
        share of the sheet. Raises `ValueError` when there is nothing to show."""
        drawn = [shape for shape in shapes if not shape.is_empty]
        if not drawn:
            raise ValueError("no outline to draw")
        west, south, east, north = shapely.total_bounds(drawn)
        shrink = cos(radians((south + north) / 2))
        wide, high = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
        scale = (1 - 2 * margin) * min(width / wide, height / high)
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        left = middle_x - width / 2 / (scale * shrink)
        return cls(left, middle_y + height / 2 / scale, scale * shrink, scale, width, height)

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """Pixels from the left and from the top of a point in degrees."""
        x, y = (lon - self.west) * self.scale_x, (self.north - lat) * self.scale_y
        return round(x, 1), round(y, 1)

    def shows(self, shape: BaseGeometry) -> bool:
        """Whether any of `shape`'s bounds lies on the sheet."""
        return bool(shapely.box(*self.bounds).intersects(shapely.box(*shape.bounds)))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the sheet in degrees."""
        south = self.north - self.height / self.scale_y
        return self.west, south, self.west + self.width / self.scale_x, self.north

    def path(self, shape: BaseGeometry, detail: float = 0.3) -> str:
        """Path data (`d`) of polygons with a tenth of a pixel. Fill with `fill-rule="evenodd"`.

        Rings smaller than `detail` pixels across are left out, but never all of a shape.
        """
        rings = [
            ring
            for polygon in shapely.get_parts(shape)
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        drawn = [self._ring(ring) for ring in rings if self._span(ring) >= detail]
        return "".join(drawn or [self._ring(ring) for ring in rings[:1]])

    def _span(self, ring: BaseGeometry) -> float:
        west, south, east, north = ring.bounds
        return max((east - west) * self.scale_x, (north - south) * self.scale_y)

    def _ring(self, ring: BaseGeometry) -> str:
        """Steps from point to point, of whole tenths so that they do not drift; repeats dropped."""
        lon, lat = np.asarray(ring.coords).T
        x, y = (lon - self.west) * self.scale_x, (self.north - lat) * self.scale_y
        tenths = np.rint(np.column_stack([x, y])[:-1] * 10).astype(int)
        steps = np.diff(tenths, axis=0)
        moved = steps[np.any(steps != 0, axis=1)]
        start = f"M{_text(tenths[0][0])} {_text(tenths[0][1])}l"
        return start + " ".join(f"{_text(dx)} {_text(dy)}" for dx, dy in moved) + "z"


def _text(tenths: int) -> str:
    """Tenths as a short decimal: `15` -> `1.5`, `20` -> `2`."""
    whole, rest = divmod(abs(int(tenths)), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


@dataclass(frozen=True, slots=True)
class Shape:
    """One area on a drawing."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The areas below one area, ready for an SVG; `around` is all other land as one path."""

    frame: Frame
    shapes: tuple[Shape, ...]
    around: str = ""

    @property
    def view_box(self) -> str:
        """For `<svg viewBox>`."""
        return f"0 0 {self.frame.width} {self.frame.height}"

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """Pixels of a point in degrees."""
        return self.frame.xy(lat, lon)


@lru_cache(maxsize=256)
def drawing_of(
    code: str, width: int = 960, height: int = 480, boundaries: Boundaries | None = None
) -> Drawing:
    """The areas below `code` on a sheet of `width` × `height`, as coarse as its pixels allow (the
    nation takes some 45 KB). Raises `ValueError` when nothing below has an outline."""
    source = boundaries or Boundaries.shipped()
    children = {unit: s for unit, s in source.children(code).items() if s is not None}
    frame = Frame.around(children.values(), width, height)
    names = {unit.code: unit.name for unit in children}
    covered = [r for r in source.regencies if code == "ID" or r.startswith(code)]
    own = {unit.code: shape for unit, shape in children.items()}
    drawn, around = on_land(own, frame, source, covered)
    shapes = (Shape(key, names[key], frame.path(shape)) for key, shape in drawn.items())
    return Drawing(frame, tuple(shapes), around)


def on_land(
    shapes: Mapping[str, BaseGeometry],
    frame: Frame,
    boundaries: Boundaries,
    covered: Iterable[str],
) -> tuple[dict[str, BaseGeometry], str]:
    """The shapes as coarse as the sheet, and one path of all other land on it, ours and the
    neighbours'. `covered` are the regencies that the shapes themselves draw."""
    hidden = set(covered)
    rest = {
        f"+{code}": shape
        for code, shape in boundaries.regencies.items()
        if code not in hidden and frame.shows(shape)
    }
    drawn = coarse({**shapes, **rest}, frame)
    land = [*(drawn.pop(code) for code in rest), *boundaries.foreign.values()]
    cut = shapely.clip_by_rect(land, *frame.bounds)
    polygons = [part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"]
    return drawn, "".join(frame.path(polygon, detail=1) for polygon in polygons)


def coarse(shapes: Mapping[str, BaseGeometry], frame: Frame) -> dict[str, BaseGeometry]:
    """The shapes without what is smaller than a pixel of `frame`."""
    pixel = 1 / frame.scale_y
    return generalised(shapes, tolerance=1.5 * pixel, islet=2 * pixel * pixel)
