"""Slow patterns looked for only around what they cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .spans import joined

REACH: Final = 320
"""Characters to both sides of a cue; no pattern of this room reaches further from its cue."""


def cues_in(lower: str, cues: Iterable[str]) -> list[int]:
    """Where any of `cues` begins."""
    said = [cue for cue in cues if cue in lower]
    return [at for cue in said for at in _all_of(lower, cue)]


def _all_of(text: str, cue: str) -> Iterator[int]:
    at = text.find(cue)
    while at >= 0:
        yield at
        at = text.find(cue, at + 1)


def near(pattern: re.Pattern[str], text: str, cues: Iterable[int]) -> Iterator[re.Match[str]]:
    """Matches of `pattern` within `REACH` characters of `cues`."""
    for start, end in joined((max(0, at - REACH), at + REACH) for at in cues):
        yield from pattern.finditer(text, start, end)
