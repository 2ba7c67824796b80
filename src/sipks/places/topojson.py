"""TopoJSON (https://github.com/topojson/topojson-specification): the compact form in which
outlines ship, as polygons on a grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Document = dict[str, Any]
Arcs = list[Any]
TRIANGLE = 4  # points of the smallest closed ring; coarse grids squeeze some below it


def decode(document: Document, name: str, key: str = "id") -> dict[str, BaseGeometry]:
    """Polygons of one object of a document by their `key` (`id`), in degrees."""
    transform = document["transform"]
    scale, shift = np.array(transform["scale"]), np.array(transform["translate"])
    points = [np.cumsum(arc, axis=0) * scale + shift for arc in document["arcs"]]
    found: dict[str, BaseGeometry] = {}
    for one in document["objects"][name]["geometries"]:
        parts = one["arcs"] if one["type"] == "MultiPolygon" else [one.get("arcs", [])]
        drawn = (_polygon(points, rings) for rings in parts)
        shapes = [shape for shape in drawn if not shape.is_empty]
        found[str(one.get(key, ""))] = shapes[0] if len(shapes) == 1 else MultiPolygon(shapes)
    return found


def encode(layers: Mapping[str, Mapping[str, BaseGeometry]], grid: float) -> Document:
    """A document of several layers of polygons by id, their vertices rounded to `grid` degrees.

    Every ring is an arc of its own: neighbours keep equal vertices, so borders still meet, and the
    reader needs no stitching.
    """
    arcs: Arcs = []
    objects = {
        name: {
            "type": "GeometryCollection",
            "geometries": [_geometry(arcs, code, shape, grid) for code, shape in shapes.items()],
        }
        for name, shapes in layers.items()
    }
    transform = {"scale": [grid, grid], "translate": [0, 0]}
    return {"type": "Topology", "transform": transform, "objects": objects, "arcs": arcs}


def _polygon(points: list[Any], rings: list[list[int]]) -> Polygon:
    drawn = [_ring(points, ring) for ring in rings]
    if not drawn or len(drawn[0]) < TRIANGLE:
        return Polygon()
    return Polygon(drawn[0], [hole for hole in drawn[1:] if len(hole) >= TRIANGLE])


def _ring(points: list[Any], ring: list[int]) -> Any:
    """Arcs end to end; `~n` is arc n backwards, and the point where two arcs meet is in both."""
    lines = [points[i] if i >= 0 else points[~i][::-1] for i in ring]
    return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])


def _geometry(arcs: Arcs, code: str, shape: BaseGeometry, grid: float) -> Document:
    parts = []
    for polygon in shapely.get_parts(shape):
        rings = []
        for ring in (polygon.exterior, *polygon.interiors):
            steps = np.rint(np.asarray(ring.coords) / grid).astype(int)
            arcs.append(np.diff(steps, axis=0, prepend=[[0, 0]]).tolist())
            rings.append([len(arcs) - 1])
        parts.append(rings)
    return {"type": "MultiPolygon", "id": code, "arcs": parts}
