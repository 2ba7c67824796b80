"""What a form or table says of a place in columns of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLACE_COLUMNS = (
    ("village", "Desa/Kelurahan"),
    ("district", "Kecamatan"),
    ("regency", "Kabupaten/Kota"),
    ("province", "Provinsi"),
    ("place", "Lokasi:"),
)


def place_words(fields: Mapping[str, Any]) -> str:
    """The place columns of a row as a closing line that the reader understands; else empty."""
    parts = [_named(word, str(fields[key])) for key, word in PLACE_COLUMNS if fields.get(key)]
    return f"\n{', '.join(parts)}." if parts else ""


def _named(word: str, name: str) -> str:
    """A name behind its kind, unless it says its kind itself: not "Kabupaten/Kota Kota Bitung"."""
    kinds = tuple(f"{kind.casefold()} " for kind in word.split("/"))
    return name if name.casefold().startswith(kinds) else f"{word} {name}"


def coordinates(fields: Mapping[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, where the row gives both as numbers."""
    lat, lon = fields.get("lat"), fields.get("lon")
    if isinstance(lat, int | float) and isinstance(lon, int | float):
        return float(lat), float(lon)
    return None
