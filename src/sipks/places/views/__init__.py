"""Pages and data of areas. Areas are public knowledge: every signed-in officer sees them all."""

from .area import area
from .outlines import outlines
from .search import search

__all__ = ["area", "outlines", "search"]
