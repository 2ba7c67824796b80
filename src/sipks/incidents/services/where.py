from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sipks.people.scope import covers
from sipks.places.models import Area
from sipks.places.selectors import atlas


@dataclass(frozen=True, slots=True)
class Where:
    """A place as asked for, then as found: `code` is what the text says, `chosen` the area that
    the sender picked, `point` the sender's coordinates (latitude, longitude in degrees)."""

    code: str
    point: tuple[float, float] | None = None
    chosen: str = ""
    area: Area | None = None
    lat: float | None = None
    lon: float | None = None


def find(asked: Sequence[Where]) -> list[Where]:
    """The area and point of each: what the sender says of the place in fields of its own goes
    before words, and words are drawn at the area's own point, as is a point at sea. One query for
    all."""
    points = [one.point for one in asked if one.point]
    map_ = atlas() if points else None
    units = [map_.find(*one.point) if map_ and one.point else [] for one in asked]
    candidates = [
        _candidates(one, found[-1].code if found else "")
        for one, found in zip(asked, units, strict=True)
    ]
    codes = {code for some in candidates for code in some}
    areas = {a.code: a for a in Area.objects.filter(code__in=codes, valid_to=None)}
    return [
        _found(one, bool(found), next((areas[code] for code in some if code in areas), None))
        for one, found, some in zip(asked, units, candidates, strict=True)
    ]


def _candidates(one: Where, point: str) -> list[str]:
    """Codes of where it may be, the best first; `point` is the area that the point lies in."""
    codes = [code for code in (one.chosen, one.code) if code]
    inside = [code for code in codes if point and covers(point, code)]
    return [code for code in (*inside, point, *codes) if code]


def _found(one: Where, on_land: bool, area: Area | None) -> Where:
    point = one.point if on_land else None
    lat, lon = point or ((area.lat, area.lon) if area else (None, None))
    return replace(one, area=area, lat=lat, lon=lon)
