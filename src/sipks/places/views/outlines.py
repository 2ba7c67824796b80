"""The outlines that the map in the browser draws."""

from __future__ import annotations

import gzip
from datetime import date
from functools import lru_cache

import brotli
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from sipks.places import selectors
from sipks.places.boundaries import Boundaries
from sipks.places.geojson import collection, land
from sipks.places.shipped import current_units

FOREIGN = "tetangga"
YEAR = 365 * 86400


@require_safe
def outlines(request: HttpRequest, code: str) -> HttpResponse:
    """GeoJSON of the children of a unit (`tetangga`: land of the neighbouring countries).

    `?pada=YYYY-MM-DD` draws the areas of that day. With the current `?v=` the answer may be kept
    for a year; without it the browser asks again each time and mostly hears "unchanged".
    """
    day = _day(request.GET.get("pada", ""))
    if code != FOREIGN and code not in current_units():
        raise Http404(code)
    found = selectors.boundaries()
    etag = f'W/"{found.version}-{code}-{day or ""}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = _answer(found, code, day, request.headers.get("Accept-Encoding", ""))
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    if request.GET.get("v") == found.version:
        patch_cache_control(response, private=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _answer(found: Boundaries, code: str, day: date | None, accepted: str) -> HttpResponse:
    encoding = next((one for one in ("br", "gzip") if one in accepted), "")
    body = _body(found, code, day, encoding)
    response = HttpResponse(body, content_type="application/geo+json")
    if encoding:
        response["Content-Encoding"] = encoding
    return response


@lru_cache(maxsize=1024)
def _body(found: Boundaries, code: str, day: date | None, encoding: str) -> bytes:
    body = _geojson(found, code, day)
    if encoding == "br":
        return bytes(brotli.compress(body, quality=6))
    return gzip.compress(body, 6, mtime=0) if encoding else body


def _geojson(found: Boundaries, code: str, day: date | None) -> bytes:
    if code == FOREIGN:
        return land(found.foreign, 2)
    shapes = found.children(code, day)
    attribution = selectors.outlines_attribution(found, [unit.code for unit in shapes])
    return collection(shapes, 3 if code == selectors.COUNTRY else 4, attribution)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404(text) from None
