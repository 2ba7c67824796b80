"""Local statistics and emerging hot spots, with esda and libpysal."""

from __future__ import annotations

from .hotspots import emerging_hot_spots
from .neighbours import Neighbours
from .patterns import patterns
from .statistics import getis_ord, local_moran
from .trend import Trend, mann_kendall

__all__ = [
    "Neighbours",
    "Trend",
    "emerging_hot_spots",
    "getis_ord",
    "local_moran",
    "mann_kendall",
    "patterns",
]
