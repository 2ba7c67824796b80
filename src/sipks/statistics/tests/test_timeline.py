from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.statistics.errors import BadInput
from sipks.statistics.timeline import Timeline, label, moment


@pytest.mark.parametrize(
    ("labels", "grain", "ahead", "season"),
    [
        (["2015-W52", "2015-W53", "2016-W01"], "week", "2016-W02", [51, 52, 0]),
        (["2015-01-05", "2015-01-12"], "week", "2015-01-19", [1, 2]),
        (["2016-02-28", "2016-02-29"], "day", "2016-03-01", [58, 59]),
        (["2015-11", "2015-12"], "month", "2016-01", [10, 11]),
        (["2015", "2016"], "year", "2017", [0, 0]),
    ],
)
def test_periods_follow_each_other(
    labels: list[str], grain: str, ahead: str, season: list[int]
) -> None:
    line = Timeline.of(labels)
    assert line.grain == grain
    assert list(line.labels) == labels
    assert line.ahead(1).labels == (ahead,)
    assert line.season.tolist() == season
    assert line.part(1, len(labels)).labels == tuple(labels[1:])


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["2015-01", "2015-03"], "2015-03 leaves a gap behind 2015-01"),
        (["2015-02", "2015-01"], "2015-01 comes behind 2015-02"),
        (["2015-01", "2015-W03"], "2015-W03 is a week"),
        (["2014-W53"], "2014-W53"),
        (["2015-02-30"], "2015-02-30"),
        (["kemarin"], "kemarin"),
        ([], "no period"),
    ],
)
def test_what_is_no_timeline_is_refused(labels: list[str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        Timeline.of(labels)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 800))
def test_weeks_start_on_monday_and_keep_their_names(day: date, length: int) -> None:
    year, week, _ = day.isocalendar()
    line = Timeline("week", moment(f"{year}-W{week:02d}").at, length)
    monday = day - timedelta(days=day.weekday())
    assert line.starts[0].astype(date) == monday
    assert line.starts[-1].astype(date) == monday + timedelta(weeks=length - 1)
    assert Timeline.of(line.labels) == line
    assert [int(one[-2:]) - 1 for one in line.labels] == line.season.tolist()
    assert label(moment(line.labels[-1])) == line.labels[-1]
