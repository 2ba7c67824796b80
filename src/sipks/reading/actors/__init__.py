"""Groups that take part in what a text tells, and their roles; never persons."""

from __future__ import annotations

from sipks.reading.actors.finder import Groups
from sipks.reading.actors.group import Group

__all__ = ["Group", "Groups"]
