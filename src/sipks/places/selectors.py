"""Reads of the room. Areas are public knowledge: nothing here depends on who asks."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, QuerySet

from .atlas import Atlas
from .boundaries import ATTRIBUTION, Boundaries
from .models import Area
from .official import official_attributions, official_shapes, official_stamp
from .search import Index
from .shipped import ancestors

COUNTRY = "ID"
PAGE = 60


def areas_at(day: date | None = None) -> QuerySet[Area]:
    """Areas that stood on `day`; those that stand now when no day is given."""
    if day is None:
        return Area.objects.filter(valid_to=None)
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return Area.objects.filter(begun, Q(valid_to=None) | Q(valid_to__gt=day))


def area_get(code: str, at: date | None = None) -> Area:
    """The area of a code on a day (now when none is given); raises `Area.DoesNotExist`."""
    return areas_at(at).get(code=code)


def area_latest(code: str) -> Area:
    """The area that stands under a code, else the last that did; raises `Area.DoesNotExist`."""
    row = Area.objects.filter(code=code).order_by("-valid_to").first()  # NULL, standing, is first
    if row is None:
        raise Area.DoesNotExist(code)
    return row


def area_children(area: Area, at: date | None = None) -> QuerySet[Area]:
    """The areas directly below on a day, by code; now, or while it stood, when none is given."""
    below = Area.objects if area.valid_to and at is None else areas_at(at)
    return below.filter(parent=area).order_by("code")


def area_ancestors(area: Area) -> list[Area]:
    """The areas above, the nation first, without the area itself. One query."""
    codes = [COUNTRY, *ancestors(area.code)[:-1]] if area.code != COUNTRY else []
    rows = {row.code: row for row in areas_at().filter(code__in=codes)}
    return [rows[code] for code in codes if code in rows]


def area_neighbours(area: Area, boundaries: Boundaries) -> list[Area]:
    """The areas of the same level that touch this one on land, by code. One query."""
    return list(areas_at().filter(code__in=boundaries.touching(area.code)).order_by("code"))


def area_predecessors(area: Area) -> list[Area]:
    """The past areas that this one took over from, by code. One query."""
    return list(Area.objects.filter(successors__contains=[area.code]).order_by("code"))


def area_successors(area: Area) -> list[Area]:
    """The standing areas that took over from this one. No query while it stands."""
    if not area.successors:
        return []
    return list(areas_at().filter(code__in=area.successors).order_by("code"))


class Found(NamedTuple):
    """An area found by name: the row, and the name that matched."""

    area: Area
    matched: str


def area_search(query: str, limit: int = 20) -> list[Found]:
    """The best areas for what somebody typed; see `Index.search`. One query, none for nothing."""
    hits = Index.shipped().search(query, limit)
    if not hits:
        return []
    rows = {row.code: row for row in areas_at().filter(code__in=[h.unit.code for h in hits])}
    return [Found(rows[h.unit.code], h.matched) for h in hits if h.unit.code in rows]


def boundaries() -> Boundaries:
    """The outlines, imported ones in the place of those that ship. One query."""
    return _boundaries(official_stamp())


def atlas() -> Atlas:
    """The atlas over `boundaries()`. One query."""
    return _atlas(official_stamp())


def outlines_version() -> str:
    """For the `v` of outline addresses: changes with the tables and with each import."""
    return boundaries().version


def outlines_attribution(found: Boundaries, codes: list[str]) -> str:
    """Whom to name on a map of `codes`. One query where outlines were imported, else none."""
    official = official_attributions(codes) if found is not Boundaries.shipped() else []
    return "; ".join([*official, ATTRIBUTION])


@lru_cache(maxsize=2)
def _boundaries(stamp: str) -> Boundaries:
    return Boundaries(official_shapes, stamp) if stamp else Boundaries.shipped()


@lru_cache(maxsize=2)
def _atlas(stamp: str) -> Atlas:
    return Atlas(_boundaries(stamp)) if stamp else Atlas.shipped()
