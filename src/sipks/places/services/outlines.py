"""Official boundaries from a file into the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import shapely
from django.db import transaction
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from sipks.places.generalise import generalised
from sipks.places.importing.files import FRAME, Feature, features
from sipks.places.importing.matching import NoMatch, match
from sipks.places.importing.problems import ImportRefused, Problem
from sipks.places.importing.schemes import Scheme, label_of, scheme_of
from sipks.places.models import Area, Outline
from sipks.places.shipped import Unit

DETAIL = 0.0003  # degrees, 33 m: finer than any screen of ours shows
FAR = 1.0  # degrees: a shape this far from the point of its area is another place's


@dataclass
class Imported:
    """What came of a file: how many areas of each level got an outline, and what was left out."""

    scheme: str
    levels: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def outlines_import(
    *, path: Path, attribution: str, valid_from: date | None = None, layer: str = ""
) -> Imported:
    """Keep the outlines of a file (SHP, also zipped, GPKG, GeoJSON) as official ones.

    Columns may be those of BIG, BPS or HDX. A feature that cannot be used is told in `problems`
    and does not stop the rest; several features of one area are joined. The same file again
    replaces what it brought. Raises `ImportRefused` when nothing of the file can be used.
    """
    rows = features(path, layer)
    if not rows:
        raise ImportRefused(f"{path.name}: berkas tidak memuat fitur.")
    scheme = scheme_of(rows[0].columns)
    result = Imported(scheme.name)
    shapes = _matched(rows, scheme, result)
    if not shapes:
        reasons = "\n".join(str(problem) for problem in result.problems[:5])
        raise ImportRefused(f"{path.name}: tidak ada fitur yang dapat dipakai.\n{reasons}")
    result.levels = _keep(shapes, attribution, valid_from)
    return result


def _matched(
    rows: Iterable[Feature], scheme: Scheme, result: Imported
) -> dict[Unit, list[BaseGeometry]]:
    found: dict[Unit, list[BaseGeometry]] = defaultdict(list)
    for row in rows:
        label = label_of(scheme, row.columns)
        try:
            shape = _shape(row)
            unit = match(scheme, label)
            _must_be_near(shape, unit)
        except NoMatch as error:
            result.problems.append(Problem(row.number, str(label), str(error)))
        else:
            found[unit].append(shape)
    return found


def _shape(row: Feature) -> BaseGeometry:
    if row.shape is None or row.shape.is_empty:
        raise NoMatch("tidak punya garis batas")
    whole = shapely.make_valid(row.shape)
    parts = [part for part in _flat(whole) if isinstance(part, Polygon)]
    if not parts:
        raise NoMatch("garisnya tidak menutup menjadi bidang")
    west, south, east, north = row.shape.bounds
    if west < FRAME[0] or south < FRAME[1] or east > FRAME[2] or north > FRAME[3]:
        raise NoMatch(
            "terletak di luar Indonesia; periksa sistem koordinat dan urutan bujur–lintang"
        )
    return MultiPolygon(parts)


def _flat(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(shape):
        if part.geom_type in ("MultiPolygon", "GeometryCollection"):
            yield from _flat(part)
        else:
            yield part


def _must_be_near(shape: BaseGeometry, unit: Unit) -> None:
    distance = shape.distance(shapely.Point(unit.lon, unit.lat))
    if distance > FAR:
        raise NoMatch(
            f"terletak {distance * 111:.0f} km dari {unit.name} ({unit.code}); "
            "mungkin kodenya bukan kode Kemendagri"
        )


@transaction.atomic
def _keep(
    shapes: Mapping[Unit, list[BaseGeometry]], attribution: str, valid_from: date | None
) -> dict[str, int]:
    whole = {unit.code: shapely.union_all(parts) for unit, parts in shapes.items()}
    drawn = generalised(whole, DETAIL, islet=0)
    areas = {a.code: a for a in Area.objects.filter(code__in=drawn, valid_to=None)}
    Outline.objects.filter(
        area__in=areas.values(), attribution=attribution, valid_from=valid_from
    ).delete()
    Outline.objects.bulk_create(
        [
            Outline(
                area=areas[code], wkb=shapely.to_wkb(shape), attribution=attribution,
                official=True, valid_from=valid_from,
            )
            for code, shape in drawn.items()
            if code in areas
        ],
        batch_size=500,
    )  # fmt: skip
    levels: dict[str, int] = {}
    for unit in shapes:
        levels[unit.level] = levels.get(unit.level, 0) + 1
    return levels
