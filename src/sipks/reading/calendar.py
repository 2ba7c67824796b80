"""Arithmetic of days that the time reader needs: spans around a day of publication."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

EARLIEST: Final = 1945
LATEST: Final = 2100
_WEEK: Final = 7
_NEAR: Final = timedelta(days=9)
_AHEAD: Final = timedelta(days=92)


class Span(NamedTuple):
    """Days from `start` to `end`, both inclusive, known to `precision`."""

    start: date
    end: date
    precision: str


def one_day(day: date) -> Span:
    """A single day."""
    return Span(day, day, "day")


def make_day(day: int, month: int, year: int) -> date | None:
    """The date, or None when there is no such day or its year is out of all reason."""
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(base: date, days: int) -> date | None:
    """`base` moved by days; None beyond the calendar."""
    try:
        return base + timedelta(days=days)
    except OverflowError:
        return None


def nearest_year(
    day: int, month: int, base: date, *, ahead: bool = False, weekday: int | None = None
) -> date | None:
    """The day in the year that is meant when none is named.

    That is the last such day up to `base`; with `ahead` the next one within three months goes
    before it. A named weekday (Monday 0) chooses the nearest year in which it fits.
    """
    years = (base.year, base.year - 1, base.year + 1)
    days = [found for year in years if (found := make_day(day, month, year))]
    if weekday is not None:
        around = [base.year + step for step in range(-4, 2)]
        fitting = [one for year in around if (one := make_day(day, month, year))]
        fitting = [one for one in fitting if one.weekday() == weekday]
        if fitting:
            return min(fitting, key=lambda one: abs(one - base))
    soon = [one for one in days if one > base and one - base <= _AHEAD]
    past = [one for one in days if one <= base]
    return soon[0] if soon and (ahead or not past) else max(past, default=None)


def weekday_before(weekday: int, base: date) -> date:
    """The last such weekday up to and with `base`."""
    return base - timedelta(days=(base.weekday() - weekday) % _WEEK)


def week(base: date, weeks: int) -> Span | None:
    """The calendar week (Monday to Sunday) `weeks` away from that of `base`."""
    monday = shifted(base, _WEEK * weeks - base.weekday())
    if monday is None:
        return None
    return Span(monday, monday + timedelta(days=_WEEK - 1), "week")


def weekend(base: date, weeks: int) -> Span | None:
    """Saturday and Sunday of the calendar week `weeks` away from that of `base`."""
    found = week(base, weeks)
    if found is None:
        return None
    return Span(found.end - timedelta(days=1), found.end, "day")


def day_of_month(day: int, base: date, *, ahead: bool = False) -> date | None:
    """The day of a month that is not named: the last one up to `base`, or, with `ahead` and where
    it is only days away, the next one."""
    here = make_day(day, base.month, base.year)
    if here and (here <= base or ahead or here - base <= _NEAR):
        return here
    other = month_away(base, 1 if ahead else -1)
    return make_day(day, other.start.month, other.start.year) if other else None


def month(number: int, year: int) -> Span | None:
    """A calendar month."""
    first = make_day(1, number, year)
    if first is None:
        return None
    return Span(first, first.replace(day=monthrange(year, number)[1]), "month")


def month_away(base: date, months: int) -> Span | None:
    """The calendar month `months` away from that of `base`."""
    year, index = divmod(base.year * 12 + base.month - 1 + months, 12)
    return month(index + 1, year)


def year(number: int) -> Span | None:
    """A calendar year."""
    first, last = make_day(1, 1, number), make_day(31, 12, number)
    return Span(first, last, "year") if first and last else None
