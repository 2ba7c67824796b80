"""Many units of a panel, judged under any method's name."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sipks.statistics.aberration import METHODS, detect
from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel

WEEKS, UNITS = 300, 6
COLUMNS = ["unit", "period", "count", "expected", "threshold", "score", "p", "alarm"]
REGRESSIONS = ("farrington", "farringtonFlexible")
FLEXIBLE: dict[str, Any] = {"b": 4, "noPeriods": 10, "pastWeeksNotIncluded": 26}
OPTIONS: dict[str, dict[str, Any]] = {"farrington": {"b": 4}, "farringtonFlexible": FLEXIBLE}
DIRECT = ("C1", "C2", "C3", "earsC", *REGRESSIONS)


def counts(seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = np.array([0.2, 1, 3, 10, 40, 0.0])
    wave = 1 + 0.3 * np.sin(2 * np.pi * np.arange(WEEKS) / 52)
    found: np.ndarray = rng.poisson(wave[:, None] * level * rng.gamma(3, 1 / 3, (WEEKS, UNITS)))
    found[-1, 2] = 30
    return found


def table(values: np.ndarray, population: np.ndarray | None = None) -> pl.DataFrame:
    first = np.datetime64("2020-01-06")
    days = np.arange(first, first + 7 * len(values), 7).astype(str)
    frame = {
        "unit": np.repeat([f"73.{one:02d}" for one in range(values.shape[1])], len(values)),
        "period": np.tile(days, values.shape[1]),
        "count": values.T.ravel(),
    }
    if population is not None:
        frame["population"] = population.T.ravel()
    return pl.DataFrame(frame)


@pytest.fixture(scope="module")
def panel() -> Panel:
    return Panel.of(table(counts()))


def judge(panel: Panel, method: str, **options: Any) -> pl.DataFrame:
    return detect(panel, method, **OPTIONS.get(method, {}), **options)


@pytest.mark.parametrize("method", DIRECT)
def test_the_table_has_a_row_for_each_unit_and_judged_period(panel: Panel, method: str) -> None:
    found = judge(panel, method, last=3)
    assert found.columns == COLUMNS
    assert found["period"].to_list() == [*panel.periods[-3:]] * UNITS
    assert found["count"].to_list() == panel.counts[-3:].T.ravel().tolist()
    assert found["alarm"].dtype == pl.Boolean
    assert not found["alarm"].has_nulls()


@pytest.mark.parametrize("method", ["C1", "C2", *REGRESSIONS])
def test_what_is_planted_is_found(panel: Panel, method: str) -> None:
    found = judge(panel, method)
    assert found.filter("alarm")["unit"].to_list() == ["73.02"]


@pytest.mark.parametrize("method", REGRESSIONS)
def test_too_few_cases_are_not_judged(panel: Panel, method: str) -> None:
    (silent,) = judge(panel, method).filter(pl.col("unit") == "73.05").to_dicts()
    assert [silent[one] for one in COLUMNS[3:]] == [None, None, None, None, False]


@pytest.mark.parametrize("method", REGRESSIONS)
def test_without_the_rule_of_few_cases_silence_is_judged_too(panel: Panel, method: str) -> None:
    found = judge(panel, method, limit54=(0, 4))
    assert found.null_count().sum_horizontal()[0] == 0
    assert not found.filter(pl.col("unit") == "73.05")["alarm"][0]


@pytest.mark.parametrize("name", ["c1", "FARRINGTON-flexible", "Farrington_Flexible", "ears c"])
def test_names_are_known_without_case_and_punctuation(panel: Panel, name: str) -> None:
    assert detect(panel, name, **(FLEXIBLE if "lexible" in name else {})).columns == COLUMNS


def test_an_unknown_method_is_told_what_there_is(panel: Panel) -> None:
    with pytest.raises(BadInput, match=r"no method 'arima', only .*farringtonFlexible, .*C3"):
        detect(panel, "arima")


def test_an_unknown_option_is_told_what_there_is(panel: Panel) -> None:
    with pytest.raises(BadInput, match=r"C1 has no option 'w', only baseline, minSigma"):
        detect(panel, "C1", w=3)
    with pytest.raises(BadInput, match=r"no option 'counts'"):
        detect(panel, "farrington", counts=3)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("b", 0),
        ("b", 2.5),
        ("w", -1),
        ("noPeriods", 0),
        ("pastWeeksNotIncluded", "x"),
        ("weightsThreshold", -1),
        ("pThresholdTrend", 1.5),
        ("thresholdMethod", "gamma"),
        ("alpha", 0.0),
        ("limit54", (5,)),
        ("limit54", "5,0"),
        ("powertrans", "3/4"),
        ("trend", 1),
        ("dates", "yes"),
    ],
)
def test_an_option_out_of_range_is_named(panel: Panel, option: str, value: Any) -> None:
    with pytest.raises(BadInput, match=option):
        detect(panel, **(FLEXIBLE | {option: value}))


@pytest.mark.parametrize("method", REGRESSIONS)
def test_a_short_history_says_how_much_is_needed(panel: Panel, method: str) -> None:
    with pytest.raises(
        BadInput, match=r"needs 263 periods .* 300 periods and last=38 there are 262"
    ):
        detect(panel, method, last=38)


@pytest.mark.parametrize("last", [0, -1, 1.0, 301])
def test_last_is_a_whole_number_of_periods_that_are_there(panel: Panel, last: Any) -> None:
    with pytest.raises(BadInput, match="last"):
        detect(panel, "C1", last=last)


def test_population_is_asked_for_where_it_is_needed(panel: Panel) -> None:
    with pytest.raises(BadInput, match="populationOffset needs a population"):
        detect(panel, populationOffset=True, **FLEXIBLE)
    people = np.full((WEEKS, UNITS), 1000.0)
    people[7, 3] = 0
    with pytest.raises(BadInput, match=r"unit 73.03 has no population in period 2020-02-24"):
        detect(Panel.of(table(counts(), people)), populationOffset=True, **FLEXIBLE)


@pytest.mark.parametrize("method", REGRESSIONS)
def test_the_measure_of_population_does_not_matter(method: str) -> None:
    people = np.random.default_rng(5).uniform(500, 2000, (WEEKS, UNITS))
    small, large = (
        judge(Panel.of(table(counts(), scale * people)), method, populationOffset=True)
        for scale in (1, 1000)
    )
    np.testing.assert_allclose(small["threshold"], large["threshold"], rtol=1e-7)


@pytest.mark.parametrize("method", DIRECT)
def test_the_order_of_units_does_not_matter(panel: Panel, method: str) -> None:
    turned = Panel.of(table(counts()).sort("unit", descending=True, maintain_order=True))
    again = judge(turned, method).sort("unit")
    assert_frame_equal(again, judge(panel, method), rel_tol=1e-9)


@pytest.mark.parametrize("method", DIRECT)
def test_an_empty_unit_changes_nothing_for_the_others(panel: Panel, method: str) -> None:
    wider = np.hstack([counts(), np.zeros((WEEKS, 1), dtype=int)])
    found = judge(Panel.of(table(wider)), method)
    assert_frame_equal(found.head(UNITS), judge(panel, method), rel_tol=1e-9)
    assert not found["alarm"][-1]


def test_the_future_is_not_looked_at(panel: Panel) -> None:
    earlier = detect(panel.until(panel.periods[-11]), **FLEXIBLE)
    later = detect(panel, last=11, **FLEXIBLE).filter(pl.col("period") == panel.periods[-11])
    for one in ("expected", "threshold", "p"):
        np.testing.assert_allclose(earlier[one], later[one], rtol=1e-9)


def test_dates_may_count_in_place_of_rows(panel: Panel) -> None:
    by_row, by_date = (detect(panel, dates=dates, **FLEXIBLE) for dates in (False, True))
    assert by_date["threshold"][3] != by_row["threshold"][3]
    assert by_date["threshold"][3] == pytest.approx(by_row["threshold"][3], rel=0.2)


def test_fdr_takes_the_place_of_the_threshold(panel: Panel) -> None:
    plain = detect(panel, alpha=0.2, limit54=(0, 4), **FLEXIBLE)
    careful = detect(panel, fdr=0.05, limit54=(0, 4), **FLEXIBLE)
    assert careful.filter("alarm")["unit"].to_list() == ["73.02"]
    assert plain["alarm"].sum() > careful["alarm"].sum()


def test_fdr_needs_p(panel: Panel) -> None:
    with pytest.raises(BadInput, match="fdr needs a method that gives p; C3 gives none"):
        detect(panel, "C3", fdr=0.1)


def test_fdr_of_nothing_judged_is_nothing(panel: Panel) -> None:
    assert not detect(panel, fdr=0.1, limit54=(9999, 4), **FLEXIBLE)["alarm"].any()


def test_all_methods_have_a_name_of_their_own() -> None:
    plain = {"".join(filter(str.isalnum, one.lower())) for one in METHODS}
    assert len(plain) == len(METHODS)
