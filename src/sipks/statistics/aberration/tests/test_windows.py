"""Which past rows a judged row is compared with."""

from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.aberration.flexible import _blocks, farrington_flexible
from sipks.statistics.aberration.windows import Calendar, windows
from sipks.statistics.errors import BadInput


def weeks(first: str, number: int) -> np.ndarray:
    start = np.datetime64(first)
    return np.arange(start, start + 7 * number, 7)


def test_by_row_a_year_is_52_weeks() -> None:
    assert Calendar(52).past(300, 3) == [248, 196, 144]


def test_by_date_a_year_may_have_53_weeks() -> None:
    days = weeks("2014-01-06", 400)
    row = int(np.searchsorted(days, np.datetime64("2021-01-04")))
    past = Calendar(52, days).past(row, 2)
    assert days[past].astype(str).tolist() == ["2020-01-06", "2019-01-07"]
    assert row - past[0] == 52
    assert row - past[1] == 104
    row = int(np.searchsorted(days, np.datetime64("2020-12-28")))
    assert row - Calendar(52, days).past(row, 6)[-1] == 313


def test_by_date_the_nearest_same_weekday_is_taken() -> None:
    days = weeks("2010-01-06", 500)
    for row in range(300, 500, 7):
        for year, past in enumerate(Calendar(52, days).past(row, 5), 1):
            day = days[row].item()
            wanted = day.replace(year=day.year - year)
            assert abs((days[past].item() - wanted).days) <= 3


def test_29_february_is_compared_with_1_march() -> None:
    days = np.arange(np.datetime64("2014-01-01"), np.datetime64("2016-03-05"))
    row = int(np.searchsorted(days, np.datetime64("2016-02-29")))
    past = Calendar(365, days).past(row, 2)
    assert days[past].astype(str).tolist() == ["2015-03-01", "2014-03-01"]


def test_months_follow_the_row() -> None:
    days = np.arange("2010-01", "2016-01", dtype="datetime64[M]").astype("datetime64[D]")
    assert Calendar(12, days).past(60, 2) == [48, 36]


def test_blocks_share_out_all_between_two_seasons() -> None:
    reference, groups = _blocks(w=3, parts=10, recent=26)(300, Calendar(52).past(300, 4))
    assert reference.min() == 300 - 4 * 52 - 3
    assert reference.max() == 300 - 27
    assert len(set(reference)) == len(reference) == 4 * 52 + 3 - 26
    season = [
        row for year in (1, 2, 3, 4) for row in range(300 - 52 * year - 3, 300 - 52 * year + 4)
    ]
    assert sorted(reference[groups == 10]) == sorted(season)
    between = groups[(reference > 300 - 104 + 3) & (reference < 300 - 52 - 3)]
    assert np.bincount(between)[1:].tolist() == [5] * 9


def test_the_first_blocks_are_longer_by_one() -> None:
    _, groups = _blocks(w=2, parts=5, recent=0)(200, [148])
    assert np.bincount(groups)[1:5].tolist() == [12, 12, 12, 11]


def test_without_blocks_only_the_same_season_is_left() -> None:
    reference, groups = _blocks(w=2, parts=1, recent=4)(200, [148, 96])
    assert sorted(reference) == [*range(94, 99), *range(146, 151)]
    assert set(groups) == {1}


def test_too_many_blocks_are_refused() -> None:
    with pytest.raises(BadInput, match=r"noPeriods is too high: 45 rows .* 59 blocks"):
        farrington_flexible(np.ones((300, 1)), b=3, noPeriods=60)


def test_all_rows_share_one_design_where_rows_count() -> None:
    blocks = _blocks(w=3, parts=10, recent=26)
    (only,) = windows(range(300, 350), Calendar(52), 4, blocks, trend=True)
    assert only.now.tolist() == list(range(300, 350))


def test_a_history_that_does_not_reach_back_is_refused() -> None:
    with pytest.raises(BadInput, match="history does not reach back 4 years from row 201"):
        list(windows([200], Calendar(52), 4, _blocks(w=3, parts=1, recent=3), trend=True))
