"""Writes of the room: the shipped table of areas, and official boundaries from a file."""

from .load import areas_load
from .outlines import Imported, outlines_import

__all__ = ["Imported", "areas_load", "outlines_import"]
