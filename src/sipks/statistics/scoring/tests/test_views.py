"""Published scores of the VIEWS window of 2019, where its data lies beside the checkout."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sipks.statistics.scoring import crps, score_table


def _month(one: str) -> pl.Expr:
    """VIEWS counts months from January 1980, which is 1."""
    at = pl.col(one) - 1
    return pl.format("{}-{}", 1980 + at // 12, (at % 12 + 1).cast(pl.String).str.zfill(2))


@pytest.fixture(scope="module")
def tables(shared_data: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Actuals of 2019, and the twelve months to October 2018, in rows of country and month."""
    names = ("cm_actuals_2019", "cm_features_to_oct2018")
    read = [pl.read_parquet(shared_data / "forecast" / f"{name}.parquet") for name in names]
    actuals, seen = [
        frame.select(
            unit=pl.col("country_id").cast(pl.String),
            period=_month("month_id"),
            count=pl.col("ged_sb").round(),
        ).sort("unit", "period")
        for frame in read
    ]
    return actuals, seen


def test_as_published_from_arrays(tables: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    actuals, seen = [frame["count"].to_numpy().reshape(191, 12) for frame in tables]
    truth, drawn = actuals.ravel(), np.repeat(seen, 12, axis=0)
    assert round(float(crps(truth, drawn).mean()), 2) == 9.22
    assert round(float(crps(truth, np.zeros((len(truth), 1))).mean()), 2) == 22.64


def test_as_published_from_tables(tables: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    actuals, seen = tables
    draws = seen.select("unit", draw="period", value="count")
    samples = draws.join(actuals.select("period").unique(), how="cross")
    found = score_table(actuals, samples.with_columns(origin=pl.lit("2018-10")))
    everything = dict(found.filter(step="all").select("model", "crps").rows())
    assert {name: round(one, 2) for name, one in everything.items()} == {
        "forecast": 9.22,
        "zero": 22.64,
    }
    # January is the third month after October.
    assert found["step"].to_list()[:12] == [str(one) for one in range(3, 15)]
