"""Days written with a month or in digits: "3 Februari", "3/2/2025", "tgl 27"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from sipks.reading import calendar
from sipks.reading.calendar import Span, make_day, one_day
from sipks.reading.dates.mention import BEFORE, RANKS, TO, WEEKDAYS, Mention, Word
from sipks.reading.normalise import Prepared

_NAMED: Final = -0.4
_THIS_MONTH: Final = frozenset(["bulan", "ini"])
_CENTURY: Final = 2000
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
_COMING: Final = re.compile(
    r"\b(?:akan|rencana\w*|direncanakan|dijadwalkan|jelang|menjelang|mendatang|besok|bsk|lusa|hingga"
    r"|sampai)\b",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE: Final = re.compile(
    rf"({'|'.join(WEEKDAYS)})\W{{1,3}}(?:tanggal )?$", re.IGNORECASE
)


def dated(raw: str, base: date | None, word: Word) -> Iterator[Mention]:
    """A month's name with its day or days in front and its year behind."""
    month, front = int(word.value), raw[max(0, word.start - BEFORE) : word.start]
    days, behind = _DAYS.search(front), _YEAR_BEHIND.match(raw, word.end)
    year = int(behind[1]) if behind else None
    end = behind.end() if behind else word.end
    if days:
        start = word.start - len(days[0])
        before = raw[max(0, start - BEFORE) : start]
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
    weekday = WEEKDAYS.index(named[1].lower()) if named else None
    ahead = _COMING.search(before) is not None
    return calendar.nearest_year(int(day), month, base, ahead=ahead, weekday=weekday)


def numeric(text: Prepared, base: date | None) -> Iterator[Mention]:
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
            day = _day(match["d"], int(match["m"]), None, base, raw[max(0, start - BEFORE) : start])
            if day:
                yield Mention(start, match.end(), one_day(day), RANKS["day"])


def days_alone(raw: str, base: date, months: AbstractSet[str]) -> Iterator[Mention]:
    """ "tgl 27 nanti", "tgl 2 sampai 5": days whose month goes without saying."""
    ranged = list(_ranges_alone(raw, base, months))
    yield from ranged
    for match in _DAY_ALONE.finditer(raw):
        if match["behind"].strip(" ,.-(").lower() in months:
            continue
        if ranged and ranged[0].start <= match.start() < ranged[-1].end:
            continue
        coming = match["ahead"] or _COMING.search(
            raw, max(0, match.start() - BEFORE), match.start()
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
