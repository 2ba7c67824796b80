"""Forecasts of conflict events in 514 regencies and cities against every baseline.

    python -m benchmarks.statistics_forecast --data DIR

`DIR/events/kab_month_2015_2018.csv` holds events by regency, month and kind; they are summed up,
and every regency and city of the library's table of areas takes part, the silent ones with zeros.
Origins are all months from `--first` (2016-12) on; each method learns anew at each of them.
Printed are mean CRPS and ignorance of 1, 3 and 6 steps, with the two-sided p-value of
Diebold–Mariano (losses averaged over units, Newey–West) that a baseline is as good as "sipks".
"sipks" knows places, population and provinces, "sipks, counts alone" nothing but the counts.
Reliability is that of "at least one event", with the bands of Bröcker & Smith (2007).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.machine import table
from sipks.statistics.forecast import BASELINES, METHODS, samples
from sipks.statistics.forecast.backtest import Score, backtest
from sipks.statistics.forecast.method import Method
from sipks.statistics.panel import Panel
from sipks.statistics.scoring import (
    covered,
    crps,
    diebold_mariano,
    ignorance,
    reliability_curve,
)

STEPS = (1, 3, 6)
COUNTS_ALONE = "sipks, counts alone"
LOSSES = ("crps", "ignorance")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--first", default="2016-12", help="first origin")
    parser.add_argument("--draws", type=int, default=1000)
    given = parser.parse_args()
    panel, parents = regencies(given.data / "events" / "kab_month_2015_2018.csv")
    origins = panel.periods[panel.periods.index(given.first) : -1]
    own = _run(panel, {"sipks": METHODS["sipks"]}, origins, given.draws, SCORES, parents)
    others = _run(panel, _others(), origins, given.draws, dict(list(SCORES.items())[:2]), None)
    units = pl.concat([own.filter(level=0).select(others.columns), others])
    for step in STEPS:
        table(f"{step} step(s) ahead, 514 units", compared(units.filter(step=step)))
    own = own.filter(pl.col("step").is_in(STEPS))
    table("Coverage and mean of sipks, by level", calibrated(own))
    table("Reliability of P(at least one event), sipks", reliability(own.filter(level=0)))
    table("514 units × 6 steps × 1,000 draws", [speed(panel, parents)])


def regencies(path: Path) -> tuple[Panel, dict[str, str]]:
    """Events by regency or city and month, and in which province each lies."""
    areas = pl.read_csv(
        files("sipks").joinpath("data/areas.csv.gz").read_bytes(), infer_schema=False
    )
    units = areas.filter(level="regency").filter(pl.col("valid_to").is_null()).sort("code")
    events = pl.read_csv(path, schema_overrides={"code": pl.String})
    months = [f"{year}-{month:02d}" for year in range(2015, 2019) for month in range(1, 13)]
    grid = units.select(unit="code", population=pl.col("population").cast(float), lat="lat",
                        lon="lon").join(pl.DataFrame({"period": months}), how="cross")  # fmt: skip
    counts = events.group_by(unit="code", period="ym").agg(count=pl.sum("events"))
    long = grid.join(counts, on=["unit", "period"], how="left").with_columns(
        pl.col("count").fill_null(0)
    )
    parents = dict(units.select("code", "parent").iter_rows())
    return Panel.of(long.sort("unit", "period")), parents | dict.fromkeys(parents.values(), "ID")


def _others() -> dict[str, Method]:
    def counts_alone(counts, timeline, steps, draws, rng, **known):  # type: ignore[no-untyped-def]
        return METHODS["sipks"](counts, timeline, steps, draws, rng)

    return {**{name: METHODS[name] for name in BASELINES}, COUNTS_ALONE: counts_alone}


def _run(
    panel: Panel,
    methods: dict[str, Method],
    origins: Sequence[str],
    draws: int,
    scores: dict[str, Score],
    parents: dict[str, str] | None,
) -> pl.DataFrame:
    return backtest(
        panel, methods, origins, max(STEPS), draws, scores=scores, parents=parents, by_unit=True
    )


def _some(counts: npt.NDArray[np.float64], drawn: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.asarray((drawn > 0).mean(axis=1))


def _pit(counts: npt.NDArray[np.float64], drawn: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The middle of the steps of the probability integral transform."""
    truth = counts[:, None]
    return np.asarray((drawn < truth).mean(axis=1) + (drawn == truth).mean(axis=1) / 2)


SCORES: dict[str, Score] = {
    "crps": crps,
    "ignorance": ignorance,
    "some": _some,
    "pit": _pit,
    "mean": lambda counts, drawn: drawn.mean(axis=1),
    "half": lambda counts, drawn: covered(counts, drawn, alpha=0.5).astype(np.float64),
    "ninety": lambda counts, drawn: covered(counts, drawn, alpha=0.1).astype(np.float64),
}


def compared(losses: pl.DataFrame) -> list[dict[str, object]]:
    """A row for each method: mean losses, and the p-value that "sipks" is no better."""
    step = losses["step"][0]
    origins = losses["origin"].n_unique()

    def of(method: str, loss: str) -> npt.NDArray[np.float64]:
        return losses.filter(method=method)[loss].to_numpy().reshape(origins, -1)

    rows: list[dict[str, object]] = []
    for method in losses["method"].unique(maintain_order=True):
        row: dict[str, object] = {"method": method, "origins": origins}
        for loss in LOSSES:
            row[loss] = f"{of(method, loss).mean():.4f}"
            if method == "sipks":
                row[f"p {loss}"] = ""
                continue
            found = diebold_mariano(of("sipks", loss), of(method, loss), h=step)
            row[f"p {loss}"] = f"{found.p_value:.4f}{' worse' * (found.statistic > 0)}"
        rows.append(row)
    return rows


def calibrated(losses: pl.DataFrame) -> list[dict[str, object]]:
    """How often the middle 50 and 90 % held what came, for units, provinces and the nation."""
    found = losses.group_by("level", "step").agg(
        told=pl.mean("mean"), counted=pl.mean("count"), half=pl.mean("half"),
        ninety=pl.mean("ninety"), pit=pl.mean("pit"),
    )  # fmt: skip
    return found.sort("level", "step").with_columns(pl.selectors.float().round(3)).to_dicts()


def reliability(losses: pl.DataFrame) -> list[dict[str, object]]:
    """Classes of P(at least one event) of 1, 3 and 6 steps."""
    rows = []
    for step in STEPS:
        one = losses.filter(step=step)
        happened = (one["count"] > 0).cast(int).to_numpy()
        curve = reliability_curve(happened, one["some"].to_numpy(), level=0.95)
        rows += [{"step": step} | row for row in curve.to_dicts()]
    return rows


def speed(panel: Panel, parents: dict[str, str]) -> dict[str, object]:
    """Seconds of one forecast."""
    begun = time.perf_counter()
    samples(panel, "sipks", 6, 1000, 1, parents)
    return {"seconds": round(time.perf_counter() - begun, 2)}


if __name__ == "__main__":
    main()
