from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Panel
from sipks.statistics.scan import scan

from .tables import lattice, panel

OPTIONS: list[tuple[dict[str, Any], str]] = [
    ({"model": "normal"}, "model 'normal' is none of poisson, bernoulli, permutation"),
    ({"rates": "odd"}, "rates 'odd'"),
    ({"p_value": "exact"}, "p_value 'exact'"),
    ({"model": "permutation"}, "needs space_time"),
    ({"prospective": True}, "needs space_time"),
    ({"max_duration": 2}, "needs space_time"),
    ({"space_time": True, "max_duration": 7}, "max_duration 7 is more than the 6 periods"),
    ({"space_time": True, "max_duration": 0}, "max_duration 0"),
    ({"max_population": 0.0}, "max_population 0.0"),
    ({"max_population": 1.0}, "max_population 1.0"),
    ({"replicates": -1}, "replicates -1"),
    ({"replicates": 9.5}, "replicates 9.5"),
    ({"seed": -1}, "seed -1"),
    ({"most": 0}, "most 0"),
    ({"sequential": 0}, "sequential 0"),
    ({"sequential": 5, "p_value": "gumbel"}, "gumbel needs all replicates"),
]


@pytest.mark.parametrize(("options", "message"), OPTIONS)
def test_options_that_mean_nothing(options: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        scan(panel(lattice()), **options)


NOBODY = pl.when(pl.col("unit") == "u12").then(0.0).otherwise("population")
PANELS: list[tuple[pl.DataFrame, str, str]] = [
    (lattice().drop("x", "y"), "poisson", "columns x and y, or lat and lon"),
    (lattice().drop("population"), "poisson", "needs a column population"),
    (lattice().with_columns(count=pl.lit(0)), "poisson", "not a single case"),
    (
        lattice().with_columns(population=NOBODY, count=pl.lit(1)),
        "poisson",
        "unit u12 has cases but no population in 2024-W01",
    ),
    (
        lattice().with_columns(population=pl.lit(1.0), count=pl.lit(2)),
        "bernoulli",
        "unit u00 has more cases than population in 2024-W01",
    ),
    (
        lattice().with_columns(population=pl.lit(2.0), count=pl.lit(2)),
        "bernoulli",
        "needs controls",
    ),
    (
        lattice().with_columns(population=pl.col("population") + 0.5),
        "bernoulli",
        "population of unit u00 in 2024-W01 is not whole",
    ),
]


@pytest.mark.parametrize(("table", "model", "message"), PANELS, ids=[one[2] for one in PANELS])
def test_what_a_panel_must_have(table: pl.DataFrame, model: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        scan(Panel.of(table), model)


def test_fractions() -> None:
    table = lattice().with_columns(count=pl.col("count") + 0.5)
    assert len(scan(Panel.of(table, whole=False), replicates=9))
    assert len(scan(Panel.of(table, whole=False), "bernoulli", replicates=9))
    with pytest.raises(BadInput, match="cases of unit u00 in 2024-W01 are no whole number"):
        scan(Panel.of(table, whole=False), "permutation", space_time=True)


def test_a_single_unit_has_no_cluster() -> None:
    found = scan(panel(lattice(side=1)), replicates=9)
    assert len(found) == 0
    assert found.columns[0] == "cluster"
