"""Is the last count higher than the past lets expect? Many series at once."""

from __future__ import annotations

from .bounds import Bounds
from .detection import METHODS, detect
from .ears import ears
from .farrington import farrington
from .flexible import farrington_flexible

__all__ = ["METHODS", "Bounds", "detect", "ears", "farrington", "farrington_flexible"]
