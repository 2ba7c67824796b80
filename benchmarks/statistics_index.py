"""Composite index, small-area smoothing and local statistics on a nation: time, and honesty.

    python -m benchmarks.statistics_index [--data DIR]

514 units; 20 indicators of which 5 % are missing; counts by month and by week, three quarters of
them zero. Invented, so that the truth is known: how often intervals of smoothed rates hold the true
rate, how well they order the units, and how often quiet maps are called hot. With `--data`,
emerging hot spots of `DIR/events/kab_month_2015_2018.csv`, in the library's table of areas.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from scipy import sparse
from scipy.stats import spearmanr

from benchmarks.machine import table
from sipks.statistics.index import Indicators, composite, rank_intervals, rank_sensitivity
from sipks.statistics.local import Neighbours, emerging_hot_spots, getis_ord, local_moran
from sipks.statistics.panel import Panel
from sipks.statistics.smoothing import smooth

UNITS: Final = 514
NAMES: Final = [f"{at:03}" for at in range(UNITS)]
METHODS: Final = ("global", "local", "gamma-moments", "gamma-ml")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path)
    folder = parser.parse_args().data
    table("514 units: seconds, the fastest of three (once where it takes longer than 5)", times())
    for alike, what in ((False, "without regard to place"), (True, "alike among neighbours")):
        table(f"smoothed rates, {what}: 100 invented nations, 90 % intervals", honesty(alike))
    table("quiet maps: 514 units × 48 months, Poisson counts, 20 nations", quiet())
    if folder:
        table("emerging hot spots of 2015-2018, 514 areas × 48 months", patterns(folder))


def times() -> list[dict[str, Any]]:
    """Each function once at national size."""
    rng = np.random.default_rng(1)
    known = rng.normal(size=(UNITS, 20)) + rng.normal(size=(UNITS, 1))
    known[rng.random(known.shape) < 0.05] = np.nan
    columns = {f"x{at:02}": known[:, at] for at in range(20)}
    indicators = Indicators.of({"unit": NAMES} | columns, dict.fromkeys(columns, 1))
    months, weeks = (
        invented(rng.poisson(rng.gamma(0.5, 0.6, UNITS), (n, UNITS)), rng) for n in (48, 260)
    )
    near = Neighbours.nearest(months, 6)
    values = rng.gamma(2, 1, UNITS)
    work: dict[str, Callable[[], object]] = {
        "composite, 20 indicators": lambda: composite(indicators, missing="mean"),
        "rank intervals, 2,000 draws": lambda: rank_intervals(indicators, seed=1),
        "Sobol indices, 7,168 runs": lambda: rank_sensitivity(indicators, seed=1),
        "smooth, gamma-ml": lambda: smooth(months),
        "smooth, local": lambda: smooth(months, "local", neighbours=near),
        "local Moran, 19,999 permutations": lambda: local_moran(values, near, seed=1),
        "G*, 19,999 permutations": lambda: getis_ord(values, near, seed=1),
        "emerging hot spots, 48 months": lambda: emerging_hot_spots(months, near, seed=1),
        "emerging hot spots, 260 weeks": lambda: emerging_hot_spots(weeks, near, seed=1),
        "the same months, 999 permutations": lambda: emerging_hot_spots(
            months, near, seed=1, inference="permutation"
        ),
    }
    return [{"what": what, "seconds": seconds(one)} for what, one in work.items()]


def seconds(work: Callable[[], object]) -> float:
    """The fastest of three, or the first where it is slow."""
    took = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
        if took[0] > 5:
            break
    return min(took)


def invented(counts: Any, rng: np.random.Generator, population: Any = None) -> Panel:
    """A panel of (T, 514) counts at random places of the archipelago's extent."""
    length = len(counts)
    start = np.datetime64("2015-01-05")
    days = (start + 7 * np.arange(length)).astype(str).tolist()
    columns = {
        "unit": np.repeat(NAMES, length).tolist(),
        "period": days * UNITS,
        "count": counts.T.ravel(),
        "population": np.repeat(np.full(UNITS, 1e5) if population is None else population, length),
        "lat": np.repeat(rng.uniform(-11, 6, UNITS), length),
        "lon": np.repeat(rng.uniform(95, 141, UNITS), length),
    }
    return Panel.of(columns)


