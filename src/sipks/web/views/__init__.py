from .live import live
from .theme import theme

__all__ = ["live", "theme"]
