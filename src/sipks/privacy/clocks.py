"""Deadlines of the law as rules with an id and a basis, so that each date can say where it comes
from. Hours run on through nights and holidays; working days do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import RequestKind

SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline: `hours`, or else `days` working days and `more` of them when it is extended."""

    id: str
    basis: str
    words: str | Promise
    hours: int = 0
    days: int = 0
    more: int = 0

    def due(self, since: datetime, zone: str, *, extended: bool = False) -> datetime:
        """The last moment, counted from `since` (aware). Working days are those of `zone`; the day
        of `since` does not count, and the last day counts to its end."""
        if self.hours:
            return since + timedelta(hours=self.hours)
        return _working_days(since, self.days + (self.more if extended else 0), ZoneInfo(zone))


def _working_days(since: datetime, days: int, zone: ZoneInfo) -> datetime:
    # National holidays are not known here. Leaving them out makes the deadline earlier, never
    # later, than the law's.
    day = since.astimezone(zone).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return datetime.combine(day, time(23, 59, 59), zone)


SUBJECT: Final = Clock(
    "DL-16",
    "UU 27/2022 Pasal 30, 32, 40, dan 41",
    _("3 × 24 jam sejak permohonan diterima"),
    hours=72,
)
# For erasure and objection the law names no number of hours; the shortest one is kept for all.
LIKE_SUBJECT: Final = Clock(
    "DL-16",
    "UU 27/2022 Pasal 8, 10, dan 43; jangka waktu disamakan dengan Pasal 40",
    _("3 × 24 jam sejak permohonan diterima"),
    hours=72,
)
BREACH: Final = Clock(
    "DL-16", "UU 27/2022 Pasal 46", _("3 × 24 jam sejak diketahui kantor"), hours=72
)
INFORMATION: Final = Clock(
    "DL-17",
    "UU 14/2008 Pasal 22 ayat (7) dan (8)",
    _("10 hari kerja, dapat diperpanjang 7 hari kerja dengan alasan tertulis"),
    days=10,
    more=7,
)


def clock_for(kind: str) -> Clock:
    """The deadline of a kind of request."""
    if kind == RequestKind.INFORMATION:
        return INFORMATION
    return LIKE_SUBJECT if kind in (RequestKind.ERASE, RequestKind.OBJECT) else SUBJECT
