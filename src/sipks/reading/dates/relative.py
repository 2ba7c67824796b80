"""Days told from another one: "kemarin", "Senin lalu", "dua pekan lalu", "sehari sebelumnya"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from sipks.reading import calendar
from sipks.reading.calendar import Span, one_day
from sipks.reading.dates.mention import BEFORE, COUNTED, RANKS, Mention, Word
from sipks.reading.normalise import Prepared
from sipks.reading.numbers import quantities

_MEANT: Final = 0.5
_SUNDAY: Final = 6
_EVES: Final = frozenset([4, 6])
"""Friday and Sunday: "malam Minggu" is the night before, "Minggu malam" that of the day."""
_LONG_AGO: Final = 400
_WEEK: Final = 7
_DAY_PART: Final = re.compile(r"\s(?:dini|pagi|siang|sore|petang|malam|subuh|\()", re.IGNORECASE)
_LAST_WEEK: Final = re.compile(
    r"[\s,]{1,2}(?:\w+ )?(?:pekan|minggu) (?:lalu|kemarin)", re.IGNORECASE
)
_LAST: Final = re.compile(
    r"\s(?:malam |pagi |siang |sore )?(?:lalu|kemarin|kemaren)\b", re.IGNORECASE
)
_NEXT: Final = re.compile(r"\s(?:malam |pagi )?(?:depan|mendatang|besok|nanti)\b", re.IGNORECASE)
_EVE: Final = re.compile(r"\b(?:malam|malem|mlm)\s$", re.IGNORECASE)
_TOMORROW: Final = re.compile(
    r"\b(?:besok|bsk|lusa|kalau sampai|paling lambat)\W{1,3}(?:hari\s)?$", re.IGNORECASE
)
_OF_EVENT: Final = re.compile(
    r"\b(?:kejadian|peristiwa|insiden|terjadi)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)
_EVERY: Final = re.compile(r"\b(?:setiap|tiap)\s(?:hari\s|malam\s)?$", re.IGNORECASE)
_A_DAY: Final = re.compile(r"\bhari\s$", re.IGNORECASE)


def _weekday(text: Prepared, base: date, word: Word) -> Span | None:
    raw, weekday = text.raw, int(word.value)
    front = raw[max(0, word.start - BEFORE) : word.start]
    if _EVERY.search(front):
        return None
    eve = weekday in _EVES and _EVE.search(front) is not None
    if weekday == _SUNDAY and not (eve or _is_sunday(text, word, front)):
        return None
    day = calendar.weekday_before(weekday, base)
    if eve:
        day = calendar.weekday_before(weekday - 1, base)
    elif day < base and _TOMORROW.search(front):
        return one_day(day + timedelta(days=_WEEK))
    if _LAST_WEEK.match(raw, word.end):
        last = calendar.week(base, -1)
        return one_day(last.start + timedelta(days=weekday)) if last else None
    if _LAST.match(raw, word.end) and day == base:
        day -= timedelta(days=_WEEK)
    elif _NEXT.match(raw, word.end):
        day += timedelta(days=_WEEK)
    return one_day(day)


def _is_sunday(text: Prepared, word: Word, front: str) -> bool:
    """ "minggu" is a week unless something says that it is the day."""
    if _A_DAY.search(front) or _DAY_PART.match(text.raw, word.end):
        return True
    return text.cased and text.raw[word.start].isupper() and word.start > 0


def days_before(
    text: Prepared, base: date, words: Sequence[Word], found: Sequence[Mention]
) -> list[Mention]:
    """ "tiga hari sebelumnya": counted from the day that is told last before it."""
    counted = []
    for word in words:
        number = _number_before(text, word) if word.kind == "mundur" else None
        if number is None:
            continue
        told = [one for one in found if one.end <= word.start and one.span.precision == "day"]
        anchor = max(told, key=lambda one: one.end).span.start if told else base
        day = calendar.shifted(anchor, -number)
        if day:
            meant = word.value != "before" or _OF_EVENT.search(text.raw, 0, word.start)
            rank = RANKS["day"] + (_MEANT if meant else COUNTED)
            counted.append(Mention(word.start, word.end, one_day(day), rank))
    return counted


def _number_before(text: Prepared, word: Word) -> int | None:
    """The number right in front of a unit of time, or in it: "sehari"."""
    if text.raw.startswith(("se", "Se", "SE"), word.start):
        return 1
    front = text.key[max(0, word.start + 1 - BEFORE) : word.start + 1].split()[-4:]
    amounts = quantities(front)
    if not amounts or amounts[-1].end != len(front):
        return None
    return min(amounts[-1].best, _LONG_AGO)


def _shift(_: Prepared, base: date, word: Word) -> Span | None:
    day = calendar.shifted(base, int(word.value))
    return one_day(day) if day else None


def _ago(text: Prepared, base: date, word: Word) -> Span | None:
    """ "dua pekan lalu": the number stands in front of the unit."""
    number = _number_before(text, word) or 1
    if word.value == "hari":
        day = calendar.shifted(base, -number)
        return one_day(day) if day else None
    if word.value == "pekan":
        return calendar.week(base, -number)
    if word.value == "bulan":
        return calendar.month_away(base, -number)
    return calendar.year(base.year - number)


COUNTS: Final[dict[str, Callable[[Prepared, date, Word], Span | None]]] = {
    "hari": _weekday,
    "geser": _shift,
    "kini": _shift,
    "lampau": _ago,
    "pekan": lambda _, base, word: calendar.week(base, int(word.value)),
    "akhirpekan": lambda _, base, word: calendar.weekend(base, int(word.value)),
    "bulanan": lambda _, base, word: calendar.month_away(base, int(word.value)),
    "tahunan": lambda _, base, word: calendar.year(base.year + int(word.value)),
}