def rates(near: Neighbours, rng: np.random.Generator) -> Any:
    """Rates that are alike among neighbours."""
    around = near.adjacency + sparse.eye_array(UNITS)
    z = rng.normal(size=UNITS)
    for _ in range(3):
        z = around @ z / around.sum(1)
    return 6e-6 * np.exp(0.7 * z / z.std() + 0.3 * rng.normal(size=UNITS))


def honesty(alike: bool) -> list[dict[str, Any]]:
    """Coverage of the true rate, rank correlation with it, and tiny units among the first 20."""
    rng = np.random.default_rng(1)
    kept: dict[str, list[tuple[float, ...]]] = {name: [] for name in ("raw rate", *METHODS)}
    for _ in range(100):
        population = np.exp(rng.normal(12, 1.2, UNITS))
        panel = invented(np.ones((1, UNITS)), rng, population)
        near = Neighbours.nearest(panel, 6)
        truth = rates(near, rng) if alike else rng.gamma(1.5, 4e-6, UNITS)
        panel = replace(panel, counts=rng.poisson(truth * population)[None].astype(float))
        tiny = population < np.quantile(population, 0.25)
        for method in METHODS:
            found = smooth(panel, method, neighbours=near if method == "local" else None)
            low, high = found["low"].to_numpy(), found["high"].to_numpy()
            held = ((low <= truth) & (truth <= high)).mean()
            kept[method].append((held, *_order(found["smoothed"].to_numpy(), truth, tiny)))
        kept["raw rate"].append((np.nan, *_order(found["rate"].to_numpy(), truth, tiny)))
    names = ("held", "rank correlation with the truth", "smallest quarter among the first 20")
    return [
        {"method": method} | dict(zip(names, np.mean(rows, axis=0).tolist(), strict=True))
        for method, rows in kept.items()
    ]


def _order(rate: Any, truth: Any, tiny: Any) -> tuple[float, float]:
    return float(spearmanr(rate, truth).statistic), float(tiny[np.argsort(-rate)[:20]].sum())


def quiet() -> list[dict[str, Any]]:
    """Units that get a pattern where there is none, by inference and mean count."""
    rows = []
    for mean in (0.02, 0.3, 3.0):
        for inference in ("randomised", "normal"):
            rng = np.random.default_rng(1)
            named = 0
            for _ in range(20):
                panel = invented(rng.poisson(mean, (48, UNITS)), rng)
                near = Neighbours.nearest(panel, 6)
                found = emerging_hot_spots(panel, near, seed=1, inference=inference)
                named += int((found["pattern"] != "").sum())
            rows.append(
                {"mean count": mean, "inference": inference, "units named of 10,280": named}
            )
    return rows


def patterns(folder: Path) -> list[dict[str, Any]]:
    """How many areas have which pattern, by each inference."""
    panel = real(folder)
    near = Neighbours.nearest(panel, 6)
    rows = []
    for inference in ("randomised", "normal"):
        found = emerging_hot_spots(panel, near, seed=1, inference=inference)
        for name, size in found["pattern"].value_counts().sort("pattern").rows():
            rows.append({"inference": inference, "pattern": name or "none", "areas": size})
    return rows


def real(folder: Path) -> Panel:
    """Events of all kinds by area and month, with every regency and city."""
    events = pl.read_csv(folder / "events" / "kab_month_2015_2018.csv", infer_schema=False)
    counted = events.group_by(unit="code", period="ym").agg(
        count=pl.col("events").cast(pl.Int64).sum()
    )
    text = files("sipks").joinpath("data/areas.csv.gz").read_bytes()
    areas = (
        pl.read_csv(text, infer_schema=False)
        .filter(level="regency")
        .filter(pl.col("valid_to").is_null())
    )
    places = areas.select(unit="code", lat=pl.col("lat").cast(float), lon=pl.col("lon").cast(float))
    months = [f"{year}-{month:02}" for year in range(2015, 2019) for month in range(1, 13)]
    grid = places.join(pl.DataFrame({"period": months}), how="cross")
    filled = grid.join(counted, on=["unit", "period"], how="left").sort("unit", "period")
    return Panel.of(filled.with_columns(pl.col("count").fill_null(0)))


if __name__ == "__main__":
    main()
