"""The outlines of regencies and provinces: whose drawing is used where, made into one coverage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry import MultiPoint, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from sipks.places.cells import cells_by_owner
from tools.build_areas.areas import Row
from tools.build_areas.coverage import Piece, coverage
from tools.build_areas.kinds import PAPUA
from tools.build_areas.shapes import land, regency_shapes

INDONESIA = "360"
NEIGHBOURS = {
    "458": "MY", "702": "SG", "096": "BN", "598": "PG", "626": "TL", "608": "PH", "764": "TH",
}  # fmt: skip
SEAM = 0.05  # degrees: how far the mask's borders may lie from those of the drawing
ISLET = 0.012  # degrees, 1.3 km: radius of the disc drawn for an island that the mask leaves out
FRAME = shapely.box(90, -14, 156, 12)


def regency_outlines(rows: Sequence[Row]) -> dict[str, BaseGeometry]:
    """The 514 regencies by code as a valid coverage.

    Outside Papua the drawing of 2020 is kept. Papua's lines have been redrawn since, so its land
    is divided by its village points, as are lakes and the one regency that the drawing leaves
    out, for which the land mask serves (villages off the mask get a disc).
    """
    current = [row for row in rows if not row.valid_to]
    regencies = [row for row in current if row.level == "regency"]
    points = [row for row in current if row.level in {"district", "village"}]
    drawn, lakes = regency_shapes(regencies)
    pieces = [(code, shape) for code, shape in drawn.items() if not code.startswith(PAPUA)]
    papua = shapely.union_all([s for code, s in drawn.items() if code.startswith(PAPUA)])
    pieces += _divided(papua, [row for row in points if row.code.startswith(PAPUA)])
    for lake in shapely.get_parts(lakes):
        pieces += _divided(lake, _near(points, lake))
    for code in sorted({row.code for row in regencies} - drawn.keys()):
        pieces.append((code, _from_mask(code, points, shapely.union_all(list(drawn.values())))))
    return coverage(pieces)


def province_outlines(regencies: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Provinces by code, each the union of its regencies."""
    provinces = sorted({code[:2] for code in regencies})
    return {
        province: shapely.coverage_union_all(
            [shape for code, shape in regencies.items() if code.startswith(province)]
        )
        for province in provinces
    }


def foreign_land(own: Iterable[BaseGeometry]) -> dict[str, BaseGeometry]:
    """Land of the neighbours within the frame of the map, by ISO 3166 code, up to our border."""
    masks = land()
    ours = shapely.union_all(list(own))
    found = {}
    for number, iso in sorted(NEIGHBOURS.items(), key=lambda pair: pair[1]):
        shape = shapely.intersection(masks[number], FRAME)
        seam = shapely.intersection(shape.buffer(SEAM, quad_segs=2), masks[INDONESIA])
        found[iso] = _polygons(shapely.difference(shapely.union_all([shape, seam]), ours))
    return found


def _divided(land: BaseGeometry, rows: Iterable[Row]) -> list[Piece]:
    """Pieces of `land`, each with the regency whose village is nearest."""
    rows = list(rows)
    points = np.array([(float(row.lon), float(row.lat)) for row in rows])
    cells = cells_by_owner(points, [row.code[:5] for row in rows], land)
    return [(code, cell) for code, cell in cells.items() if not cell.is_empty]


def _near(rows: Iterable[Row], lake: BaseGeometry) -> list[Row]:
    west, south, east, north = lake.buffer(0.15).bounds
    return [row for row in rows if west < float(row.lon) < east and south < float(row.lat) < north]


def _from_mask(code: str, rows: list[Row], others: BaseGeometry) -> BaseGeometry:
    own = [row for row in rows if row.code.startswith(code)]
    where = MultiPoint([(float(row.lon), float(row.lat)) for row in own])
    around = where.buffer(0.5)
    free = shapely.difference(shapely.intersection(land()[INDONESIA], around), others)
    mask = dict(_divided(free, _near(rows, around.buffer(2))))[code]
    off = [point for point in where.geoms if not mask.intersects(point)]
    discs = [point.buffer(ISLET, quad_segs=4) for point in off]
    return shapely.difference(shapely.union_all([mask, *discs]), others)


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    return MultiPolygon([part for part in shapely.get_parts(shape) if isinstance(part, Polygon)])
