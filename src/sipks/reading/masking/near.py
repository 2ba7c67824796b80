"""Slow patterns looked for only around what they cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

REACH: Final = 320
"""Characters to both sides of a cue; no pattern of this room reaches further from its cue."""


def cues_in(lower: str, cues: Iterable[str]) -> list[int]:
    """Where any of `cues` begins, in order."""
    said = [cue for cue in cues if cue in lower]
    return sorted(at for cue in said for at in _all_of(lower, cue))


def _all_of(text: str, cue: str) -> Iterator[int]:
    at = text.find(cue)
    while at >= 0:
        yield at
        at = text.find(cue, at + 1)


def near(pattern: re.Pattern[str], text: str, cues: Iterable[int]) -> Iterator[re.Match[str]]:
    """Matches of `pattern` within `REACH` characters of `cues`, which are in order."""
    for start, end in _windows(cues):
        yield from pattern.finditer(text, start, end)


def _windows(cues: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = end = None
    for at in cues:
        if end is not None and at - REACH <= end:
            end = at + REACH
            continue
        if start is not None and end is not None:
            yield start, end
        start, end = max(0, at - REACH), at + REACH
    if start is not None and end is not None:
        yield start, end
