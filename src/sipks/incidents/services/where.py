from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sipks.places.atlas import Atlas
from sipks.places.models import Area


@dataclass(frozen=True, slots=True)
class Where:
    """A place as asked for (code of the text, coordinates of the sender), then as found."""

    code: str
    point: tuple[float, float] | None = None
    area: Area | None = None
    lat: float | None = None
    lon: float | None = None


@cache
def _atlas() -> Atlas:
    return Atlas.shipped()


def find(asked: Sequence[Where]) -> list[Where]:
    """The area and point of each: coordinates of the sender tell more than words, and words are
    drawn at the area's own point. One query for all."""
    resolved = [replace(one, code=_code(one)) for one in asked]
    codes = {one.code for one in resolved if one.code}
    areas = {a.code: a for a in Area.objects.filter(code__in=codes, valid_to=None)}
    return [_found(one, areas.get(one.code)) for one in resolved]


def _code(one: Where) -> str:
    if one.point is None:
        return one.code
    found = _atlas().find(*one.point)
    return found[-1].code if found else one.code


def _found(one: Where, area: Area | None) -> Where:
    lat, lon = one.point or ((area.lat, area.lon) if area else (None, None))
    return replace(one, area=area, lat=lat, lon=lon)
