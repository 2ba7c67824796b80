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


def refused(table: pl.DataFrame, message: str, whole: bool = True, **options: Any) -> None:
    with pytest.raises(BadInput, match=message):
        scan(Panel.of(table, whole=whole), **options)


def test_what_a_panel_must_have() -> None:
    refused(lattice().drop("x", "y"), "columns x and y, or lat and lon")
    refused(lattice().drop("population"), "needs a column population")
    refused(lattice().with_columns(count=pl.lit(0)), "not a single case")


def test_cases_without_people() -> None:
    nobody = pl.when(pl.col("unit") == "u12").then(0.0).otherwise("population")
    table = lattice().with_columns(population=nobody, count=pl.lit(1))
    refused(table, "unit u12 has cases but no population in 2024-W01")


def test_fractions() -> None:
    table = lattice().with_columns(count=pl.col("count") + 0.5)
    assert len(scan(Panel.of(table, whole=False), replicates=9))
    assert len(scan(Panel.of(table, whole=False), "bernoulli", replicates=9))
    message = "cases of unit u00 in 2024-W01 are no whole number"
    refused(table, message, whole=False, model="permutation", space_time=True)
    part = lattice().with_columns(population=pl.col("population") + 0.5)
    refused(part, "population of unit u00 in 2024-W01 is not whole", model="bernoulli")


def test_bernoulli_needs_controls() -> None:
    more = lattice().with_columns(population=pl.lit(1.0), count=pl.lit(2))
    refused(more, "unit u00 has more cases than population in 2024-W01", model="bernoulli")
    all_cases = lattice().with_columns(population=pl.lit(2.0), count=pl.lit(2))
    refused(all_cases, "needs controls", model="bernoulli")


def test_a_single_unit_has_no_cluster() -> None:
    found = scan(panel(lattice(side=1)), replicates=9)
    assert len(found) == 0
    assert found.columns[0] == "cluster"
