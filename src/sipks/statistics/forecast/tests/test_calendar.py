from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.forecast.calendar import NEAR, covers, features
from sipks.statistics.timeline import Timeline


def told(first: str, length: int, name: str, steps: int = 0) -> list[float]:
    timeline = Timeline.of([first])
    whole = Timeline(timeline.grain, timeline.first, length)
    values, names = features(whole, steps=steps)
    return [float(one) for one in values[:, names.index(name)]]


class TestFeasts:
    def test_days_of_a_month(self) -> None:
        assert told("2018-05", 3, "ramadan") == [15, 14, 0]
        assert told("2018-05", 3, "idulfitri") == [0, 2, 0]

    def test_days_of_a_week_that_lies_in_two_years(self) -> None:
        assert told("2018-W51", 3, "natal") == [0, 1, 0]
        assert told("2025-W01", 1, "ramadan") == [0]

    def test_days(self) -> None:
        assert told("2019-06-04", 4, "idulfitri") == [0, 1, 1, 0]
        assert told("2019-06-04", 4, "ramadan") == [1, 0, 0, 0]

    def test_a_year_in_which_ramadan_begins_twice(self) -> None:
        assert told("2030", 1, "ramadan") == [29 + 6]

    def test_weeks_named_by_dates(self) -> None:
        timeline = Timeline.of(["2018-12-19", "2018-12-26"])
        values, names = features(timeline)
        assert values[:, names.index("natal")].tolist() == [1, 0]

    def test_all_days_are_shared_out_whatever_the_grain(self) -> None:
        monthly, weekly = told("2016-01", 36, "ramadan"), told("2015-W53", 157, "ramadan")
        assert sum(monthly) == sum(weekly) == 30 + 29 + 29


class TestElections:
    def test_weeks_before_and_after(self) -> None:
        before = told("2019-04-01", 30, "national_election_in")
        assert before[:18] == pytest.approx([day / 7 for day in range(16, -1, -1)] + [NEAR])
        after = told("2019-04-01", 30, "national_election_since")
        assert after[16:19] == pytest.approx([0, 1 / 7, 2 / 7])

    def test_month_of_the_day_is_nought_both_ways(self) -> None:
        assert told("2018-06", 1, "pilkada_in") == [0]
        assert told("2018-06", 1, "pilkada_since") == [0]
        assert told("2018-05", 1, "pilkada_in") == pytest.approx([27 / 7])
        assert told("2018-07", 1, "pilkada_since") == pytest.approx([4 / 7], abs=1e-9)

    def test_none_near_is_26_weeks(self) -> None:
        assert told("2016-01", 1, "national_election_in") == [NEAR]
        assert told("2016-01", 1, "national_election_since") == [NEAR]

    def test_a_date_that_is_not_set_yet_is_not_used(self) -> None:
        early, late = told("2016-01", 1, "pilkada_in", 13), told("2016-05", 1, "pilkada_in", 9)
        assert early[-1] == NEAR  # in January 2016 nobody knew of February 2017
        assert late[-1] == 0

    def test_the_pilkada_of_2020_is_put_off(self) -> None:
        assert told("2020-01", 1, "pilkada_in", 11)[8] == 0  # September, as was planned
        assert told("2020-01", 1, "pilkada_in", 11)[11] == NEAR
        assert told("2020-06", 1, "pilkada_in", 6)[3] > 0
        assert told("2020-06", 1, "pilkada_in", 6)[6] == 0  # December


def test_features_of_the_past_do_not_depend_on_steps() -> None:
    timeline = Timeline.of(["2015-01"]).ahead(30)
    alone, names = features(timeline)
    longer, _ = features(timeline, steps=6)
    assert longer.shape == (36, len(names))
    assert np.array_equal(longer[:30], alone)


def test_another_table_can_be_given() -> None:
    table = pl.DataFrame(
        {"name": ["Cap Go Meh"], "kind": "feast", "first": ["2018-03-02"], "last": ["2018-03-02"]}
    )
    values, names = features(Timeline.of(["2018-02", "2018-03"]), table)
    assert names == ("Cap Go Meh",)
    assert values.tolist() == [[0], [1]]


def test_says_which_years_it_covers() -> None:
    assert covers(Timeline.of(["2014-01"]), steps=203)
    assert not covers(Timeline.of(["2014-01"]), steps=204)
    assert not covers(Timeline.of(["2013-12"]))
    with pytest.raises(BadInput, match="2014 to 2030, not of 2013-12"):
        features(Timeline.of(["2013-12"]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"last": ["2018-01-01"]}, "row 1 of the calendar"),
        ({"first": ["soon"]}, "row 1 of the calendar"),
        ({"kind": "party"}, "row 1 of the calendar"),
    ],
)
def test_refuses_a_wrong_table(change: dict[str, object], message: str) -> None:
    row: dict[str, object] = {
        "name": ["a"],
        "kind": "feast",
        "first": ["2018-03-02"],
        "last": ["2018-03-02"],
    }
    with pytest.raises(BadInput, match=message):
        features(Timeline.of(["2018-03"]), pl.DataFrame(row | change))


def test_refuses_a_table_without_a_column() -> None:
    with pytest.raises(BadInput, match="no column 'kind'"):
        features(Timeline.of(["2018-03"]), pl.DataFrame({"name": ["a"]}))
