from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner, Result

from sipks.statistics.cli import detect, forecast, scan, score
from sipks.statistics.timeline import Timeline

COMMANDS = {"detect": detect, "scan": scan, "forecast": forecast, "score": score}
UNITS = ["73.71", "73.10", "53.71"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Sixty months of three units on a plane; the last month of the first is far too high."""
    months = Timeline("month", 2015 * 12, 60).labels
    counts = np.random.default_rng(3).poisson(2, (3, 60))
    counts[0, -1] = 40
    path = tmp_path / "counts.csv"
    pl.DataFrame(
        {
            "unit": np.repeat(UNITS, 60),
            "period": list(months) * 3,
            "count": counts.ravel(),
            "population": np.repeat([900, 1000, 800], 60),
            "x": np.repeat([0, 1, 9], 60),
            "y": np.repeat([0, 0, 9], 60),
        }
    ).write_csv(path)
    return path


def run(command: str, *words: str) -> Result:
    return CliRunner().invoke(COMMANDS[command], list(words))


def test_detect_writes_a_row_for_each_unit(table: Path, tmp_path: Path) -> None:
    out, plot = tmp_path / "found.csv", tmp_path / "found.svg"
    done = run("detect", str(table), "--method", "C2", "-o", str(out), "--plot", str(plot))
    assert done.exit_code == 0, done.output
    found = pl.read_csv(out, schema_overrides={"unit": pl.String})
    names = ["unit", "period", "count", "expected", "threshold", "score", "p", "alarm"]
    assert found.columns == names
    assert found["unit"].to_list() == UNITS
    assert found.filter(pl.col("unit") == "73.71")["alarm"].to_list() == [True]
    assert plot.read_text().count("<svg") == 1


def test_the_same_input_draws_the_same_file(table: Path, tmp_path: Path) -> None:
    drawn = []
    for name in ("one.svg", "other.svg"):
        run("detect", str(table), "--method", "C2", "--plot", str(tmp_path / name))
        drawn.append((tmp_path / name).read_bytes())
    assert drawn[0] == drawn[1]


def test_options_reach_the_method(table: Path) -> None:
    few = run("detect", str(table), "--method", "C1", "--option", "baseline=3")
    many = run("detect", str(table), "--method", "C1", "--option", "baseline=12")
    assert few.exit_code == many.exit_code == 0
    assert few.output != many.output


def test_ears_takes_its_level_by_the_name_of_r(table: Path) -> None:
    asked = run("detect", str(table), "--method", "earsC", "--option", "method=C2")
    assert asked.exit_code == 0, asked.output
    assert asked.output == run("detect", str(table), "--method", "C2").output


def test_scan_finds_where_and_when(table: Path, tmp_path: Path) -> None:
    plot = tmp_path / "map.svg"
    words = ["--space-time", "--max-duration", "3", "--replicates", "99", "--plot", str(plot)]
    done = run("scan", str(table), *words)
    assert done.exit_code == 0, done.output
    found = pl.read_csv(done.output.encode(), schema_overrides={"units": pl.String})
    names = ["cluster", "units", "from", "to", "observed", "expected", "llr", "p", "recurrence"]
    assert found.columns == names
    first = found.row(0, named=True)
    assert "73.71" in first["units"]
    assert first["to"] == "2019-12"
    assert first["p"] <= 0.05
    assert plot.exists()


def test_without_replicates_there_is_no_p(table: Path, tmp_path: Path) -> None:
    plot = tmp_path / "map.svg"
    words = ["--replicates", "0", "--option", "rates=both", "--plot", str(plot)]
    done = run("scan", str(table), "--space-time", *words)
    assert done.exit_code == 0, done.output
    assert pl.read_csv(done.output.encode())["p"].null_count() > 0
    assert plot.exists()


def test_a_forecast_is_scored(table: Path, tmp_path: Path) -> None:
    samples, plot = tmp_path / "samples.parquet", tmp_path / "forecast.svg"
    words = ["--origin", "2019-06", "--steps", "3", "--draws", "50"]
    done = run("forecast", str(table), *words, "-o", str(samples), "--plot", str(plot))
    assert done.exit_code == 0, done.output
    drawn = pl.read_parquet(samples)
    assert drawn.columns == ["unit", "period", "draw", "value"]
    assert drawn["period"].unique().sort().to_list() == ["2019-07", "2019-08", "2019-09"]
    assert len(drawn) == 3 * 3 * 50
    assert "</svg>" in plot.read_text()
    scored = run("score", "--actuals", str(table), "--samples", str(samples))
    assert scored.exit_code == 0, scored.output
    rows = pl.read_csv(scored.output.encode())
    assert rows.filter(pl.col("model") == "forecast")["step"].to_list() == ["1", "2", "3", "all"]


def test_levels_are_sums_of_their_units(table: Path, tmp_path: Path) -> None:
    parents = tmp_path / "parents.csv"
    parents.write_text("unit,parent\n73.71,73\n73.10,73\n53.71,53\n73,ID\n53,ID\n")
    words = ["--draws", "5", "--steps", "1", "--levels", "--parents", str(parents)]
    done = run("forecast", str(table), *words)
    assert done.exit_code == 0, done.output
    text = {"unit": pl.String}
    drawn = pl.read_csv(done.output.encode(), schema_overrides=text).filter(pl.col("draw") == 3)
    value = dict(drawn.select("unit", "value").iter_rows())
    assert value["ID"] == value["73"] + value["53.71"]
    assert value["73"] == value["73.71"] + value["73.10"]


def test_a_unit_lies_in_one_place(table: Path, tmp_path: Path) -> None:
    parents = tmp_path / "parents.csv"
    parents.write_text("unit,parent\n73.71,73\n73.71,74\n")
    done = run("forecast", str(table), "--parents", str(parents))
    assert done.exit_code == 1
    assert "row 1" in done.output
    assert "73.71 has two parents" in done.output


def test_a_forecast_sees_nothing_after_its_origin(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    late = pl.col("period") > "2019-06"
    frame = pl.read_csv(table, infer_schema=False)
    frame.with_columns(count=pl.when(late).then(pl.lit("99")).otherwise("count")).write_csv(other)
    words = ["--origin", "2019-06", "--draws", "20"]
    assert run("forecast", str(table), *words).output == run("forecast", str(other), *words).output


@pytest.mark.parametrize("command", ["detect", "scan", "forecast"])
def test_what_is_wrong_is_said_in_one_line(command: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("unit,period,count\na,2015-01,1\na,2015-02,-2\n")
    done = run(command, str(path))
    assert done.exit_code == 1
    assert done.output.strip() == "Error: row 2: count -2 of 2015-02 of unit a is negative"


@pytest.mark.parametrize("words", [("--method", "tea"), ("--option", "tea=1"), ("--last", "99")])
def test_what_a_method_cannot_do_is_said(table: Path, words: tuple[str, str]) -> None:
    done = run("detect", str(table), "--method", "C1", *words)
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert "Traceback" not in done.output


@pytest.mark.parametrize("command", ["scan", "forecast"])
def test_an_option_that_nothing_takes_is_refused(table: Path, command: str) -> None:
    done = run(command, str(table), "--option", "tea=1")
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert "tea" in done.output


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run("detect", str(tmp_path / "none.csv"))
    assert done.exit_code == 1
    assert "none.csv" in done.output
