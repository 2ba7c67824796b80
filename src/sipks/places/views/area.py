"""The page of one area."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sipks.places import selectors
from sipks.places.boundaries import Boundaries
from sipks.places.locator import Locator, locator
from sipks.places.models import Area
from sipks.places.naming import ZONES
from sipks.places.shipped import Unit, all_units, current_units


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """What an area is, where it lies, and what lies around, above and below it; a past area says
    what followed it."""
    try:
        row = selectors.area_latest(code.replace("\0", ""))
    except Area.DoesNotExist:
        raise Http404(code) from None
    found = selectors.boundaries()
    context = {
        "area": row,
        "word": row.word,
        "zone": ZONES.get(row.timezone, row.timezone),
        "above": selectors.area_ancestors(row),
        "neighbours": [] if row.valid_to else selectors.area_neighbours(row, found),
        "predecessors": selectors.area_predecessors(row),
        "successors": selectors.area_successors(row),
        "locator": _locator(row, found),
        "attribution": selectors.outlines_attribution(found, [row.code]),
    }
    return render(request, "places/area.html", context | _children(row, request))


def _children(row: Area, request: HttpRequest) -> dict[str, Any]:
    after = request.GET.get("setelah", "").replace("\0", "")
    below = selectors.area_children(row).filter(code__gt=after)
    rows = list(below[: selectors.PAGE + 1])
    shown, more = rows[: selectors.PAGE], len(rows) > selectors.PAGE
    page = reverse("places:area", args=[row.code])
    return {
        "children": shown,
        "first": page if after else "",
        "next": f"{page}?setelah={shown[-1].code}" if more else "",
    }


def _locator(row: Area, found: Boundaries) -> Locator | None:
    unit = _unit(row)
    return locator(unit, found) if unit else None


def _unit(row: Area) -> Unit | None:
    if row.valid_to is None:
        return current_units().get(row.code)
    past = (unit for unit in all_units() if unit.code == row.code)
    return next((unit for unit in past if unit.valid_to == row.valid_to), None)
