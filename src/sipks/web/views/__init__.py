from .home import home
from .live import live
from .theme import theme

__all__ = ["home", "live", "theme"]
