"""Scores of the VIEWS challenge's benchmarks, and how long scoring takes.

    python -m benchmarks.statistics_scores --data DIR

`DIR/forecast` holds the challenge's window of 2019 (Hegre et al. 2025): deaths in state-based
conflict (`ged_sb`) by country and month, `cm_features_to_oct2018.parquet` and
`cm_actuals_2019.parquet`. The ensemble of each country is its 12 months to October 2018
("conflictology"); the mean CRPS is 9.22, and 22.64 for a forecast of nothing but zeros. Without
`--data` only the speed is measured: 514 units × 6 periods × 1,000 draws.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.machine import table
from sipks.statistics import scoring

ORIGIN = "2018-10"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path)
    folder = parser.parse_args().data
    if folder:
        found = scoring.score_table(*views(folder / "forecast"))
        everything = found.filter(pl.col("step") == "all").drop("step")
        shown = everything.with_columns(pl.col("crps").round(2).cast(pl.String))
        table("VIEWS 2019, ged_sb, 191 countries × 12 months", shown.to_dicts())
    table("514 units × 6 periods × 1,000 draws", [speed()])


def views(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Actuals of 2019 and the samples of conflictology, whose draws are the last 12 months seen."""
    counted = _months(pl.read_parquet(folder / "cm_actuals_2019.parquet"))
    seen = _months(pl.read_parquet(folder / "cm_features_to_oct2018.parquet"))
    draws = seen.select("unit", draw="period", value="count")
    periods = counted.select("period").unique()
    samples = draws.join(periods, how="cross").with_columns(origin=pl.lit(ORIGIN))
    return counted, samples


def _months(frame: pl.DataFrame) -> pl.DataFrame:
    """VIEWS counts months from January 1980, which is 1; its counts are off by rounding."""
    at = pl.col("month_id") - 1
    year, month = 1980 + at // 12, at % 12 + 1
    period = pl.format("{}-{}", year, month.cast(pl.String).str.zfill(2))
    return frame.select(
        unit=pl.col("country_id").cast(pl.String), period=period, count=pl.col("ged_sb").round()
    ).sort("unit", "period")


def speed() -> dict[str, object]:
    """Seconds of the single scores, and of the whole table."""
    random = np.random.default_rng(1)
    units = [f"{one:03d}" for one in range(514)]
    periods = [f"2019-{one:02d}" for one in range(1, 7)]
    cells = pl.DataFrame({"unit": units}).join(pl.DataFrame({"period": periods}), how="cross")
    rate = random.gamma(0.2, 2.0, len(cells))
    truth = random.poisson(rate)
    drawn = random.poisson(rate[:, None], (len(cells), 1000))
    samples = pl.DataFrame(
        {
            "unit": np.repeat(cells["unit"].to_numpy(), 1000),
            "period": np.repeat(cells["period"].to_numpy(), 1000),
            "draw": np.tile(np.arange(1000), len(cells)),
            "value": drawn.ravel(),
        }
    )
    actuals = cells.with_columns(count=pl.Series(truth))
    return {
        "crps": _seconds(scoring.crps, truth, drawn),
        "ignorance": _seconds(scoring.ignorance, truth, drawn),
        "interval score": _seconds(scoring.interval_score, truth, drawn),
        "score_table": _seconds(scoring.score_table, actuals, samples),
    }


def _seconds(
    score: Callable[..., object], truth: npt.ArrayLike | pl.DataFrame, drawn: object
) -> str:
    start = time.perf_counter()
    score(truth, drawn)
    return f"{time.perf_counter() - start:.2f} s"


if __name__ == "__main__":
    main()
