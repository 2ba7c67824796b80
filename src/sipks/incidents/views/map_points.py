from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse

from sipks.incidents.choices import LABELS, State

_SOME = UUID(int=0)


def features(points: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The points of `map_points` as GeoJSON (lon, lat in degrees).

    The time goes out with its zone and precision and is worded in the browser.
    """
    # Asking for an address costs more than all the rest of a point.
    place = reverse("incidents:detail", args=[_SOME])
    return [_feature(point, place.replace(str(_SOME), str(point["id"]))) for point in points]


def _feature(point: dict[str, Any], url: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [point["lon"], point["lat"]]},
        "properties": {
            "id": str(point["id"]),
            "url": url,
            "title": point["title"],
            "category": str(LABELS.get(point["category"], "")),
            "severity": point["severity"],
            "state": point["state"],
            "when": point["happened_from"].isoformat(),
            "precision": point["precision"],
            "zone": point.get("timezone") or "Asia/Jakarta",
            "area": point["area"],
        },
    }


def badges() -> dict[str, Any]:
    """The badges of severity and state as HTML, made once for all points of a map."""
    component = "web/components/{}.html".format
    return {
        "severity": [render_to_string(component("severity"), {"value": n}) for n in range(6)],
        "state": {s.value: render_to_string(component("state"), {"value": s}) for s in State},
    }
