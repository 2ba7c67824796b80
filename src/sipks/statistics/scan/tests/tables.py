"""Small studies to scan."""

from __future__ import annotations

from itertools import product

import numpy as np
import polars as pl

from sipks.statistics.panel import Panel

WEEKS = [f"2024-W{week:02d}" for week in range(1, 53)]


def lattice(side: int = 5, periods: int = 6, seed: int = 1, mean: float = 2.0) -> pl.DataFrame:
    """side² units on a lattice, 100 persons in the first, more towards the last; cases by chance,
    as many in proportion, `mean` in the middle."""
    rng = np.random.default_rng(seed)
    rows = [
        (
            f"u{x}{y}",
            week,
            int(rng.poisson(mean * (1 + x + y) / side)),
            100.0 * (1 + x + y),
            float(x),
            float(y),
        )
        for (x, y), week in product(product(range(side), repeat=2), WEEKS[:periods])
    ]
    names = ["unit", "period", "count", "population", "x", "y"]
    return pl.DataFrame(rows, schema=names, orient="row")


def planted(extra: int = 20) -> pl.DataFrame:
    """The lattice with `extra` cases in each of u33, u34, u43, u44 in the last two weeks."""
    inside = pl.col("unit").is_in(["u33", "u34", "u43", "u44"])
    late = pl.col("period").is_in(WEEKS[4:6])
    return lattice(mean=6.0).with_columns(count=pl.col("count") + extra * (inside & late))


def panel(table: pl.DataFrame, *, whole: bool = True) -> Panel:
    return Panel.of(table, whole=whole)
