"""What the statistics say when they cannot use what they are given."""

from __future__ import annotations


class BadInput(ValueError):
    """Input that cannot be used; the message names the row, unit or period, and what is wrong."""
