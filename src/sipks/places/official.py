"""Imported outlines as they lie in the database: the newest of each area counts."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from django.db.models import Count, F, Max
from shapely.geometry.base import BaseGeometry

from .models import Outline


def official_shapes(codes: Iterable[str]) -> dict[str, BaseGeometry]:
    """The newest imported outline of each of `codes` that has one. One query."""
    newest = (
        Outline.objects.filter(area__code__in=list(codes), area__valid_to=None)
        .order_by("area_id", F("valid_from").desc(nulls_last=True), "-imported_at")
        .distinct("area_id")
        .values_list("area__code", "wkb")
    )
    return {code: shapely.from_wkb(bytes(wkb)) for code, wkb in newest}


def official_attributions(codes: Iterable[str]) -> list[str]:
    """Who drew the imported outlines of `codes`. One query."""
    drawn = Outline.objects.filter(area__code__in=list(codes), area__valid_to=None)
    return sorted(set(drawn.values_list("attribution", flat=True)))


def official_stamp() -> str:
    """Changes when outlines are imported; empty while there are none. One query."""
    found = Outline.objects.aggregate(count=Count("id"), last=Max("imported_at"))
    return f"{found['count']}-{found['last']:%Y%m%d%H%M%S%f}" if found["count"] else ""
