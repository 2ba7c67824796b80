"""Expressions of time in a text, each as the span of days that it tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Final, NamedTuple

from sipks.reading import calendar
from sipks.reading.calendar import Span, make_day, one_day
from sipks.reading.normalise import Prepared
from sipks.reading.numbers import quantities

ZONES: Final = {"wib": 7, "wita": 8, "wit": 9}
RANKS: Final = {"day": 3.0, "week": 1.4, "month": 1.0, "year": 0.2}
_NAMED: Final = -0.4
_MEANT: Final = 0.5
_THIS_MONTH: Final = frozenset(["bulan", "ini"])
_COUNTED: Final = -0.5
_WEAK: Final = -2.2
_CENTURY: Final = 2000
_BEFORE: Final = 40
_SUNDAY: Final = 6
_SOON: Final = timedelta(days=7)
_EVES: Final = frozenset([4, 6])
"""Friday and Sunday: "malam Minggu" is the night before, "Minggu malam" that of the day."""
_LONG_AGO: Final = 400
_NEIGHBOUR: Final = 6
_WEEK: Final = 7

_DATE_LIKE: Final = re.compile(r"\d[/.-]\d")
_YEAR_LIKE: Final = re.compile(r" (?:19|20)\d\d ")
_ISO: Final = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)")
_DMY: Final = re.compile(
    r"(?<![\d/.,-])(?P<d>\d{1,2})([/.-])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})(?![\d/-])"
)
_DM: Final = re.compile(
    r"(?:^|\n|\(|(?:tgl|tanggal|senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|malam|pagi|siang|sore)"
    r"[ ,(]{1,3})(?P<d>\d{1,2})[/-](?P<m>\d{1,2})(?![\d/.-])"
    r"(?!\s(?:jan|feb|mar|apr|mei|jun|jul|agu|ags|agt|sep|okt|nov|nop|des))",
    re.IGNORECASE,
)
_DM_CLOCK: Final = re.compile(
    r"(?<![\d/.,-])(?<!rt )(?<!rw )(?P<d>\d{1,2})/(?P<m>\d{1,2})"
    r"(?=,? (?:jam|pukul|pkl|malam|pagi|siang|sore|subuh|dini)\b|: )",
    re.IGNORECASE,
)
_DM_LATE: Final = re.compile(
    r"(?<![\w/.,-])(?<!rt )(?<!rw )(?<!no )(?<!blok )(?!24/7)(?P<d>1[3-9]|2\d|3[01])/"
    r"(?P<m>0?[1-9]|1[0-2])(?![\w/.-])",
    re.IGNORECASE,
)
"""A day too late in the month for a fraction."""
_DAY_ALONE: Final = re.compile(
    r"\b(?:tgl|tanggal)\.? ?(?P<d>\d{1,2})(?!\d|[/.:-]\d)"
    r"(?P<ahead> (?:nanti|mendatang|depan|besok))?(?P<behind>[^\w]{0,2}\w*)",
    re.IGNORECASE,
)
TO: Final = (
    r"\s{0,2}(?:-|–|—|s/d|s\.d\.?|sd|sampai dengan|sampai|sampe|smpai|smpe|smp|nepi ka|hingga|tekan"
    r"|nganti|sampek|dan)"
    r"\s{0,2}"
)
_NAMED_DAY: Final = r"(?:(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu),?\s)?"
_DAYS: Final = re.compile(
    rf"(?:(?<!\d)(\d{{1,2}}){TO}{_NAMED_DAY})?(?<!\d)(\d{{1,2}})[\s-]{{1,2}}$", re.IGNORECASE
)
_RANGE_ALONE: Final = re.compile(
    rf"\b(?:tgl|tanggal)\.? ?(?P<first>\d{{1,2}}){TO}(?:tgl |tanggal )?(?P<last>\d{{1,2}})"
    r"(?!\d|[/.:-]\d)(?P<behind>[^\w]{0,2}\w*)",
    re.IGNORECASE,
)
_YEAR_BEHIND: Final = re.compile(r"[\s,-]{1,3}(\d{4})(?!\d)")
_MONTH_CUE: Final = re.compile(
    r"\b(?:bulan|pada|sejak|awal|akhir|pertengahan|selama|sepanjang)\s$", re.IGNORECASE
)
_MONTH_TAIL: Final = re.compile(
    r"\s(?:lalu|silam|ini|kemarin|kemaren|kmrn|nanti|mendatang|depan)\b"
)
_YEAR: Final = re.compile(r" (?:tahun|pada|sejak|akhir|awal) ((?:19|20)\d{2})(?= )")
_JOINER: Final = re.compile(
    rf"\)?{TO}(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)?,?\s?\(?(?:tgl|tanggal)?\s?$",
    re.IGNORECASE,
)
_DAY_PART: Final = re.compile(r"\s(?:dini|pagi|siang|sore|petang|malam|subuh|\()", re.IGNORECASE)
_LAST_WEEK: Final = re.compile(
    r"[\s,]{1,2}(?:\w+ )?(?:pekan|minggu) (?:lalu|kemarin)", re.IGNORECASE
)
_LAST: Final = re.compile(
    r"\s(?:malam |pagi |siang |sore )?(?:lalu|kemarin|kemaren)\b", re.IGNORECASE
)
_NEXT: Final = re.compile(r"\s(?:malam |pagi )?(?:depan|mendatang|besok|nanti)\b", re.IGNORECASE)
_COMING: Final = re.compile(
    r"\b(?:akan|rencana\w*|direncanakan|dijadwalkan|jelang|menjelang|mendatang|besok|bsk|lusa|hingga"
    r"|sampai)\b",
    re.IGNORECASE,
)
_WEEKDAYS: Final = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_WEEKDAY_BEFORE: Final = re.compile(
    rf"({'|'.join(_WEEKDAYS)})\W{{1,3}}(?:tanggal )?$", re.IGNORECASE
)
_YESTERDAY: Final = re.compile(r"(?:kemarin|kemaren|kmrn|kmren|wingi|kamari)\b", re.IGNORECASE)
_EVE: Final = re.compile(r"\b(?:malam|malem|mlm)\s$", re.IGNORECASE)
_TOMORROW: Final = re.compile(
    r"\b(?:besok|bsk|lusa|kalau sampai|paling lambat)\W{1,3}(?:hari\s)?$", re.IGNORECASE
)
_WEEKEND: Final = re.compile(r"\s?(?:-|–|/|,|dan)?\s?(?:minggu|ahad)\b", re.IGNORECASE)
_OF_EVENT: Final = re.compile(
    r"\b(?:kejadian|peristiwa|insiden|terjadi)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)
_EVERY: Final = re.compile(r"\b(?:setiap|tiap)\s(?:hari\s|malam\s)?$", re.IGNORECASE)
_A_DAY: Final = re.compile(r"\bhari\s$", re.IGNORECASE)


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


def mentions(text: Prepared, base: date | None, words: Sequence[Word]) -> list[Mention]:
    """All days that the text names, in order; relative ones only when `base` is known."""
    found = [one for word in words for one in _of_word(text, base, word)]
    found += _numeric(text, base)
    if base and any(one.span.start > base for one in found):
        found = _of_the_plan(text.raw, base, found)
    if base and any(word.kind == "mundur" for word in words):
        found += _days_before(text, base, words, found)
    if base and (" tgl " in text.key or " tanggal " in text.key):
        found += _days_alone(text.raw, base, _months(text.raw, words))
    return _merged(text.raw, sorted(found))


def _of_the_plan(raw: str, base: date, found: Sequence[Mention]) -> list[Mention]:
    """Weekdays alone mean the day ahead that is told otherwise: "lusa … sebelum Jumat"."""
    ahead = {one.span.start.weekday(): one for one in found if _is_soon(one, base)}
    planned = []
    for one in found:
        plan = ahead.get(one.span.start.weekday())
        alone = raw[one.start : one.end].lower() in _WEEKDAYS and one.span.start < base
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
        yield from _dated(text.raw, base, word)
        return
    counted = _COUNTS.get(word.kind)
    if base is None or counted is None:
        return
    span = counted(text, base, word)
    if span:
        rank = RANKS[span.precision] + (_WEAK if word.kind == "kini" else _COUNTED)
        yield Mention(word.start, word.end, span, rank)


def _dated(raw: str, base: date | None, word: Word) -> Iterator[Mention]:
    """A month's name with its day or days in front and its year behind."""
    month, front = int(word.value), raw[max(0, word.start - _BEFORE) : word.start]
    days, behind = _DAYS.search(front), _YEAR_BEHIND.match(raw, word.end)
    year = int(behind[1]) if behind else None
    end = behind.end() if behind else word.end
    if days:
        start = word.start - len(days[0])
        before = raw[max(0, start - _BEFORE) : start]
        last = _day(days[2], month, year, base, before)
        first = _day(days[1], month, year, base, before) if days[1] else last
        if first and last and first <= last:
            yield Mention(start, end, Span(first, last, "day"), RANKS["day"])
            return
    if year or (base and (_MONTH_CUE.search(front) or _MONTH_TAIL.match(raw, word.end))):
        near = calendar.nearest_year(1, month, base) if base else None
        span = calendar.month(month, year or (near.year if near else 0))
        if span:
            yield Mention(word.start, end, span, RANKS["month"])


