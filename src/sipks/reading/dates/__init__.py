"""Expressions of time in a text, each as the span of days that it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from sipks.reading.dates.joined import merged
from sipks.reading.dates.mention import COUNTED, RANKS, WEEKDAYS, Mention, Word
from sipks.reading.dates.relative import COUNTS, days_before
from sipks.reading.dates.written import dated, days_alone, numeric
from sipks.reading.normalise import Prepared

_WEAK: Final = -2.2
_SOON: Final = timedelta(days=7)


def mentions(text: Prepared, base: date | None, words: Sequence[Word]) -> list[Mention]:
    """All days that the text names, in order; relative ones only when `base` is known."""
    found = [one for word in words for one in _of_word(text, base, word)]
    found += numeric(text, base)
    if base and any(one.span.start > base for one in found):
        found = _of_the_plan(text.raw, base, found)
    if base and any(word.kind == "mundur" for word in words):
        found += days_before(text, base, words, found)
    if base and (" tgl " in text.key or " tanggal " in text.key):
        found += days_alone(text.raw, base, _months(text.raw, words))
    return merged(text.raw, sorted(found))


def _of_the_plan(raw: str, base: date, found: Sequence[Mention]) -> list[Mention]:
    """Weekdays alone mean the day ahead that is told otherwise: "lusa … sebelum Jumat"."""
    ahead = {one.span.start.weekday(): one for one in found if _is_soon(one, base)}
    planned = []
    for one in found:
        plan = ahead.get(one.span.start.weekday())
        alone = raw[one.start : one.end].lower() in WEEKDAYS and one.span.start < base
        planned.append(one._replace(span=plan.span) if plan and alone else one)
    return planned


def _is_soon(one: Mention, base: date) -> bool:
    return timedelta() < one.span.start - base <= _SOON and one.span.start == one.span.end


def _months(raw: str, words: Sequence[Word]) -> set[str]:
    """Names of months that the text holds, and what joins days to them."""
    named = {raw[one.start : one.end].lower() for one in words if one.kind == "bulan"}
    return named | {"sampai", "hingga", "sampe", "smpai", "sd", "s", "dan", "nepi", "bulan"}


def _of_word(text: Prepared, base: date | None, word: Word) -> Iterator[Mention]:
    if word.kind == "bulan":
        yield from dated(text.raw, base, word)
        return
    counted = COUNTS.get(word.kind)
    if base is None or counted is None:
        return
    span = counted(text, base, word)
    if span:
        rank = RANKS[span.precision] + (_WEAK if word.kind == "kini" else COUNTED)
        yield Mention(word.start, word.end, span, rank)
