from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.files import read_table, write_table
from sipks.statistics.panel import Panel

BASE: dict[str, Any] = {
    "unit": ["73.71", "73.71", "73.10", "73.10"],
    "period": ["2015-01", "2015-02", "2015-01", "2015-02"],
    "count": [1, 2, 3, 4],
    "x": [1.0, 1.0, 2.0, 2.0],
    "y": [0.0, 0.0, 5.0, 5.0],
    "population": [10, 11, 20, 21],
}


def test_rows_become_a_panel() -> None:
    panel = Panel.of(BASE)
    assert panel.units == ("73.71", "73.10")
    assert panel.periods == ("2015-01", "2015-02")
    assert panel.counts.tolist() == [[1, 3], [2, 4]]
    assert panel.population is not None
    assert panel.population.tolist() == [[10, 20], [11, 21]]
    assert panel.where is not None
    assert panel.where.tolist() == [[1, 0], [2, 5]]


def test_the_order_of_units_does_not_matter() -> None:
    rows = pl.DataFrame(BASE)
    mixed = Panel.of(rows[[2, 0, 1, 3]])
    assert mixed.units == ("73.10", "73.71")
    assert mixed.counts.tolist() == [[3, 1], [4, 2]]


def test_a_panel_becomes_rows_again() -> None:
    panel = Panel.of(BASE)
    rows = pl.DataFrame(BASE).select("unit", "period", pl.col("count").cast(pl.Float64))
    assert panel.long(count=panel.counts).equals(rows)
    last = panel.long(score=panel.counts[-1:])
    assert last.rows() == [("73.71", "2015-02", 2.0), ("73.10", "2015-02", 4.0)]


def test_without_periods_there_is_one() -> None:
    panel = Panel.of({"unit": ["a", "b"], "count": [1.5, 2]}, whole=False)
    assert panel.shape == (1, 2)


def test_until_leaves_nothing_of_what_follows() -> None:
    part = Panel.of(BASE).until("2015-01")
    assert part.shape == (1, 2)
    assert part.periods == ("2015-01",)
    with pytest.raises(BadInput, match="2016-01"):
        part.until("2016-01")


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("count", [1, 2, -3, 4], r"row 3: count -3.* is negative"),
        ("count", [1, 2, 2.5, 4], r"row 3: count 2\.5 .*whole"),
        ("count", [1, 2, None, 4], r"row 3: count None .*no number"),
        ("count", ["1", "2", "x", "4"], r"row 3: count 'x' .*no number"),
        ("count", [1.0, 2.0, float("inf"), 4.0], r"row 3: count inf .*no number"),
        ("count", [1.0, 2.0, float("nan"), 4.0], r"row 3: count nan .*no number"),
        ("period", ["2015-01", "2015-02", "2015-01", "2015-01"], "row 4: .*twice"),
        ("period", ["2015-02", "2015-01", "2015-01", "2015-02"], "row 2: .*out of order"),
        ("period", ["2015-01", "2015-02", "2015-01", "2015-03"], "73.10 has no row for .*2015-02"),
        ("period", ["2015-01", "2015-02", "2015-01", "2015-W02"], "row 4: .*is a week"),
        ("period", ["2015-01", "2015-02", "2015-01", "Feb"], "row 4: .*'Feb'"),
        ("unit", ["a", "a", "", "b"], "row 3: unit is empty"),
        ("unit", [1.1, 1.1, 2.2, 2.2], "not text"),
        ("x", [1.0, 1.0, 2.0, 3.0], "row 3: x 2.0 .*other rows"),
        ("population", [10, 11, -1, 21], "row 3: population -1 .*negative"),
        ("count", [1, 2], "columns differ in length"),
    ],
)
def test_what_is_wrong_is_named(column: str, values: list[Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        Panel.of(BASE | {column: values})


@pytest.mark.parametrize("table", [3, "text", {"unit": ["a"]}, {"unit": [], "count": []}])
def test_what_is_no_table_is_refused(table: object) -> None:
    with pytest.raises(BadInput):
        Panel.of(table)


@pytest.mark.parametrize("name", ["table.csv", "table.parquet"])
def test_files_keep_codes_as_text(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    write_table(pl.DataFrame(BASE), path)
    panel = Panel.of(read_table(path))
    assert panel.units == ("73.71", "73.10")
    assert np.array_equal(panel.counts, Panel.of(BASE).counts)


def test_a_broken_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    for name in ("a.csv", "a.parquet"):
        with pytest.raises(BadInput, match=name):
            read_table(str(tmp_path / name))
