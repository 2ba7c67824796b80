"""Coordinates as people type them: swapped, with commas, in one cell, or nowhere."""

from __future__ import annotations

import re

from sipks.intake.connectors.base import JsonValue

# Indonesia with its sea, degrees.
LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)
_PAIR = re.compile(r"(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*[,;/\s]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*°?")


def settle_point(fields: dict[str, JsonValue]) -> None:
    """Make `lat` and `lon` of a row two numbers within Indonesia and its sea, or take them away.

    A swapped pair is mended where only one order lies in Indonesia (`_point_swapped`). What is
    not usable as a point is kept as it was given under `_point_unusable`; the row itself stays.
    Whether the point lies in the sea is for whoever knows the outlines.
    """
    given = [fields.pop(key, None) for key in ("lat", "lon", "point")]
    if all(value in (None, "") for value in given):
        return
    lat, lon = _numbers(*given)
    if lat is not None and lon is not None:
        if _inside(lat, lon):
            fields["lat"], fields["lon"] = lat, lon
            return
        if _inside(lon, lat):
            fields["lat"], fields["lon"], fields["_point_swapped"] = lon, lat, True
            return
    fields["_point_unusable"] = [value for value in given if value not in (None, "")]


def _numbers(lat: JsonValue, lon: JsonValue, pair: JsonValue) -> tuple[float | None, float | None]:
    if lat not in (None, "") or lon not in (None, ""):
        return _degrees(lat), _degrees(lon)
    if isinstance(pair, dict):  # GeoJSON: longitude first
        pair = pair.get("coordinates")
        return _numbers(None, None, pair[::-1] if isinstance(pair, list) else None)
    if isinstance(pair, list):
        return (_degrees(pair[0]), _degrees(pair[1])) if len(pair) == 2 else (None, None)
    found = _PAIR.fullmatch(str(pair).strip())
    return (_degrees(found.group(1)), _degrees(found.group(2))) if found else (None, None)


def _degrees(value: JsonValue) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(str(value).strip().replace(",", ".").rstrip("°"))
    except ValueError:
        return None


def _inside(lat: float, lon: float) -> bool:
    return LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]
