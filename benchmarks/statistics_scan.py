"""Scan statistics: how long they take, how fast levels are held, and what others have printed.

    python -m benchmarks.statistics_scan --data ../shared/data/scan

Times are of `scan` alone, the best of three, on a panel in memory. The national study is invented:
514 areas where Indonesia's regencies lie, 26 weeks, counts by chance in proportion to the
population. Under the null, maps of chance alone are scanned: one in twenty should have p ≤ .05.
SpatialEpi's compiled code takes 5.3 s for the leukaemia of New York with 999 replicates (measured
beforehand, on a machine of this kind; it is not run here).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final

import click
import numpy as np
import polars as pl
from scipy.stats import binomtest

from benchmarks.machine import table
from sipks.statistics.panel import Panel
from sipks.statistics.scan import scan

SPATIAL_EPI: Final = 5.3
AREAS: Final = 514
WEEKS: Final = 26
LAPS: Final = 3
LEVEL: Final = 0.05


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder of ny_*.csv and nm_*.csv.")
@click.option("--simulations", default=1000, show_default=True, help="Maps of chance, each model.")
def main(data: Path | None, simulations: int) -> None:
    """Scan what was published, a nation, and maps of chance alone."""
    if data:
        table("New York leukaemia, 281 tracts, 999 replicates", _new_york(data))
        table("New Mexico brain cancer, 32 counties, 1973-91", _new_mexico(data))
    table(f"Nation: {AREAS} areas, {WEEKS} weeks, 999 replicates, permutation", _nation())
    title = f"Under the null: {simulations} maps, 5 × 5 units, 8 periods, 99 replicates"
    table(title, [_null(model, simulations) for model in ("poisson", "bernoulli", "permutation")])


def _timed(run: Callable[[], pl.DataFrame], laps: int = LAPS) -> tuple[pl.DataFrame, float, float]:
    """What it gives; the shortest time on the clock, and of the processor."""
    clock, work = [], []
    for _ in range(laps):
        start, busy = time.perf_counter(), time.process_time()
        found = run()
        clock.append(time.perf_counter() - start)
        work.append(time.process_time() - busy)
    return found, min(clock), min(work)


def _new_york(data: Path) -> list[dict[str, object]]:
    told = pl.read_csv(data / "ny_leukaemia.csv", infer_schema=False)
    columns = {"unit": "censustract.FIPS", "count": "cases", "x": "x_km", "y": "y_km"}
    panel = Panel.of(told.select("population", **columns), whole=False)
    rows = []
    for model in ("bernoulli", "poisson"):
        found, clock, work = _timed(partial(scan, panel, model))
        for row in found.head(2).iter_rows(named=True):
            rows.append(
                {
                    "model": model,
                    "cluster": row["cluster"],
                    "tracts": len(row["units"].split(";")),
                    "cases": f"{row['observed']:.2f}",
                    "expected": f"{row['expected']:.2f}",
                    "llr": f"{row['llr']:.6f}",
                    "p": row["p"],
                    "s": clock,
                    "cpu s": work,
                    "× SpatialEpi": SPATIAL_EPI / clock,
                }
            )
    return rows


def _new_mexico(data: Path) -> list[dict[str, object]]:
    cases = pl.read_csv(data / "nm_brain_cancer.csv")
    places = pl.read_csv(data / "nm_counties.csv")
    told = cases.join(places, on="county")
    year = pl.col("year").cast(pl.String)
    names = {"unit": "county", "lat": "seat_lat", "lon": "seat_long"}
    panel = Panel.of(told.select("count", "population", period=year, **names))
    asked = [("poisson", 0.5), ("poisson", 0.25), ("permutation", 0.5)]
    return [
        {"model": model, "max_population": share}
        | scan(panel, model, space_time=True, max_population=share)
        .select("units", "from", "to", "observed", "expected", "llr", "p")
        .row(0, named=True)
        for model, share in asked
    ]


def _nation() -> list[dict[str, object]]:
    rows = []
    for mean in (0.2, 1.0):
        panel = _country(mean)
        for prospective in (True, False):
            run = partial(scan, panel, "permutation", space_time=True, prospective=prospective)
            found, clock, work = _timed(run, laps=1)
            rows.append(
                {
                    "cases": int(panel.counts.sum()),
                    "windows": "until the end" if prospective else "all",
                    "llr": found["llr"][0],
                    "p": found["p"][0],
                    "s": clock,
                    "cpu s": work,
                }
            )
    return rows


def _country(mean: float) -> Panel:
    with (files("sipks") / "data" / "areas.csv.gz").open("rb") as told:
        areas = pl.read_csv(told.read(), infer_schema=False)
    gone = pl.col("valid_to").fill_null("") != ""
    areas = areas.filter((pl.col("level") == "regency") & ~gone).head(AREAS)
    people = areas["population"].cast(pl.Float64).fill_null(100_000).to_numpy()
    means = mean * people / people.mean()
    counts = np.random.default_rng(1).poisson(means[:, None], (AREAS, WEEKS))
    weeks = pl.DataFrame({"period": [f"2024-W{week:02d}" for week in range(1, WEEKS + 1)]})
    long = areas.select("lat", "lon", unit="code").join(weeks, how="cross")
    return Panel.of(long.with_columns(count=pl.Series(counts.ravel())))


def _null(model: str, simulations: int) -> dict[str, object]:
    """The share of maps of chance alone with p ≤ .05, and how likely a share as far off is."""
    rng = np.random.default_rng(20)
    side, periods, cases = 5, 8, 200
    at = np.repeat(np.arange(side * side), periods)
    people = rng.integers(20, 200, side * side)[at]
    form = {
        "unit": [f"u{one:02d}" for one in at],
        "period": [f"2024-W{week:02d}" for week in range(1, periods + 1)] * side * side,
        "population": people,
        "x": at // side,
        "y": at % side,
    }
    alarms = 0
    for seed in range(simulations):
        counts = rng.multinomial(cases, people / people.sum())
        if model == "bernoulli":
            counts = rng.multivariate_hypergeometric(people, cases)
        panel = Panel.of(form | {"count": counts})
        found = scan(panel, model, space_time=True, replicates=99, seed=seed, most=1)
        alarms += int(found["p"][0] <= LEVEL)
    test = binomtest(alarms, simulations, LEVEL)
    return {
        "model": model,
        "maps": simulations,
        "p ≤ .05": alarms,
        "share": alarms / simulations,
        "binomial p": float(test.pvalue),
    }


if __name__ == "__main__":
    main()
