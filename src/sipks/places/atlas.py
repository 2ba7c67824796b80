"""Which area a point lies in, from outlines and village points; no database."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any, Self

import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely import STRtree

from .boundaries import Boundaries, points_of
from .shipped import Unit, ancestors, current_units

# Off the outlines (small islands, coasts drawn coarsely) a point belongs to the nearest village
# within 5 km, else to the nearest outline within 2 km; further out it is at sea.
VILLAGE_REACH, OUTLINE_REACH = 0.045, 0.018
Array = np.ndarray[Any, Any]


class Atlas:
    """Point → areas from the province down, as deep as the outlines allow (the district)."""

    def __init__(self, boundaries: Boundaries) -> None:
        self.boundaries = boundaries
        self._codes = np.array(list(boundaries.regencies))
        self._shapes = np.array(list(boundaries.regencies.values()))
        self._tree = STRtree(self._shapes)
        self._below: dict[str, _Below] = {}

    @classmethod
    @cache
    def shipped(cls) -> Self:
        """The atlas of the outlines that ship with the package; loaded once a process."""
        return cls(Boundaries.shipped())

    def find(self, lat: float, lon: float) -> list[Unit]:
        """Areas from the province down to the deepest; empty at sea, abroad, and for what is not
        a coordinate."""
        (code,) = self.find_many([lat], [lon])
        units = current_units()
        return [units[one] for one in ancestors(code)] if code else []

    def find_many(self, lats: Any, lons: Any) -> list[str]:
        """The code of the deepest area of each of N points (degrees), `""` where there is none."""
        where = np.column_stack([np.asarray(lons, float), np.asarray(lats, float)])
        regencies = self.regencies_of(where)
        return [
            self._deeper(code, x, y) if code else ""
            for code, (x, y) in zip(regencies, where, strict=True)
        ]

    def swapped(self, lat: float, lon: float) -> bool:
        """Whether the point lies nowhere as given but in the country with its two numbers
        changed over."""
        return not self.find(lat, lon) and bool(self.find(lon, lat))

    def inside(self, where: Array) -> list[str]:
        """Regency of each (N, 2) lon, lat by the outlines alone, `""` outside all of them."""
        found = [""] * len(where)
        points, shapes = self._tree.query(shapely.points(where), predicate="intersects")
        for point, shape in sorted(zip(points, shapes, strict=True), reverse=True):
            found[point] = str(self._codes[shape])
        return found

    def regencies_of(self, where: Array) -> list[str]:
        """Regency of each (N, 2) lon, lat by the outlines, else by what is near."""
        where = np.where(np.isfinite(where), where, 0.0)
        found = self.inside(where)
        outside = [i for i, code in enumerate(found) if not code]
        for i, code in zip(outside, self._near(where[outside]), strict=True):
            found[i] = code
        return found

    def _near(self, where: Array) -> list[str]:
        if not len(where):
            return []
        tree, owners = self._villages
        distance, village = tree.query(where, distance_upper_bound=VILLAGE_REACH)
        abroad = shapely.intersects_xy(self._foreign, where)
        return [
            "" if away else owners[at] if np.isfinite(far) else self._coast(x, y)
            for away, far, at, (x, y) in zip(abroad, distance, village, where, strict=True)
        ]

    def _coast(self, x: float, y: float) -> str:
        near = self._tree.query_nearest(shapely.Point(x, y), max_distance=OUTLINE_REACH)
        return str(self._codes[near[0]]) if len(near) else ""

    @cached_property
    def _foreign(self) -> Any:
        return shapely.union_all(list(self.boundaries.foreign.values()))

    @cached_property
    def _villages(self) -> tuple[Any, list[str]]:
        villages = [unit for unit in current_units().values() if unit.level == "village"]
        where = np.array([(unit.lon, unit.lat) for unit in villages])
        return cKDTree(where), [unit.code[:5] for unit in villages]

    def _deeper(self, regency: str, x: float, y: float) -> str:
        if regency not in self._below:
            self._below[regency] = _Below(regency, self.boundaries)
        return self._below[regency].find(x, y)


class _Below:
    """The districts of one regency: official outlines where there are, else the nearest village."""

    def __init__(self, regency: str, boundaries: Boundaries) -> None:
        own = points_of(regency)
        self._owners: list[str] = [unit.code[:8] for unit in own]
        self._points = cKDTree(np.array([(unit.lon, unit.lat) for unit in own]))
        codes = [*dict.fromkeys(self._owners), *(u.code for u in own if u.level == "village")]
        official = boundaries.official(codes)
        self._official = dict(sorted(official.items(), key=lambda pair: -len(pair[0])))

    def find(self, x: float, y: float) -> str:
        """Code of the deepest area at lon, lat."""
        for code, shape in self._official.items():
            if shapely.intersects_xy(shape, x, y):
                return code
        nearest = int(self._points.query((x, y))[1])
        return self._owners[nearest]
