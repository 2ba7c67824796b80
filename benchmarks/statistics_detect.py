"""Farrington flexible on a nation: how long it takes, and how much longer R takes.

    python -m benchmarks.statistics_detect

514 units × 20 categories, five years of weeks, the current week judged with all options (trend,
ten seasonal blocks, reweighting, 26 weeks left out, few-cases rule), from a long table in memory to
the table of alarms. The series are invented: negative binomial with a yearly wave, seven of ten
counts zero. R's surveillance (where Rscript is there) judges a sample of the same series in the
same run; its bounds and alarms are compared with ours. Every series is fitted where the few-cases
rule is off (limit54 0,4); with the rule (5,4) we leave out those that it does not judge, while R
fits them all the same.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.machine import table
from sipks.statistics import aberration
from sipks.statistics.panel import Panel

UNITS: Final = 514
CATEGORIES: Final = 20
WEEKS: Final = 261
OPTIONS: Final[dict[str, Any]] = {
    "b": 4,
    "w": 3,
    "noPeriods": 10,
    "weightsThreshold": 2.58,
    "pastWeeksNotIncluded": 26,
    "pThresholdTrend": 0.05,
    "alpha": 0.01,
    "thresholdMethod": "delta",
}
OTHERS: Final[dict[str, dict[str, Any]]] = {
    "C1": {},
    "C2": {},
    "C3": {},
    "farrington": {"b": 4, "limit54": "0,4"},
    "bayes": {"b": 4},
    "cusum": {},
    "outbreakP": {},
    "glrpois": {},
    "glrnb": {},
}
SLOW: Final = ("glrnb",)
Counts = npt.NDArray[np.float64]


@click.command()
@click.option("--seed", default=1, show_default=True)
@click.option("--sample", default=300, show_default=True, help="How many series R judges.")
@click.option("--others/--no-others", default=True, help="Time the other methods, too.")
def main(seed: int, sample: int, others: bool) -> None:
    """Time the national run, and R on a sample of its series."""
    counts = series(seed)
    rows = long_table(counts)
    picked = np.random.default_rng(seed).choice(counts.shape[1], sample, replace=False)
    beside = [_beside(rows, counts, picked, limit54) for limit54 in ("0,4", "5,4")]
    title = f"{counts.shape[1]:,} series × {WEEKS} weeks, farringtonFlexible of the last week"
    table(title, beside)
    if others:
        table("The other methods, without Panel.of", list(_others(rows)))


def series(seed: int) -> Counts:
    """(T, N) counts of units × categories."""
    rng = np.random.default_rng(seed)
    number = UNITS * CATEGORIES
    level = np.minimum(np.exp(rng.normal(-1.5, 1.8, number)), 200)
    year = 2 * np.pi * np.arange(WEEKS)[:, None] / 52
    wave = 1 + 0.4 * np.sin(year + rng.uniform(0, 6, number))
    return rng.poisson(level * wave * rng.gamma(2, 0.5, (WEEKS, number))).astype(float)


def long_table(counts: Counts) -> pl.DataFrame:
    """As an analyst has it: unit, period, count."""
    first = np.datetime64("2021-01-04")
    weeks = np.arange(first, first + 7 * WEEKS, 7).astype(str)
    units = [f"{unit:03d}/{kind:02d}" for unit in range(UNITS) for kind in range(CATEGORIES)]
    return pl.DataFrame(
        {
            "unit": np.repeat(units, WEEKS),
            "period": np.tile(weeks, len(units)),
            "count": counts.T.ravel().astype(int),
        }
    )


def _beside(
    rows: pl.DataFrame, counts: Counts, picked: npt.NDArray[np.intp], limit54: str
) -> dict[str, Any]:
    start = time.perf_counter()
    panel = Panel.of(rows)
    read = time.perf_counter() - start
    found = aberration.detect(panel, limit54=limit54, **OPTIONS)
    took = time.perf_counter() - start
    rate = counts.shape[1] / took
    shown: dict[str, Any] = {
        "limit54": limit54,
        "all": f"{took:.2f} s",
        "of it Panel.of": f"{read:.2f} s",
        "series/s": round(rate),
    }
    if not shutil.which("Rscript"):
        return shown
    theirs, seconds = _in_r(counts[:, picked], limit54)
    ours = found.with_columns(pl.col("threshold").fill_null(np.nan))[picked.tolist()]
    away = np.abs(ours["threshold"].to_numpy() - theirs["bound"].to_numpy())
    same = ours["alarm"].to_numpy() == (theirs["alarm"].to_numpy() == 1)
    return shown | {
        "R series/s": len(picked) / seconds,
        "times as fast": round(rate * seconds / len(picked)),
        "compared": int(np.isfinite(away).sum()),
        "largest difference": f"{np.nanmax(away):.1g}",
        "alarms differ": int((~same).sum()),
    }


def _in_r(counts: Counts, limit54: str) -> tuple[pl.DataFrame, float]:
    with tempfile.TemporaryDirectory() as folder:
        pl.DataFrame(counts.astype(int)).write_csv(Path(folder) / "series.csv")
        script = Path(__file__).with_suffix(".R")
        command = ["Rscript", str(script), folder, limit54]
        said = subprocess.run(command, check=True, capture_output=True, text=True)
        answer = pl.read_csv(Path(folder) / "bounds.csv", infer_schema=False)
    numbers = answer.select(pl.all().str.strip_chars().cast(pl.Float64, strict=False))
    return numbers.with_columns(pl.col("bound").fill_null(np.nan)), float(said.stdout)


def _others(rows: pl.DataFrame) -> Iterator[dict[str, Any]]:
    panel = Panel.of(rows)
    part = Panel.of(rows.head(UNITS * WEEKS))
    for method, options in OTHERS.items():
        judged = part if method in SLOW else panel
        start = time.perf_counter()
        aberration.detect(judged, method, **options)
        took = time.perf_counter() - start
        number = len(judged.units)
        yield {"method": method, "series": number, "s": took, "series/s": round(number / took)}


if __name__ == "__main__":
    main()
