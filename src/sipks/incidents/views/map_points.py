from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from sipks.incidents.choices import CATEGORY_CHOICES, State

LABELS = dict(CATEGORY_CHOICES)


def feature(point: dict[str, Any]) -> dict[str, Any]:
    """A point of `map_points` as GeoJSON (lon, lat in degrees).

    The time goes out with its zone and precision and is worded in the browser.
    """
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [point["lon"], point["lat"]]},
        "properties": {
            "id": str(point["id"]),
            "url": reverse("incidents:detail", args=[point["id"]]),
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
