"""Outlines drawn coarser for small scales, with borders that still meet."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def generalised(
    shapes: Mapping[str, BaseGeometry], tolerance: float, islet: float
) -> dict[str, BaseGeometry]:
    """The shapes with details below `tolerance` degrees left out, all of them together so that
    neighbours keep one border (Visvalingam–Whyatt on the coverage, GEOS `CoverageSimplifier`).

    Parts smaller than `islet` degrees² that touch nothing are dropped, but never a shape's largest.
    """
    parts = [(code, part) for code, shape in shapes.items() for part in shapely.get_parts(shape)]
    largest: dict[str, float] = {}
    for code, part in parts:
        largest[code] = max(part.area, largest.get(code, 0.0))
    tree = shapely.STRtree([part for _, part in parts])
    kept: dict[str, list[BaseGeometry]] = {code: [] for code in shapes}
    for code, part in parts:
        if part.area >= min(islet, largest[code]) or len(tree.query(part, "intersects")) > 1:
            kept[code].append(part)
    whole = np.array([shapely.multipolygons(own) for own in kept.values()], dtype=object)
    return dict(zip(kept, shapely.coverage_simplify(whole, tolerance), strict=True))
