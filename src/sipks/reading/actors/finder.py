"""Finds groups in a text."""

from __future__ import annotations

from sipks.reading.actors.group import Group
from sipks.reading.normalise import Prepared


class Groups:
    """Finds groups and their roles."""

    def find(self, text: Prepared) -> tuple[Group, ...]:
        """The groups of a text in order."""
        return ()
