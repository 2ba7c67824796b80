"""Outlines of areas: those that ship, official ones in their place where an office has them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Self

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from . import topojson
from .cells import cells_by_owner
from .generalise import generalised
from .shipped import DATA, Unit, current_units, units_at

ATTRIBUTION = (
    "Batas kabupaten/kota: BPS, WFP, OCHA ROAP (2020) via geoBoundaries gbOpen IDN-ADM2, "
    "CC BY 3.0 IGO; bukan rujukan batas resmi"
)
Shapes = Mapping[str, BaseGeometry]
Official = Callable[[Iterable[str]], Shapes]
DISC = 0.012  # degrees, 1.3 km: drawn for a district that gets no land of its own
NEAR = 5e-4  # degrees, 55 m: outlines this close touch, whatever their drawings' details
GRID = 1e-4
STEPS = 1000  # details of this share of the sheet's width are kept


@cache
def shipped_layers() -> dict[str, dict[str, BaseGeometry]]:
    """`regencies` as drawn, `provinces` and `neighbours` generalised, each by code."""
    document = json.loads(gzip.decompress((DATA / "outlines.json.gz").read_bytes()))
    return {name: topojson.decode(document, name) for name in document["objects"]}


@cache
def shipped_version() -> str:
    """A short name of this edition of the shipped tables."""
    names = ("outlines.json.gz", "areas.csv.gz")
    return hashlib.sha256(b"".join((DATA / name).read_bytes() for name in names)).hexdigest()[:10]


def none_official(codes: Iterable[str]) -> Shapes:
    """What a copy without imported boundaries answers."""
    return {}


class Boundaries:
    """Outlines by code. `official` gives imported outlines for those codes that have one."""

    def __init__(self, official: Official = none_official, version: str = "") -> None:
        self.official = official
        self.version = f"{shipped_version()}{version}"
        self._districts: dict[str, Shapes] = {}

    @classmethod
    @cache
    def shipped(cls) -> Self:
        """The outlines that ship with the package; loaded once a process."""
        return cls()

    @cached_property
    def regencies(self) -> dict[str, BaseGeometry]:
        """The outline of every regency that stands now, official ones first: where they overlap
        a neighbour as it ships, they are right."""
        own = shipped_layers()["regencies"]
        return {**(official := self.official(own)), **{k: own[k] for k in own if k not in official}}

    @property
    def foreign(self) -> dict[str, BaseGeometry]:
        """Land of the neighbouring countries by ISO code, generalised."""
        return shipped_layers()["neighbours"]

    def districts(self, regency: str) -> Shapes:
        """Outlines of the districts of a regency, derived from the points of their villages inside
        its outline ("batas indikatif"), except where official ones were imported."""
        if regency not in self._districts:
            derived = derived_districts(regency, self.regencies[regency])
            self._districts[regency] = {**derived, **self.official(derived)}
        return self._districts[regency]

    def of(self, unit: Unit, day: date | None = None) -> BaseGeometry | None:
        """The whole outline of an area, as it was on `day`; None where there is none (villages).

        A past unit is drawn as its successors together, a province as its regencies of the day.
        """
        return self.official([unit.code]).get(unit.code) or self._derived(unit, day)

    def _derived(self, unit: Unit, day: date | None) -> BaseGeometry | None:
        codes = unit.successors or [unit.code]
        if unit.level == "regency":
            return _union(self.regencies.get(code) for code in codes)
        if unit.level == "district":
            return _union(self.districts(code[:5]).get(code) for code in codes)
        if unit.level == "village":
            return None
        return _union(self._derived(part, day) for part in _regencies_of(unit.code, day))

    def children(self, code: str, day: date | None = None) -> dict[Unit, BaseGeometry | None]:
        """The areas below `code` on `day`, each with its outline drawn for the scale of its
        parent; villages have none unless one was imported."""
        below = [unit for unit in _standing(day) if unit.parent == code]
        whole = dict(self.official([unit.code for unit in below]))
        if code == "ID" and below == _provinces_now():
            drawn = {**shipped_layers()["provinces"], **whole}
            return {unit: drawn[unit.code] for unit in below}
        for unit in below:
            if unit.code not in whole and (shape := self._derived(unit, day)) is not None:
                whole[unit.code] = shape
        drawn = generalised(whole, *_scale(whole.values())) if whole else {}
        return {unit: drawn.get(unit.code) for unit in below}

    @cached_property
    def _touching(self) -> dict[str, set[str]]:
        codes, shapes = list(self.regencies), list(self.regencies.values())
        pairs = shapely.STRtree(shapes).query(shapes, "dwithin", distance=NEAR)
        found: dict[str, set[str]] = {code: set() for code in codes}
        for one, other in pairs.T:
            found[codes[one]].add(codes[other])
        return found

    def touching(self, code: str) -> list[str]:
        """Codes of the areas of the same level that touch this one on land, in order; none for
        villages and for what the outlines do not show."""
        if len(code) == 2:
            near = {
                other[:2]
                for own, others in self._touching.items()
                if own.startswith(code)
                for other in others
            }
        elif len(code) == 5:
            near = self._touching.get(code, set())
        elif len(code) == 8:
            near = self._touching_districts(code)
        else:
            near = set()
        return sorted(near - {code})

    def _touching_districts(self, code: str) -> set[str]:
        around = self._touching.get(code[:5], ())
        shapes = {key: s for regency in around for key, s in self.districts(regency).items()}
        if code not in shapes:
            return set()
        near = shapely.dwithin(list(shapes.values()), shapes[code], NEAR)
        return {key for key, yes in zip(shapes, near, strict=True) if yes}


def derived_districts(regency: str, outline: BaseGeometry) -> dict[str, BaseGeometry]:
    """Each district of a regency as the land nearest to its own villages; a disc around its point
    where that leaves it none."""
    own = points_of(regency)
    points = np.array([(unit.lon, unit.lat) for unit in own])
    cells = cells_by_owner(points, [unit.code[:8] for unit in own], outline, GRID)
    for unit in own:
        if unit.level == "district" and cells[unit.code].is_empty:
            cells[unit.code] = shapely.Point(unit.lon, unit.lat).buffer(DISC)
    return cells


@cache
def _by_regency() -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in current_units().values():
        if unit.level == "village":
            found.setdefault(unit.code[:5], []).append(unit)
    for unit in current_units().values():
        if unit.level == "district":
            found.setdefault(unit.code[:5], []).append(unit)
    return found


def points_of(regency: str) -> list[Unit]:
    """The villages of a regency, then its districts: where a district's own point coincides with
    a village of another, the village counts."""
    return _by_regency()[regency]


def _scale(shapes: Iterable[BaseGeometry]) -> tuple[float, float]:
    """Smallest detail in degrees and smallest islet in degrees² of a sheet that shows `shapes`:
    a thousandth of its width, and an area of that size."""
    west, south, east, north = shapely.total_bounds(list(shapes))
    detail = max(east - west, north - south) / STEPS
    return detail, detail * detail


def _standing(day: date | None) -> Iterable[Unit]:
    return current_units().values() if day is None else units_at(day)


def _provinces_now() -> list[Unit]:
    return [unit for unit in current_units().values() if unit.level == "province"]


def _regencies_of(code: str, day: date | None) -> list[Unit]:
    regencies = (unit for unit in _standing(day) if unit.level == "regency")
    return [unit for unit in regencies if code in ("ID", unit.parent)]


def _union(shapes: Iterable[BaseGeometry | None]) -> BaseGeometry | None:
    found = [shape for shape in shapes if shape is not None]
    return shapely.union_all(found) if len(found) > 1 else next(iter(found), None)
