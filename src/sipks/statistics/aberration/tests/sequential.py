"""What R's `surveillance` finds, as tools/reference/sequential.R wrote it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sipks.statistics.aberration.bounds import Floats

FOLDER = Path(__file__).parents[2] / "tests" / "reference"
KEYS = ["set", "method", "options"]


@cache
def _table(name: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / name, infer_schema_length=None)


def cases(method: str, having: str = "") -> list[tuple[str, str, str]]:
    """Set, method and options of all that R judged with `method`."""
    rows = _table("sequential.csv.gz").filter(pl.col("method") == method)
    named = rows.filter(pl.col("options").str.contains(having, literal=True))
    return sorted(named.select(KEYS).unique().rows())


def series(name: str) -> Floats:
    """Weekly counts (T, 1) of one data set."""
    rows = _table("sequential_series.csv.gz").filter(pl.col("set") == name)
    return rows["count"].cast(pl.Float64).to_numpy()[:, None]


def reference(case: tuple[str, str, str]) -> dict[str, Floats]:
    """upper, statistic, mu0, alpha and alarm of the last weeks, each (last,)."""
    chosen = [pl.col(key) == value for key, value in zip(KEYS, case, strict=True)]
    rows = _table("sequential.csv.gz").filter(*chosen).sort("period")
    names = ["upper", "statistic", "mu0", "alpha", "alarm"]
    return {name: rows[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in names}


def options(case: tuple[str, str, str]) -> dict[str, Any]:
    """The options of a case as arguments."""
    pairs = (one.split("=") for one in case[2].split(";"))
    return {name.replace(".", "_"): _value(name, text) for name, text in pairs}


def _value(name: str, text: str) -> Any:
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and name != "alpha" else number
