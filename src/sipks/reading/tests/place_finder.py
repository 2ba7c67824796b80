"""The shipped gazetteer, loaded once for all place tests."""

from __future__ import annotations

from functools import lru_cache

from sipks.reading.normalise import prepare
from sipks.reading.places import Found, Gazetteer, PlaceFinder


@lru_cache(maxsize=1)
def finder() -> PlaceFinder:
    return PlaceFinder(Gazetteer.shipped())


def find(text: str) -> Found:
    return finder().find(prepare(text))


def about(text: str) -> str | None:
    """Code of the area that the text is about."""
    place = find(text).place
    return place.code if place else None


def codes(text: str) -> dict[str, float]:
    """Probability of each area listed."""
    return {place.code: place.p for place in find(text).places if place.code}
