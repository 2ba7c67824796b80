"""The table of feasts and elections is sound in itself."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from sipks.statistics.forecast.calendar import calendar


def test_each_year_has_its_feasts() -> None:
    yearly = calendar().filter(pl.col("kind") == "feast")
    for name in ("idulfitri", "nyepi", "imlek", "natal", "labour_day", "independence_day"):
        years = yearly.filter(pl.col("name") == name)["first"].dt.year().to_list()
        assert years == list(range(2014, 2031)), name


def test_lunar_years_follow_each_other() -> None:
    for name in ("ramadan", "idulfitri"):
        days = calendar().filter(pl.col("name") == name)["first"]
        assert set(days.diff().dt.total_days().drop_nulls()) <= {354, 355}, name


def test_ramadan_has_29_or_30_days_and_ends_in_idulfitri() -> None:
    facts = calendar()
    months = facts.filter((pl.col("name") == "ramadan") & (pl.col("last") < date(2031, 1, 1)))
    length = (months["last"] - months["first"]).dt.total_days() + 1
    assert set(length) <= {29, 30}
    feasts = set(facts.filter(pl.col("name") == "idulfitri")["first"])
    assert {one + timedelta(days=1) for one in months["last"]} == feasts


def test_solar_feasts_of_the_moon_stay_in_their_season() -> None:
    for name, first, last in (("imlek", 21, 51), ("nyepi", 60, 95)):
        days = calendar().filter(pl.col("name") == name)["first"].dt.ordinal_day()
        assert first <= min(days) <= max(days) <= last, name


def test_only_moving_feasts_to_come_are_computed() -> None:
    computed = calendar().filter(pl.col("basis") == "computed")
    assert set(computed["name"]) == {"ramadan", "idulfitri", "nyepi", "imlek"}
    assert computed["first"].min() == date(2027, 2, 6)


def test_elections_were_known_before_they_were_held() -> None:
    held = calendar().filter(pl.col("kind") == "election")
    assert (held["known"] < held["first"]).all()
    assert held.filter(pl.col("dropped").is_not_null())["first"].to_list() == [date(2020, 9, 23)]
