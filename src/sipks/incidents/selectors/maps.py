from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count as Number
from django.db.models import Max, Q
from django.db.models.functions import Left

from sipks.incidents.choices import OPEN, SEVERE, State
from sipks.incidents.forms import Asked, Filters
from sipks.incidents.models import Heard, Incident
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, Actor, ScopedQuerySet, below, covers, current_actor
from sipks.places.models import Area

from .narrow import incidents_asked

POINTS = 500
_POINT = (
    "id", "lat", "lon", "title", "category", "form", "severity", "state", "happened_from",
    "precision",
)  # fmt: skip
# Length of the codes of the children of a unit, by the length of its own code.
_CHILD = {2: 5, 5: 8, 8: 13}


@dataclass(frozen=True, slots=True)
class Count:
    """What stands in one child of a unit.

    `heard` is false where no report at all came in the period (grey: silence is not calm), and
    None where the bound actor may see nothing, or, for villages, where it is not kept.
    """

    code: str
    name: str
    open: int = 0
    verified: int = 0
    new: int = 0
    severe: int = 0
    last_reported: datetime | None = None
    heard: bool | None = None


def map_counts(filters: Filters, parent_code: str = COUNTRY) -> list[Count]:
    """Incidents in each child of a unit, in the order of the codes, children with none included.

    Counts go by the filters, save that on the area, whose place the parent takes. `open` is new
    and verified together, `severe` those of them with a severity of at least `SEVERE`.
    """
    children = _children(parent_code)
    if not children:
        return []
    found = _incidents(filters.cleaned, parent_code, len(next(iter(children))))
    heard = _heard(list(children), filters.cleaned)
    return [
        Count(code=code, name=name, **found.get(code, {}), heard=heard.get(code))
        for code, name in children.items()
    ]


def map_points(
    filters: Filters, parent_code: str = COUNTRY, limit: int = POINTS
) -> list[dict[str, Any]]:
    """Incidents with coordinates in a unit, the newest reported first, at most `limit`.

    Each is `{id, lat, lon, title, category, form, severity, state, happened_from, precision,
    area, area_code, timezone}`; `lat` and `lon` in degrees.
    """
    rows = _of_own_area(filters.cleaned).filter(below("scope_code", parent_code))
    located = rows.exclude(lat=None).order_by("-last_reported", "-id")
    values = located.values_list(*_POINT, "area__name", "area__timezone", "scope_code")
    return [
        dict(zip(_POINT, known, strict=True))
        | {"area": area or "", "timezone": zone or "", "area_code": code}
        for *known, area, zone, code in values[:limit]
    ]


def _of_own_area(asked: Asked) -> ScopedQuerySet[Incident]:
    """A map counts by areas that the actor reads as a whole: the few incidents of another area
    that were shared with him would pass for all that there is."""
    return incidents_asked(asked).in_area_of(current_actor())


def _children(parent_code: str) -> dict[str, str]:
    rows = Area.objects.filter(parent__code=parent_code, parent__valid_to=None, valid_to=None)
    return dict(rows.order_by("code").values_list("code", "name"))


def _incidents(asked: Asked, parent_code: str, length: int) -> dict[str, dict[str, Any]]:
    rows = _of_own_area(asked).filter(below("scope_code", parent_code))
    grouped: Any = (
        rows.annotate(child=Left("scope_code", length))
        .values("child")
        .annotate(
            open=Number("state", filter=Q(state__in=OPEN)),
            verified=Number("state", filter=Q(state=State.VERIFIED)),
            new=Number("state", filter=Q(state=State.NEW)),
            severe=Number("state", filter=Q(state__in=OPEN, severity__gte=SEVERE)),
            last_reported=Max("last_reported"),
        )
    )
    return {row.pop("child"): row for row in grouped.order_by()}


def _heard(children: Sequence[str], asked: Asked) -> dict[str, bool | None]:
    """Of each child that the actor may see, whether a report came from it in the period."""
    if len(children[0]) not in (2, *list(_CHILD)):
        return {}
    parts = {child: _visible_parts(child, current_actor()) for child in children}
    rows = Heard.objects.filter(scope_code__in=_flat(parts.values()))
    if asked.since:
        rows = rows.filter(day__gte=asked.since)
    if asked.until:
        rows = rows.filter(day__lte=asked.until)
    voices = set(rows.values_list("scope_code", flat=True).distinct().order_by())
    return {child: any(code in voices for code in codes) for child, codes in parts.items() if codes}


def _visible_parts(child: str, actor: Actor) -> list[str]:
    """The child itself where the actor may see all of it, else those of his areas within it."""
    held = [g.area_code for g in actor.grants if g.carries(Act.READ)]
    if actor.everything or any(covers(code, child) for code in held):
        return [child]
    return [code for code in held if covers(child, code)]


def _flat(lists: Iterable[Sequence[str]]) -> list[str]:
    return [one for some in lists for one in some]
