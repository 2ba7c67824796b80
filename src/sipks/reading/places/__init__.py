"""Where a text happens: names of Indonesian areas found, told apart, and weighed."""

from __future__ import annotations

from sipks.reading.places.finder import Found, PlaceFinder
from sipks.reading.places.gazetteer import Gazetteer

__all__ = ["Found", "Gazetteer", "PlaceFinder"]
