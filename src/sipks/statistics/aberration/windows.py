"""Which past periods each judged period is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput
from sipks.statistics.timeline import PER_YEAR

from .bounds import Floats
from .design import Design

Days = npt.NDArray[np.datetime64]
Rows = npt.NDArray[np.intp]
Blocks = Callable[[int, list[int]], tuple[Rows, Rows]]

_LENGTH: Final = {PER_YEAR["week"]: 7, PER_YEAR["day"]: 1}


@dataclass(frozen=True)
class Calendar:
    """The periods as rows, `freq` to a year, and their first days where dates are to count.

    `even`: each period is as long as any other for the trend, months too.
    """

    freq: int
    days: Days | None = None
    even: bool = False

    def past(self, row: int, years: int) -> list[int]:
        """Rows of the same season in each of the `years` before `row`, the latest first; negative
        where the history does not reach.

        By row: `freq` rows a year. By date: the same calendar day (1 March for 29 February); of
        weeks the nearest day of the same weekday.
        """
        length = _LENGTH.get(self.freq)
        if self.days is None or length is None:
            return [row - self.freq * year for year in range(1, years + 1)]
        now: date = self.days[row].item()
        wanted = [_years_before(now, year) for year in range(1, years + 1)]
        return [row - ((now - day).days + length // 2) // length for day in wanted]

    def times(self, rows: Rows) -> Floats:
        """Time of `rows`: rows, or days where dates count."""
        if self.days is None or self.even:
            return rows.astype(np.float64)
        return self.days[rows].astype("datetime64[D]").astype(np.float64)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


@dataclass(frozen=True)
class Window:
    """Judged rows that look back in the same way: `now`, and the rows behind each that are its
    reference, as differences `back` (n,); `design` of the regression on them."""

    now: Rows
    back: Rows
    design: Design

    def reference(self, values: Floats) -> Floats:
        """Values (T, N) at the reference rows, (len(now) × N, n)."""
        picked = values[self.now[:, None] - self.back]
        return np.ascontiguousarray(picked.transpose(0, 2, 1)).reshape(-1, len(self.back))


def windows(
    rows: Iterable[int], calendar: Calendar, b: int, blocks: Blocks, *, trend: bool
) -> Iterator[Window]:
    """Rows to judge, put together where their reference is the same seen from them, so that one
    design serves all: always where rows count, and nearly so where dates do.

    `blocks` says of a row and its past rows which rows are its reference, and the group of each;
    the row itself belongs to the last group.
    """
    alike: dict[bytes, tuple[list[int], Rows, Design]] = {}
    for row in rows:
        reference, groups = blocks(row, calendar.past(row, b))
        if reference.min() < 0:
            raise BadInput(f"the history does not reach back {b} years from row {row + 1}")
        back = row - reference
        now = calendar.times(np.array([row]))
        time = calendar.times(reference) - now
        key = back.tobytes() + groups.tobytes() + time.tobytes()
        if key not in alike:
            _, codes = np.unique(groups, return_inverse=True)
            scaled = time / (np.ptp(time) or 1) if trend else None
            design = Design(codes, scaled, int(codes.max()))
            if design.freedom < 1:
                raise BadInput(
                    f"{len(back)} reference values are too few for {design.parameters} parameters"
                )
            alike[key] = [], back, design
        alike[key][0].append(row)
    for together, back, design in alike.values():
        yield Window(np.array(together), back, design)
