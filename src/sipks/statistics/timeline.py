"""Periods without gaps: ISO dates, ISO weeks, months and years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from .errors import BadInput

PER_YEAR: Final = {"day": 365, "week": 52, "month": 12, "year": 1}
_SHAPES: Final = {
    "day": re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    "week": re.compile(r"(\d{4})-W(\d{2})"),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "year": re.compile(r"(\d{4})"),
}
_WEEK: Final = 7
_YEAR: Final = 12
_MONDAY: Final = date(1, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Moment:
    """One period as a number that grows by one from each to the next."""

    grain: str
    at: int


def moment(label: str) -> Moment:
    """The period of a label: `2015-03-07`, `2015-W03`, `2015-03` or `2015`.

    Raises BadInput for anything else, and for days and weeks that no calendar has.

    >>> moment("2015-W01").at - moment("2014-W52").at
    1
    """
    for grain, shape in _SHAPES.items():
        found = shape.fullmatch(label)
        if found:
            try:
                return Moment(grain, _number(grain, *map(int, found.groups())))
            except ValueError:
                break
    raise BadInput(
        f"period {label!r} is no ISO date (2015-03-07), week (2015-W03), month (2015-03) or year"
    )


def _number(grain: str, year: int, part: int = 1, day: int = 1) -> int:
    if grain == "day":
        return date(year, part, day).toordinal()
    if grain == "week":
        return (date.fromisocalendar(year, part, 1).toordinal() - _MONDAY) // _WEEK
    if grain == "month":
        return year * _YEAR + date(year, part, 1).month - 1
    return year


def label(one: Moment) -> str:
    """The inverse of `moment`."""
    if one.grain == "day":
        return date.fromordinal(one.at).isoformat()
    if one.grain == "week":
        year, week, _ = date.fromordinal(one.at * _WEEK + _MONDAY).isocalendar()
        return f"{year:04d}-W{week:02d}"
    if one.grain == "month":
        return f"{one.at // _YEAR:04d}-{one.at % _YEAR + 1:02d}"
    return f"{one.at:04d}"


@dataclass(frozen=True)
class Timeline:
    """`length` periods of one grain that follow each other; `step` days where dates name weeks."""

    grain: str
    first: int
    length: int
    step: int = 1

    @classmethod
    def of(cls, labels: Sequence[str]) -> Timeline:
        """The timeline of ascending labels; BadInput where they mix, fall back or leave gaps.

        Dates seven days apart are weeks, named by these dates.
        """
        moments = [moment(one) for one in labels]
        if not moments:
            raise BadInput("there is no period")
        first = moments[0]
        for one, name in zip(moments, labels, strict=True):
            if one.grain != first.grain:
                raise BadInput(f"period {name} is a {one.grain}, but {labels[0]} a {first.grain}")
        at = np.array([one.at for one in moments])
        weekly = first.grain == "day" and len(at) > 1 and at[1] - at[0] == _WEEK
        step = _WEEK if weekly else 1
        for wrong in np.flatnonzero(np.diff(at) != step)[:1]:
            before, after = labels[wrong], labels[wrong + 1]
            what = "comes behind" if at[wrong + 1] <= at[wrong] else "leaves a gap behind"
            raise BadInput(f"period {after} {what} {before}")
        return cls("week" if weekly else first.grain, first.at, len(at), step)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The periods as they are written."""
        grain = "day" if self.step > 1 else self.grain
        ends = range(self.first, self.first + self.length * self.step, self.step)
        return tuple(label(Moment(grain, at)) for at in ends)

    @cached_property
    def starts(self) -> npt.NDArray[np.datetime64]:
        """First day of each period, `datetime64[D]`."""
        at = np.arange(self.first, self.first + self.length * self.step, self.step)
        if self.grain == "month":
            return (at - 1970 * _YEAR).astype("datetime64[M]").astype("datetime64[D]")
        if self.grain == "year":
            return (at - 1970).astype("datetime64[Y]").astype("datetime64[D]")
        days = at * _WEEK + _MONDAY if self.grain == "week" and self.step == 1 else at
        return (days - date(1970, 1, 1).toordinal()).astype("datetime64[D]")

    @property
    def per_year(self) -> int:
        """Periods in a year: 365, 52, 12 or 1."""
        return PER_YEAR[self.grain]

    @cached_property
    def season(self) -> npt.NDArray[np.int64]:
        """Place of each period in its year, from 0: ISO week - 1, month - 1, day of year - 1."""
        if self.grain == "week":
            return _day_of_year(self.starts + np.timedelta64(3, "D")) // _WEEK
        if self.grain == "month":
            months: npt.NDArray[np.int64] = self.starts.astype("datetime64[M]").astype(np.int64)
            return months % _YEAR
        return _day_of_year(self.starts)

    def ahead(self, steps: int) -> Timeline:
        """The `steps` periods that follow."""
        return Timeline(self.grain, self.first + self.length * self.step, steps, self.step)

    def part(self, start: int, stop: int) -> Timeline:
        """Periods `start` to `stop` (exclusive), counted from 0."""
        return Timeline(self.grain, self.first + start * self.step, stop - start, self.step)


def _day_of_year(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    since: npt.NDArray[np.int64] = (days - days.astype("datetime64[Y]")).astype(np.int64)
    return since
