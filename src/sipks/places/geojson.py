"""Outlines as GeoJSON for the map in the browser, as small as its scale allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from .shipped import Unit

Json = dict[str, Any]


def collection(
    shapes: Mapping[Unit, BaseGeometry | None], decimals: int, attribution: str
) -> bytes:
    """A FeatureCollection of areas; one without an outline is drawn as its point."""
    features = [_area(unit, shape, decimals) for unit, shape in shapes.items()]
    return _bytes(features, attribution)


def land(shapes: Mapping[str, BaseGeometry], decimals: int) -> bytes:
    """A FeatureCollection of the neighbours' land by ISO code (Natural Earth, public domain)."""
    features = [_feature({"code": code}, s, decimals) for code, s in shapes.items()]
    return _bytes(features, "Natural Earth")


def _bytes(features: list[Json], attribution: str) -> bytes:
    return orjson.dumps(
        {"type": "FeatureCollection", "attribution": attribution, "features": features}
    )


def _area(unit: Unit, shape: BaseGeometry | None, decimals: int) -> Json:
    properties = {
        "code": unit.code, "name": unit.name, "level": unit.level,
        "lat": unit.lat, "lon": unit.lon,
    }  # fmt: skip
    return _feature(properties, shape or shapely.Point(unit.lon, unit.lat), decimals)


def _feature(properties: Json, shape: BaseGeometry, decimals: int) -> Json:
    return {
        "type": "Feature", "id": properties["code"], "properties": properties,
        "geometry": _geometry(shape, decimals),
    }  # fmt: skip


def _geometry(shape: BaseGeometry, decimals: int) -> Json:
    if shape.geom_type == "Point":
        return {"type": "Point", "coordinates": _rounded(shape, decimals)[0]}
    polygons = [
        [_rounded(ring, decimals) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in shapely.get_parts(shape)
    ]
    return {"type": "MultiPolygon", "coordinates": polygons}


def _rounded(shape: BaseGeometry, decimals: int) -> list[list[float]]:
    rounded: list[list[float]] = np.round(shapely.get_coordinates(shape), decimals).tolist()
    return rounded
