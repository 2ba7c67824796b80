"""Dates as offices, newspapers and programs write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache

from sipks.intake.connectors.base import FieldError, JsonValue, Options

# Before this year nothing that an office still works on happened; the dates 1899 and 1900 are
# empty cells of spreadsheets, 1970 is an empty clock.
EARLIEST = 1990
SKEW = timedelta(days=1)  # clocks and zones that are wrong
PLANNED = timedelta(days=366)  # how far ahead an announced event may lie

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt aug ags",
            "september sep sept",
            "oktober october okt oct",
            "november nov nopember nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES = {"wib": 7, "wita": 8, "wit": 9, "gmt": 0, "utc": 0, "z": 0}
_TIME = re.compile(
    r"(?<![\d/-])(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*"
    r"(?:(am|pm|a\.m\.|p\.m\.|pagi|siang|sore|malam)(?!\w))?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\b(wita|wib|wit|utc|gmt)\b|(?<=\d)z$", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_WORDED = re.compile(
    r"(?<!\d)(\d{1,2})[\s.-]+([a-z]{3,9})\.?,?[\s.-]+(\d{4}|\d{2})(?!\d)", re.IGNORECASE
)
_AMERICAN = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)", re.IGNORECASE)
_TWITTER = re.compile(r"^\w{3} \w{3} \d{1,2} [\d:]{8} [+-]\d{4} \d{4}$")
_NUMBER = re.compile(r"^\d{4,19}(?:\.\d+)?$")


def month_number(word: str) -> int | None:
    """1–12 for an Indonesian or English month name or its short form."""
    return _MONTHS.get(word.casefold().rstrip("."))


def full_year(year: int) -> int:
    """A year of two digits in this century (two digits beyond 70 lie in the last)."""
    return year if year >= 100 else year + (2000 if year < 70 else 1900)


def half_day(hour: int, part: str) -> int:
    """The hour of 24 for an hour and `AM`, `PM`, `pagi`, `siang`, `sore`, `malam` or ""."""
    part = part.casefold().replace(".", "")
    if part in ("pm", "siang", "sore", "malam") and hour < 12:
        late_night = part == "siang" and hour in (10, 11)
        return hour if late_night else hour + 12
    return 0 if part in ("am", "malam") and hour == 12 else hour


def read_moment(value: JsonValue, options: Options, column: str) -> tuple[datetime, bool]:
    """An aware moment, and whether a time of day was given.

    Takes ISO 8601, `d/m/y`, `d.m.y`, `y-m-d`, `d Month y` in Indonesian and English, `Month d, y`,
    RFC 2822, seconds or milliseconds since 1970 and serial days of spreadsheets, with or without a
    time and WIB, WITA, WIT. A date without zone is of `options.timezone`. Raises `FieldError`.
    """
    text = str(value).strip()
    try:
        moment = _iso(text) or _number(text) or _loose(text)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise FieldError(
            "date_unreadable",
            f"Tanggal “{text[:40]}” tidak terbaca. Tulis misalnya 2025-03-17"
            " atau 17/03/2025 14.30.",
            column,
        )
    when, timed = moment
    return (when if when.tzinfo else when.replace(tzinfo=options.zone)), timed


def plausible(moment: datetime, options: Options, column: str, ahead: timedelta = SKEW) -> datetime:
    """`moment`, unless it lies before `EARLIEST` or more than `ahead` after now.

    Officers expect such a row to come back to them: a report dated 1900 or 2100 would otherwise
    vanish at the far end of every list and spoil each series. Raises `FieldError`.
    """
    try:
        if moment.year >= EARLIEST and moment <= options.now + ahead:
            return moment
    except OverflowError:  # a moment of year 1 or 9999 has no counterpart in UTC
        pass
    raise FieldError(
        "date_implausible",
        f"Tanggal {moment:%d/%m/}{moment.year} tidak masuk akal (sebelum {EARLIEST} atau di masa"
        " depan). Perbaiki tanggalnya, lalu proses ulang.",
        column,
    )


def read_time(value: JsonValue) -> time | None:
    """A time of day such as `14.30`, `14:30:05 WIB`, `2:30 PM`; None when it is none."""
    found = _TIME.search(str(value))
    try:
        return _clock(found) if found else None
    except ValueError:
        return None


def _iso(text: str) -> tuple[datetime, bool] | None:
    if len(text) < 10 or text[4] != "-":
        return None
    try:
        return datetime.fromisoformat(text), len(text) > 10
    except ValueError:
        return None


def _number(text: str) -> tuple[datetime, bool] | None:
    if not _NUMBER.match(text):
        return None
    if len(text) == 8 and text.isdigit() and text[:2] in ("19", "20"):
        return datetime.strptime(text, "%Y%m%d"), False
    number = float(text)
    if 20_000 <= number < 80_000:  # days since 1899-12-30: the years 1954 to 2119
        moment = datetime(1899, 12, 30) + timedelta(seconds=round(number * 86_400))
        return moment, number % 1 != 0
    if 3e8 <= number < 2e10:
        return datetime.fromtimestamp(number, UTC), True
    if 3e11 <= number < 2e13:
        return datetime.fromtimestamp(number / 1000, UTC), True
    return None


def _loose(text: str) -> tuple[datetime, bool] | None:
    if len(text) > 100:
        return None
    if _TWITTER.match(text):
        return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y"), True
    day = _day(text)
    if day is None:
        return None
    found = _TIME.search(text, day[1])
    clock = _clock(found) if found else time()
    return datetime.combine(day[0], clock, _zone(text, day[1])), found is not None


def _day(text: str) -> tuple[date, int] | None:
    """The date in a text and where it ends."""
    if found := _NUMERIC.search(text):
        first, middle, last = found.group(1), int(found.group(3)), found.group(4)
        if len(first) == 4:
            return date(int(first), middle, int(last)), found.end()
        return _ordered(int(first), middle, full_year(int(last))), found.end()
    if (found := _WORDED.search(text)) and (month := month_number(found.group(2))):
        return date(full_year(int(found.group(3))), month, int(found.group(1))), found.end()
    if (found := _AMERICAN.search(text)) and (month := month_number(found.group(1))):
        return date(int(found.group(3)), month, int(found.group(2))), found.end()
    return None


def _ordered(first: int, second: int, year: int) -> date:
    # In Indonesia the day comes first; 3/17/2025 can only be the other way round.
    return date(year, first, second) if second > 12 >= first else date(year, second, first)


def _clock(found: re.Match[str]) -> time:
    hour, minute, second, part = found.groups()
    return time(half_day(int(hour), part or ""), int(minute), int(second or 0))


def _zone(text: str, start: int) -> tzinfo | None:
    offset = re.search(r"([+-])(\d{2}):?(\d{2})\s*$", text[start:])
    if offset:
        minutes = int(offset.group(2)) * 60 + int(offset.group(3))
        return timezone(timedelta(minutes=minutes if offset.group(1) == "+" else -minutes))
    found = _ZONE.search(text, start)
    return _fixed(_ZONES[found.group(0).casefold()]) if found else None


@lru_cache
def _fixed(hours: int) -> timezone:
    return timezone(timedelta(hours=hours))


def read_rfc2822(text: str) -> datetime | None:
    """The moment of an e-mail's `Date` header; None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
