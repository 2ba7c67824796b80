"""Feasts, elections and days of assembly in Indonesia, 2014–2030, as features of periods.

`calendar.csv` holds facts: `name`, `kind` (feast or election), the days `first` to `last`, and
their `basis`: `fixed` (same day each year), `decree` (held, or set by the government), `computed`.
Computed are the moving feasts after 2026, each at most a day off: Ramadan and Idulfitri by the
moon over Sabang (altitude ≥ 3°, elongation ≥ 6.4°, the criterion of MABIMS 2021), Imlek by the
Chinese calendar, Nyepi by the Balinese one. Idulfitri is 1 and 2 Syawal. Elections are the
nation's (legislative and presidential) and the simultaneous pilkada; those that no law or decree
dates yet are left out. `known` is a day by which the date had been set, `dropped` the day when it
was given up (the pilkada of September 2020): a forecast made before must not know better.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats
from sipks.statistics.timeline import Timeline

NEAR: Final = 26.0
"""Weeks beyond which an election is not near."""
_NEEDED: Final = ("name", "kind", "first", "last")
_DATES: Final = ("first", "last", "known", "dropped")
_DAY: Final = np.timedelta64(1, "D")
_WEEK: Final = 7.0

Days = npt.NDArray[np.datetime64]


@cache
def calendar() -> pl.DataFrame:
    """The table that ships with the library: name, kind, first, last, basis, known, dropped."""
    return pl.read_csv(Path(__file__).with_name("calendar.csv"), try_parse_dates=True)


def covers(timeline: Timeline, steps: int = 0, table: pl.DataFrame | None = None) -> bool:
    """Whether all periods and the `steps` after them lie in the years of the table."""
    first, last = _years(_facts(table))
    starts, ends = _edges(timeline, steps)
    return first <= _year(starts[0]) and _year(ends[-1] - _DAY) <= last


def features(
    timeline: Timeline, table: pl.DataFrame | None = None, steps: int = 0
) -> tuple[Floats, tuple[str, ...]]:
    """Features (T + steps, K) of the periods and the `steps` after them, and their names.

    `<feast>`: how many days of the period are of the feast. `<election>_in`: weeks from the
    period to the next such election, `<election>_since`: from the last one, each 0 in its own
    period and 26 where there is none within 26 weeks. Only dates are used that were set when the
    timeline ends. `table`: like `calendar()`, which is taken where none is given; `known` and
    `dropped` may be left out. Raises BadInput where the table is wrong or does not cover the
    periods.

    >>> values, names = features(Timeline.of(["2018-05", "2018-06"]))
    >>> june = dict(zip(names, values[1].tolist(), strict=True))
    >>> june["ramadan"], june["idulfitri"], june["pilkada_in"]
    (14.0, 2.0, 0.0)
    """
    facts = _facts(table)
    if not covers(timeline, steps, facts):
        one, two = timeline.labels[0], timeline.ahead(max(steps, 1)).labels[-1]
        told = " to ".join(map(str, _years(facts)))
        raise BadInput(f"the calendar tells of {told}, not of {one} to {two}")
    starts, ends = _edges(timeline, steps)
    end = timeline.ahead(1).starts[0]
    columns: dict[str, Floats] = {}
    for (name, kind), all_days in facts.group_by("name", "kind", maintain_order=True):
        days = _set_by(all_days, end)
        first, last = (days[side].to_numpy().astype("datetime64[D]") for side in ("first", "last"))
        if kind == "feast":
            columns[str(name)] = _within(starts, ends, first, last)
        else:
            columns[f"{name}_in"] = _weeks(first[:, None] - (ends - _DAY), last[:, None] >= starts)
            columns[f"{name}_since"] = _weeks(starts - last[:, None], first[:, None] < ends)
    names = tuple(sorted(columns))
    return np.stack([columns[name] for name in names], axis=1), names


def _edges(timeline: Timeline, steps: int) -> tuple[Days, Days]:
    """First day of each period, and of the next."""
    whole = Timeline(timeline.grain, timeline.first, timeline.length + steps + 1, timeline.step)
    return whole.starts[:-1], whole.starts[1:]


def _within(starts: Days, ends: Days, first: Days, last: Days) -> Floats:
    """Days of each period (T) that lie in any of the stretches `first` to `last`."""
    begin = np.maximum(starts, first[:, None])
    stop = np.minimum(ends, last[:, None] + _DAY)
    days: Floats = np.maximum((stop - begin).astype(np.int64), 0).sum(axis=0).astype(np.float64)
    return days


def _weeks(apart: npt.NDArray[np.timedelta64], counted: npt.NDArray[np.bool_]) -> Floats:
    """Weeks to the nearest of the elections (rows) that are `counted`, from 0 to 26."""
    weeks = np.clip(apart.astype(np.int64) / _WEEK, 0.0, NEAR)
    nearest: Floats = np.where(counted, weeks, NEAR).min(axis=0, initial=NEAR)
    return nearest


def _set_by(days: pl.DataFrame, end: np.datetime64) -> pl.DataFrame:
    """The dates that were set, and not given up, before `end`."""
    now = pl.lit(end.astype(date))
    known = pl.col("known").is_null() | (pl.col("known") < now)
    return days.filter(known & (pl.col("dropped").is_null() | (pl.col("dropped") >= now)))


def _facts(table: pl.DataFrame | None) -> pl.DataFrame:
    """The table with all its columns, checked."""
    if table is None:
        return calendar()
    for name in _NEEDED:
        if name not in table.columns:
            raise BadInput(f"the calendar has no column {name!r}, only {', '.join(table.columns)}")
    missing = [pl.lit(None, pl.Date).alias(one) for one in _DATES if one not in table.columns]
    days = pl.col(_DATES).cast(pl.String).str.head(len("2018-06-27")).str.to_date(strict=False)
    facts = table.with_columns(missing).with_columns(days)
    bad = facts.select(
        row=pl.int_range(1, pl.len() + 1),
        wrong=pl.col("first").is_null()
        | pl.col("last").is_null()
        | (pl.col("last") < pl.col("first"))
        | ~pl.col("kind").is_in(["feast", "election"]),
    ).filter("wrong")
    for row in bad["row"][:1]:
        told = table.row(row - 1)
        raise BadInput(
            f"row {row} of the calendar is no feast or election of first to last: {told}"
        )
    return facts


def _years(facts: pl.DataFrame) -> tuple[int, int]:
    """The first year of the table, and the last."""
    years = sorted(one.year for one in facts["first"])
    return years[0], years[-1]


def _year(day: np.datetime64) -> int:
    return int(day.astype("datetime64[Y]").astype(np.int64)) + 1970