def _day(day: str, month: int, year: int | None, base: date | None, before: str) -> date | None:
    if year:
        return make_day(int(day), month, year)
    if base is None:
        return None
    named = _WEEKDAY_BEFORE.search(before)
    weekday = _WEEKDAYS.index(named[1].lower()) if named else None
    ahead = _COMING.search(before) is not None
    return calendar.nearest_year(int(day), month, base, ahead=ahead, weekday=weekday)


def _numeric(text: Prepared, base: date | None) -> Iterator[Mention]:
    """Dates in digits: 2025-02-03, 3/2/2025, 3-2-25, (3/2); and years alone."""
    if _DATE_LIKE.search(text.raw):
        yield from _dates(text.raw, base)
    if not _YEAR_LIKE.search(text.key):
        return
    for match in _YEAR.finditer(text.key):
        span = calendar.year(int(match[1]))
        if span:
            yield Mention(match.start(1) - 1, match.end(1) - 1, span, RANKS["year"])


def _dates(raw: str, base: date | None) -> Iterator[Mention]:
    for pattern in (_ISO, _DMY):
        for match in pattern.finditer(raw):
            year = int(match["y"]) + (_CENTURY if len(match["y"]) == 2 else 0)
            day = make_day(int(match["d"]), int(match["m"]), year)
            if day:
                yield Mention(match.start(), match.end(), one_day(day), RANKS["day"])
    for pattern in (_DM, _DM_CLOCK, _DM_LATE) if base else ():
        for match in pattern.finditer(raw):
            start = match.start("d")
            day = _day(
                match["d"], int(match["m"]), None, base, raw[max(0, start - _BEFORE) : start]
            )
            if day:
                yield Mention(start, match.end(), one_day(day), RANKS["day"])


