"""Areas by what somebody types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sipks.places import selectors
from sipks.places.naming import path_above

SHOWN = 80  # letters of the query that the page repeats


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The best 20 areas for `?q=`: JSON for a program that asks for it, else a page."""
    query = request.GET.get("q", "").strip()
    results = [_row(one) for one in selectors.area_search(query)]
    if request.GET.get("format") == "json" or not request.accepts("text/html"):
        return JsonResponse({"results": results})
    return render(request, "places/search.html", {"query": query[:SHOWN], "results": results})


def _row(found: selectors.Found) -> dict[str, Any]:
    area = found.area
    return {
        "code": area.code, "name": area.name, "level": area.word,
        "path": path_above(area.code), "lat": area.lat, "lon": area.lon,
        "url": reverse("places:area", args=[area.code]),
    }  # fmt: skip
