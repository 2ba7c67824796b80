"""What can be wrong with a file of boundaries, in words for the operator."""

from __future__ import annotations

from dataclasses import dataclass


class ImportRefused(Exception):
    """The whole file cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One feature that was left out: its number in the file (from 1), what it says of itself, and
    why."""

    feature: int
    what: str
    reason: str

    def __str__(self) -> str:
        return f"Fitur {self.feature} ({self.what}): {self.reason}"