def _days_alone(raw: str, base: date, months: AbstractSet[str]) -> Iterator[Mention]:
    """ "tgl 27 nanti", "tgl 2 sampai 5": days whose month goes without saying."""
    ranged = list(_ranges_alone(raw, base, months))
    yield from ranged
    for match in _DAY_ALONE.finditer(raw):
        if match["behind"].strip(" ,.-(").lower() in months:
            continue
        if ranged and ranged[0].start <= match.start() < ranged[-1].end:
            continue
        coming = match["ahead"] or _COMING.search(
            raw, max(0, match.start() - _BEFORE), match.start()
        )
        day = calendar.day_of_month(int(match["d"]), base, ahead=bool(coming))
        if day:
            yield Mention(match.start("d"), match.end("d"), one_day(day), RANKS["day"] + _NAMED)


def _ranges_alone(raw: str, base: date, months: AbstractSet[str]) -> Iterator[Mention]:
    for match in _RANGE_ALONE.finditer(raw):
        if match["behind"].strip(" ,.-(").lower() in months - _THIS_MONTH:
            continue
        last = calendar.day_of_month(int(match["last"]), base)
        first = make_day(int(match["first"]), last.month, last.year) if last else None
        if first and last and first < last:
            span = Span(first, last, "day")
            yield Mention(match.start("first"), match.end("last"), span, RANKS["day"] + _NAMED)


def _weekday(text: Prepared, base: date, word: Word) -> Span | None:
    raw, weekday = text.raw, int(word.value)
    front = raw[max(0, word.start - _BEFORE) : word.start]
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


def _days_before(
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
            rank = RANKS["day"] + (_MEANT if meant else _COUNTED)
            counted.append(Mention(word.start, word.end, one_day(day), rank))
    return counted


def _number_before(text: Prepared, word: Word) -> int | None:
    """The number right in front of a unit of time."""
    front = text.key[max(0, word.start + 1 - _BEFORE) : word.start + 1].split()[-4:]
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


_COUNTS: Final[dict[str, Callable[[Prepared, date, Word], Span | None]]] = {
    "hari": _weekday,
    "geser": _shift,
    "kini": _shift,
    "lampau": _ago,
    "pekan": lambda _, base, word: calendar.week(base, int(word.value)),
    "akhirpekan": lambda _, base, word: calendar.weekend(base, int(word.value)),
    "bulanan": lambda _, base, word: calendar.month_away(base, int(word.value)),
    "tahunan": lambda _, base, word: calendar.year(base.year + int(word.value)),
}


def _merged(raw: str, found: list[Mention]) -> list[Mention]:
    """Drop what a more exact neighbour says again; bring "28 Februari - 2 Maret" together."""
    kept: list[Mention] = []
    for one in found:
        joined = _join(raw, kept[-1], one) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(one)
    return kept


def _narrows(raw: str, one: Mention, last: Mention) -> bool:
    """Whether a day tells which of a weekend is meant: "akhir pekan lalu, Minggu malam"."""
    weekend = raw[last.start : last.end].lower().startswith(("akhir", "week", "wik"))
    return weekend and last.span.start <= one.span.start and one.span.end <= last.span.end


def _join(raw: str, last: Mention, one: Mention) -> Mention | None:
    """One mention for two that overlap, are a range, or say the same day twice."""
    better = one if one.rank > last.rank or _narrows(raw, one, last) else last
    if one.start < last.end:
        return better
    between = raw[last.end : one.start]
    if last.span.precision == "month" and between == " " and _YESTERDAY.match(raw, one.start):
        return last
    if last.span.precision != "day" or one.span.precision != "day":
        return None
    if _JOINER.match(between) and "dan" not in between:
        start = last.span.start
        if start > one.span.end:
            start = make_day(start.day, start.month, one.span.end.year) or start
        if start <= one.span.end:
            return Mention(last.start, one.end, Span(start, one.span.end, "day"), last.rank)
    if len(between) <= _NEIGHBOUR and not between.strip(" ,(\t"):
        return better
    return None
