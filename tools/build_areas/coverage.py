"""Polygons that nearly fit together → a coverage: no gaps, no overlaps, equal shared borders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

GRID = 1e-4  # degrees, 11 m: finer than the drawing of the publisher
GAP_AREA, GAP_WIDTH = 2e-3, 0.01  # degrees² (25 km²) and degrees: gaps below either are filled
SCRAP = 1e-4  # degrees² (1.2 km²): a piece of one unit this small between others is a mistake
Piece = tuple[str, BaseGeometry]


def coverage(pieces: Iterable[Piece]) -> dict[str, BaseGeometry]:
    """One valid shape a code, by code, out of pieces `(code, shape)` that may overlap or gape.

    The linework is noded on a grid and cut into faces. A face inside one piece is its; a face in
    several, or a small gap, goes to the neighbour with the longest common border.
    """
    codes, shapes = zip(*pieces, strict=True)
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=GRID)
    faces = np.array(shapely.get_parts(shapely.polygonize([lines])))
    owners = _owners(faces, np.array(codes), np.array(shapes))
    _settle(faces, owners)
    return _without_scraps(_dissolved(faces, owners))


Owners = list[set[str]]


def _owners(faces: np.ndarray, codes: np.ndarray, shapes: np.ndarray) -> Owners:
    owners: Owners = [set() for _ in faces]
    inside, of = STRtree(shapes).query(shapely.point_on_surface(faces), predicate="within")
    for face, piece in zip(inside, of, strict=True):
        owners[face].add(str(codes[piece]))
    return owners


def _settle(faces: np.ndarray, owners: Owners) -> None:
    """Leave each face one owner; large gaps keep none, being sea."""
    width = 2 * shapely.area(faces) / shapely.length(faces)
    small = (shapely.area(faces) < GAP_AREA) | (width < GAP_WIDTH)
    open_faces = [i for i, own in enumerate(owners) if len(own) > 1 or (not own and small[i])]
    borders = {i: _borders(faces, i, tree) for tree in [STRtree(faces)] for i in open_faces}
    while open_faces:
        left = [i for i in open_faces if not _decide(owners, i, borders[i])]
        if len(left) == len(open_faces):
            break
        open_faces = left
    for i in open_faces:
        owners[i] = set(sorted(owners[i])[:1])


def _borders(faces: np.ndarray, i: int, tree: STRtree) -> dict[int, float]:
    near = [int(j) for j in tree.query(faces[i], predicate="touches") if j != i]
    common = shapely.intersection(shapely.boundary(faces[near]), shapely.boundary(faces[i]))
    return dict(zip(near, shapely.length(common).tolist(), strict=True))


def _decide(owners: Owners, i: int, borders: Mapping[int, float]) -> bool:
    lengths: dict[str, float] = defaultdict(float)
    for j, length in borders.items():
        if length and len(owners[j]) == 1:
            (code,) = owners[j]
            if not owners[i] or code in owners[i]:
                lengths[code] += length
    if lengths:
        owners[i] = {max(sorted(lengths), key=lambda code: lengths[code])}
    return bool(lengths)


def _dissolved(faces: np.ndarray, owners: Owners) -> dict[str, BaseGeometry]:
    own: dict[str, list[BaseGeometry]] = defaultdict(list)
    for face, codes in zip(faces, owners, strict=True):
        for code in codes:
            own[code].append(face)
    return {code: shapely.coverage_union_all(own[code]) for code in sorted(own)}


def _without_scraps(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Give small pieces that lie against another unit, cut off from their own, to that unit."""
    parts = [(code, part) for code, shape in shapes.items() for part in shapely.get_parts(shape)]
    faces = np.array([part for _, part in parts])
    largest = {code: max(shapely.area(shapely.get_parts(s))) for code, s in shapes.items()}
    owners: Owners = [{code} for code, _ in parts]
    tree = STRtree(faces)
    for i, (code, part) in enumerate(parts):
        if part.area < min(SCRAP, largest[code]) and (borders := _borders(faces, i, tree)):
            owners[i] = set()
            if not _decide(owners, i, borders):
                owners[i] = {code}
    return _dissolved(faces, owners)
