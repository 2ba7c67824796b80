"""The stamp that begins each message, in the forms that telephones write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from sipks.intake.connectors.dates import full_year, half_day, month_number

_GAP = r"[ \u00a0\u202f]"
_DAY = (
    r"(?P<a>\d{1,4})(?P<sep>[/.\-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{2,4})"
    rf"|(?P<day>\d{{1,2}}){_GAP}(?P<month>[A-Za-z]{{3,9}})\.?{_GAP}(?P<year>\d{{2,4}})"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    rf"(?:{_GAP}?(?P<part>[AaPp]\.?{_GAP}?[Mm]\.?|pagi|siang|sore|malam))?"
)
# Android: `17/03/25 14.30 - Budi: …`; iOS: `[17/03/25 14.30.05] Budi: …`. Both may hide direction
# marks and narrow spaces in between.
STAMP = re.compile(
    rf"^[\u200e\u200f\ufeff\s]*(?P<open>\[)?(?:{_DAY})(?:,|{_GAP}(?:pukul|at))?{_GAP}*(?:{_CLOCK})"
    rf"(?(open)\]{_GAP}?|{_GAP}[-–]{_GAP})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """The order of the numbers in `12/02/24`: the day first, unless the file shows otherwise."""

    month_first: bool = False


def find_order(stamps: Iterable[re.Match[str]]) -> Order:
    """The order that all stamps of a file agree with.

    A number above 12 is a day. Where none is, the order is taken in which the messages follow each
    other in time; the Indonesian one (day first) when both do.
    """
    pairs = [
        (int(s["a"]), int(s["b"]), full_year(int(s["c"])))
        for s in stamps
        if s["a"] and len(s["a"]) < 3
    ]
    if any(first > 12 for first, *_ in pairs):
        return Order()
    if any(second > 12 for _, second, _ in pairs):
        return Order(month_first=True)
    return Order(_steps_back(pairs, month=0) < _steps_back(pairs, month=1))


def moment_of(stamp: re.Match[str], order: Order, zone: ZoneInfo) -> datetime:
    """When a message was sent. Raises `ValueError` for a date that does not exist."""
    year, month, day = _date(stamp, order)
    part = re.sub(r"[\s\u00a0\u202f]", "", stamp["part"] or "")
    hour = half_day(int(stamp["hour"]), part)
    return datetime(
        year, month, day, hour, int(stamp["minute"]), int(stamp["second"] or 0), tzinfo=zone
    )


def _date(stamp: re.Match[str], order: Order) -> tuple[int, int, int]:
    if stamp["month"]:
        month = month_number(stamp["month"])
        if month is None:
            raise ValueError(stamp["month"])
        return full_year(int(stamp["year"])), month, int(stamp["day"])
    first, second, last = int(stamp["a"]), int(stamp["b"]), int(stamp["c"])
    if len(stamp["a"]) == 4:
        return first, second, last
    day, month = (second, first) if order.month_first else (first, second)
    return full_year(last), month, day


def _steps_back(pairs: list[tuple[int, int, int]], month: int) -> int:
    days = [
        (year, (first, second)[month], (first, second)[1 - month]) for first, second, year in pairs
    ]
    return sum(later < earlier for earlier, later in pairwise(days))
