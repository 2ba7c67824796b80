"""What R's surveillance gives for the scores, written by tools/reference/scores.R."""

from __future__ import annotations

from pathlib import Path

import polars as pl

_FILE = Path(__file__).parents[2] / "tests" / "reference" / "scores.csv.gz"


def reference(what: str, model: str) -> pl.DataFrame:
    """Columns at, lower and upper."""
    numbers = dict.fromkeys(("at", "lower", "upper"), pl.Float64)
    table = pl.read_csv(_FILE, schema_overrides=numbers)
    return table.filter(what=what, model=model)
