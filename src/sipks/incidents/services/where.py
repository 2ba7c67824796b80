from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sipks.people.scope import covers
from sipks.places.atlas import Atlas
from sipks.places.models import Area


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


@cache
def _atlas() -> Atlas:
    return Atlas.shipped()


def find(asked: Sequence[Where]) -> list[Where]:
    """The area and point of each: what the sender says of the place in fields of its own goes
    before words, and words are drawn at the area's own point. One query for all."""
    candidates = [_candidates(one) for one in asked]
    codes = {code for some in candidates for code in some}
    areas = {a.code: a for a in Area.objects.filter(code__in=codes, valid_to=None)}
    return [
        _found(one, next((areas[code] for code in some if code in areas), None))
        for one, some in zip(asked, candidates, strict=True)
    ]


def _candidates(one: Where) -> list[str]:
    """Codes of where it may be, the best first."""
    codes = [code for code in (one.chosen, one.code) if code]
    if one.point is None or not (units := _atlas().find(*one.point)):
        return codes
    point = units[-1].code
    return [*(code for code in codes if covers(point, code)), point, *codes]


def _found(one: Where, area: Area | None) -> Where:
    lat, lon = one.point or ((area.lat, area.lon) if area else (None, None))
    return replace(one, area=area, lat=lat, lon=lon)
