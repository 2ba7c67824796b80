"""Land divided among owners by whose point is nearest (Voronoi cells)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPoint, MultiPolygon
from shapely.geometry.base import BaseGeometry


def cells_by_owner(
    points: np.ndarray[Any, Any], owners: Sequence[str], land: BaseGeometry, grid: float = 0.0
) -> dict[str, BaseGeometry]:
    """Owner -> the part of `land` that is nearer to one of its points than to any other's.

    `points` is (N, 2) of lon, lat in degrees; `owners` names the owner of each row. Of points that
    coincide the first counts. An owner gets an empty shape where none of its cell is land. With
    `grid` the vertices lie on multiples of it. Distance is plain degrees: within 11° of the
    equator a degree of longitude is at most 2 % shorter than one of latitude.
    """
    unique, first = np.unique(points, axis=0, return_index=True)
    names = [owners[i] for i in first]
    own: dict[str, list[BaseGeometry]] = defaultdict(list)
    for name, cell in zip(names, _cells(unique, land), strict=True):
        own[name].append(cell)
    merged = {name: shapely.coverage_union_all(own[name]) for name in sorted(own)}
    cut = shapely.intersection(list(merged.values()), land, grid_size=grid or None)
    found = dict(zip(merged, map(_polygons, cut), strict=True))
    return {name: found.get(name, MultiPolygon()) for name in sorted(set(owners))}


def _cells(points: np.ndarray[Any, Any], land: BaseGeometry) -> list[BaseGeometry]:
    if len(points) == 1:
        return [shapely.box(*land.buffer(1).bounds)]
    cells = shapely.voronoi_polygons(
        MultiPoint(points), extend_to=land.envelope.buffer(1), ordered=True
    )
    return list(shapely.get_parts(cells))


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Without the lines and points that remain where shapes only touch."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return MultiPolygon(parts)
