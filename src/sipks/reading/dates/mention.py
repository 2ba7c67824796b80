"""A mention of days, and the words by which texts name them."""

from __future__ import annotations

from typing import Final, NamedTuple

from sipks.reading.calendar import Span

ZONES: Final = {"wib": 7, "wita": 8, "wit": 9}
RANKS: Final = {"day": 3.0, "week": 1.4, "month": 1.0, "year": 0.2}
COUNTED: Final = -0.5
"""Added to the rank of days that are told from another one."""
BEFORE: Final = 40
"""Characters in front of a mention that can bear on it."""
TO: Final = (
    r"\s{0,2}(?:-|–|—|s/d|s\.d\.?|sd|sampai dengan|sampai|sampe|smpai|smpe|smp|nepi ka|hingga|tekan"
    r"|nganti|sampek|dan)"
    r"\s{0,2}"
)
WEEKDAYS: Final = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


class Word(NamedTuple):
    """A word of time at `raw[start:end]`."""

    start: int
    end: int
    kind: str
    value: str


class Mention(NamedTuple):
    """Days told by `raw[start:end]`; the higher the rank, the likelier they are meant."""

    start: int
    end: int
    span: Span
    rank: float
