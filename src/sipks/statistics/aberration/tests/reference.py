"""What R's surveillance found, as tools/reference/aberration.R wrote it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sipks.statistics.aberration import METHODS
from sipks.statistics.aberration.bounds import Bounds, Floats

FOLDER = Path(__file__).parents[2] / "tests" / "reference"
CASES: dict[str, dict[str, Any]] = json.loads((FOLDER / "aberration_cases.json").read_text())


@cache
def _read(name: str) -> pl.DataFrame:
    return pl.read_csv(
        FOLDER / f"aberration_{name}.csv.gz", null_values="NA", infer_schema_length=None
    )


def series(name: str) -> dict[str, Any]:
    """counts and population (T, N), freq, and days where the epochs of the set are dates."""
    rows = _read("series").filter(pl.col("set") == name)
    number = int(rows["series"].n_unique())
    shape = number, -1
    dates = rows["day"].drop_nulls().to_numpy().astype("datetime64[D]")
    return {
        "counts": rows["count"].cast(pl.Float64).to_numpy().reshape(shape).T,
        "population": rows["population"].to_numpy().reshape(shape).T,
        "freq": int(rows["freq"][0]),
        "days": dates[: len(dates) // number] if len(dates) else None,
    }


def reference(case: str, column: str) -> Floats:
    """A column of R's answer, (last, N), NaN for NA."""
    values = _read("bounds").filter(pl.col("case") == case)[column].cast(pl.Float64)
    found: Floats = values.fill_null(np.nan).to_numpy().reshape(-1, CASES[case]["last"]).T
    return found


def ours(case: str) -> Bounds:
    """The same case, by ours."""
    given = CASES[case]
    options = dict(given["options"])
    if given["method"] == "earsC":
        return METHODS["earsC"](
            series(given["set"])["counts"],
            last=given["last"],
            level=options.pop("method"),
            **options,
        )
    return METHODS[given["method"]](**series(given["set"]), last=given["last"], **options)
