"""The table of scores: rows, steps, origins, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sipks.statistics import scoring
from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel

UNITS = ["11.01", "11.02", "11.03"]
PERIODS = ["2019-01", "2019-02", "2019-03"]
DRAWS = 40


@pytest.fixture
def actuals() -> pl.DataFrame:
    counts = [0, 1, 2, 3, 0, 0, 0, 4, 1]
    cells = pl.DataFrame({"unit": UNITS}).join(pl.DataFrame({"period": PERIODS}), how="cross")
    return cells.with_columns(count=pl.Series(counts))


@pytest.fixture
def samples(actuals: pl.DataFrame) -> pl.DataFrame:
    cells = actuals.select("unit", "period")
    draws = pl.DataFrame({"draw": range(DRAWS)})
    values = np.random.default_rng(2).poisson(1, 9 * DRAWS)
    return cells.join(draws, how="cross").with_columns(value=pl.Series(values))


def test_rows_and_columns(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    found = scoring.score_table(actuals, samples)
    assert found.select("model", "step").rows() == [
        (model, step) for model in ("forecast", "zero") for step in ("1", "2", "3", "all")
    ]
    assert found["n"].to_list() == [3, 3, 3, 9] * 2
    assert found.columns[3:] == [
        "crps",
        "ignorance",
        "mis",
        "brier",
        "auc",
        "average_precision",
        "coverage_50",
        "coverage_90",
        "observed_mean",
        "forecast_mean",
    ]


def test_each_score_is_that_of_its_function(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    """Second month, laid out by hand."""
    truth = actuals.filter(period="2019-02")["count"].to_numpy()
    drawn = samples.filter(period="2019-02")["value"].to_numpy().reshape(3, DRAWS)
    risk = (drawn > 0).mean(axis=1)
    found = scoring.score_table(actuals, samples).row(1, named=True)
    assert found == pytest.approx(
        {
            "model": "forecast",
            "step": "2",
            "n": 3,
            "crps": scoring.crps(truth, drawn).mean(),
            "ignorance": scoring.ignorance(truth, drawn).mean(),
            "mis": scoring.interval_score(truth, drawn).mean(),
            "brier": scoring.brier(truth > 0, risk).mean(),
            "auc": scoring.auc(truth > 0, risk),
            "average_precision": scoring.average_precision(truth > 0, risk),
            "coverage_50": scoring.covered(truth, drawn, alpha=0.5).mean(),
            "coverage_90": scoring.covered(truth, drawn).mean(),
            "observed_mean": truth.mean(),
            "forecast_mean": drawn.mean(),
        }
    )


def test_zero_is_scored_as_zeros(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    zeros = samples.with_columns(value=0)
    found = scoring.score_table(actuals, zeros)
    assert found[:4].drop("model").equals(found[4:].drop("model"))
    assert found["crps"][3] == pytest.approx(actuals["count"].to_numpy().mean())


def test_order_of_rows_is_of_no_matter(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    mixed = samples.sample(fraction=1, shuffle=True, seed=3)
    assert_frame_equal(scoring.score_table(actuals, mixed), scoring.score_table(actuals, samples))


def test_reads_what_a_csv_holds(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    text = [one.select(pl.all().cast(pl.String)) for one in (actuals, samples)]
    assert scoring.score_table(*text).equals(scoring.score_table(actuals, samples))


def test_takes_a_panel(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    panel = Panel.of(actuals)
    assert scoring.score_table(panel, samples).equals(scoring.score_table(actuals, samples))


def test_actuals_may_be_longer(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    later = samples.filter(pl.col("period") > "2019-01")
    found = scoring.score_table(actuals, later)
    assert found["step"].to_list() == ["1", "2", "all"] * 2
    whole = scoring.score_table(actuals, samples)
    assert found[0].drop("step").equals(whole[1].drop("step"))


def test_steps_count_from_each_origin(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    early = samples.filter(pl.col("period") < "2019-03").with_columns(origin=pl.lit("2018-12"))
    late = samples.filter(pl.col("period") > "2019-01").with_columns(origin=pl.lit("2019-01"))
    found = scoring.score_table(actuals, pl.concat([late, early]))
    assert found["step"].to_list() == ["1", "2", "all"] * 2
    assert found["n"].to_list() == [6, 6, 12] * 2
    single = scoring.score_table(actuals, samples)["crps"].to_list()
    assert found["crps"][0] == pytest.approx((single[0] + single[1]) / 2)
    assert found["crps"][1] == pytest.approx((single[1] + single[2]) / 2)


def test_steps_of_weeks_named_by_dates() -> None:
    actuals = pl.DataFrame(
        {"unit": ["a"] * 3, "period": ["2019-01-07", "2019-01-14", "2019-01-21"], "count": 0}
    )
    samples = actuals.select("unit", "period", draw=1, value=1)
    assert scoring.score_table(actuals, samples)["step"].to_list()[:3] == ["1", "2", "3"]
    told = samples.with_columns(origin=pl.lit("2018-12-24"))
    assert scoring.score_table(actuals, told)["step"].to_list()[:3] == ["2", "3", "4"]
    with pytest.raises(BadInput, match="origin 2018-12-26 is no period like 2019-01-07"):
        scoring.score_table(actuals, samples.with_columns(origin=pl.lit("2018-12-26")))


def test_undefined_is_null(samples: pl.DataFrame, actuals: pl.DataFrame) -> None:
    found = scoring.score_table(actuals.with_columns(count=0), samples)
    assert found["auc"].dtype == pl.Float64
    assert found["auc"].null_count() == found["average_precision"].null_count() == len(found)


def _without(samples: pl.DataFrame, **cell: str) -> pl.DataFrame:
    return samples.filter(~pl.all_horizontal(pl.col(name) == one for name, one in cell.items()))


def _set(frame: pl.DataFrame, row: int, **values: Any) -> pl.DataFrame:
    changed = [
        pl.when(pl.int_range(pl.len()) == row).then(pl.lit(one)).otherwise(pl.col(name)).alias(name)
        for name, one in values.items()
    ]
    return frame.with_columns(changed)


def test_missing_samples_name_unit_and_period(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    holed = _without(samples, unit="11.02", period="2019-03")
    with pytest.raises(BadInput, match=r"unit 11.02 has no samples for period 2019-03$"):
        scoring.score_table(actuals, holed)
    told = holed.with_columns(origin=pl.lit("2018-12"))
    with pytest.raises(BadInput, match=r"11.02 .* 2019-03 \(origin 2018-12\)"):
        scoring.score_table(actuals, told)
    with pytest.raises(BadInput, match=r"unit 11.03 has no samples for period 2019-01"):
        scoring.score_table(actuals, _without(samples, unit="11.03"))


def test_missing_actuals_name_row_and_what_lacks(
    actuals: pl.DataFrame, samples: pl.DataFrame
) -> None:
    with pytest.raises(BadInput, match=r"row 1: unit '11.01' is not in the actuals"):
        scoring.score_table(_without(actuals, unit="11.01"), samples)
    with pytest.raises(BadInput, match=r"row 81: period '2019-03' is not in the actuals"):
        scoring.score_table(actuals.filter(pl.col("period") < "2019-03"), samples)
    with pytest.raises(BadInput, match=r"actuals: unit 11.02 has no row for period 2019-02"):
        scoring.score_table(_without(actuals, unit="11.02", period="2019-02"), samples)


@pytest.mark.parametrize(
    ("row", "values", "said"),
    [
        (4, {"value": -1}, r"samples: row 5: value -1.0 is negative"),
        (4, {"value": None}, r"samples: row 5: value None is no number"),
        (4, {"value": float("nan")}, r"samples: row 5: value nan is no number"),
        (4, {"value": "some"}, r"samples: row 5: value 'some' is no number"),
        (4, {"unit": None}, r"samples: row 5: unit is empty"),
        (4, {"draw": 3}, r"unit 11.01 has a draw twice for period 2019-01"),
        (0, {"unit": "11.02", "draw": 99}, r"unit 11.02 has 41 draws for period 2019-01, not 39"),
    ],
)
def test_bad_samples(
    actuals: pl.DataFrame, samples: pl.DataFrame, row: int, values: dict[str, Any], said: str
) -> None:
    kind = pl.String if isinstance(values.get("value"), str) else pl.Float64
    changed = _set(samples.with_columns(pl.col("value").cast(kind)), row, **values)
    with pytest.raises(BadInput, match=said):
        scoring.score_table(actuals, changed)


def test_takes_a_mapping(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    given = [one.to_dict(as_series=False) for one in (actuals, samples)]
    assert scoring.score_table(*given).equals(scoring.score_table(actuals, samples))
    with pytest.raises(BadInput, match="samples: object is no table"):
        scoring.score_table(actuals, object())


def test_bad_columns(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    with pytest.raises(BadInput, match="samples: no column 'draw', only unit, period, value"):
        scoring.score_table(actuals, samples.drop("draw"))
    with pytest.raises(BadInput, match="samples: the table has no rows"):
        scoring.score_table(actuals, samples.clear())
    with pytest.raises(BadInput, match="actuals: "):
        scoring.score_table(actuals.drop("count"), samples)


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("2019-01", "period 2019-01 is not after its origin 2019-01"),
        ("2019-02", "period 2019-01 is not after its origin 2019-02"),
        ("2018", "origin 2018 is no period like 2019-01"),
        ("soon", "period 'soon' is no ISO date"),
    ],
)
def test_bad_origins(actuals: pl.DataFrame, samples: pl.DataFrame, origin: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        scoring.score_table(actuals, samples.with_columns(origin=pl.lit(origin)))


def test_names_of_units_are_of_no_matter(actuals: pl.DataFrame, samples: pl.DataFrame) -> None:
    turned = dict(zip(UNITS, UNITS[1:] + UNITS[:1], strict=True))
    renamed = [one.with_columns(pl.col("unit").replace(turned)) for one in (actuals, samples)]
    assert_frame_equal(scoring.score_table(*renamed), scoring.score_table(actuals, samples))


def test_an_empty_unit_rightly_told_dilutes_the_means(
    actuals: pl.DataFrame, samples: pl.DataFrame
) -> None:
    """Three units become four, and what is summed over them stays."""
    more = [
        pl.concat([one, one.filter(unit="11.01").with_columns(unit=pl.lit("91.01"), **empty)])
        for one, empty in (
            (actuals, {"count": pl.lit(0, pl.Int64)}),
            (samples, {"value": pl.lit(0, pl.Int64)}),
        )
    ]
    found, before = scoring.score_table(*more), scoring.score_table(actuals, samples)
    for name in ("crps", "mis", "brier", "observed_mean", "forecast_mean"):
        assert found[name].to_numpy() == pytest.approx(before[name].to_numpy() * 3 / 4)
