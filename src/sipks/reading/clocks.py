"""Times of day in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from sipks.reading.dates.mention import TO, ZONES, Word
from sipks.reading.normalise import Prepared

_BEFORE: Final = 12
_AFTER: Final = 60
_NOON: Final = 12
_HOURS: Final = 24
_MINUTES: Final = 60
_CLOCK: Final = re.compile(
    r"\s{0,2}(setengah )?(\d{1,2})(?:[.:](\d{2})(?!\d))?"
    rf"(?:{TO}(?:pukul |jam )?(\d{{1,2}})[.:](\d{{2}}))?"
    r"\s{0,2}(wita|wit|wib)?\b\s{0,2}(dini hari|subuh|pagi|siang|sore|petang|malam)?",
    re.IGNORECASE,
)
_CLOCK_BEFORE: Final = re.compile(r"(?<![\d.:])(\d{1,2})[.:](\d{2})\s{0,2}$")


class Clock(NamedTuple):
    """A time of day, from and to, in minutes; `offset` in hours where a zone is named."""

    start: int
    end: int
    minute: int
    last: int
    offset: int | None


def clocks(text: Prepared, words: Sequence[Word]) -> list[Clock]:
    """All times of day, in order."""
    found: list[Clock] = []
    for word in words:
        if word.kind == "jam":
            one = _clock_behind(text.raw, word)
        elif word.kind == "zona" and not (found and word.start < found[-1].end):
            one = _clock_before(text.raw, word)
        else:
            one = None
        if one:
            found.append(one)
    return found


def _clock_behind(raw: str, word: Word) -> Clock | None:
    match = _CLOCK.match(raw, word.end, word.end + _AFTER)
    if not match:
        return None
    half, hour, minute, hour_to, minute_to, zone, part = match.groups()
    hours = _hour(int(hour), (part or "").lower())
    start = hours * 60 + int(minute or 0) - (30 if half else 0)
    last = int(hour_to) * 60 + int(minute_to) if hour_to else start
    limit = _HOURS * _MINUTES
    if not (0 <= start < limit and 0 <= last < limit and int(minute or 0) < _MINUTES):
        return None
    end = word.end + len(match[0].rstrip())
    return Clock(word.start, end, start, last, ZONES.get((zone or "").lower()))


def _clock_before(raw: str, word: Word) -> Clock | None:
    front = raw[max(0, word.start - _BEFORE) : word.start]
    match = _CLOCK_BEFORE.search(front)
    if not match or int(match[1]) >= _HOURS or int(match[2]) >= _MINUTES:
        return None
    minute = int(match[1]) * 60 + int(match[2])
    zone = ZONES[raw[word.start : word.end].lower()]
    return Clock(word.start - len(match[0]), word.end, minute, minute, zone)


def _hour(hour: int, part: str) -> int:
    """The hour on a clock of 24: "jam 9 malam" is 21, "jam 12 malam" 0."""
    if hour == _NOON and part in {"malam", "dini hari"}:
        return 0
    late = {"siang": range(1, 5), "sore": range(1, 8), "petang": range(1, 8), "malam": range(6, 12)}
    return hour + _NOON if hour in late.get(part, ()) else hour
