from __future__ import annotations

import polars as pl
import pytest

from sipks.statistics.scan import scan

from .tables import WEEKS, lattice, panel, planted

INSIDE = {"u33", "u34", "u43", "u44"}
COLUMNS = ["cluster", "units", "from", "to", "observed", "expected", "llr", "p", "recurrence"]


@pytest.mark.parametrize("model", ["poisson", "bernoulli", "permutation"])
def test_what_was_planted_is_found(model: str) -> None:
    found = scan(panel(planted()), model, space_time=True, replicates=99)
    assert found.columns == COLUMNS
    first = found.row(0, named=True)
    assert set(first["units"].split(";")) == INSIDE
    assert (first["from"], first["to"]) == (WEEKS[4], WEEKS[5])
    inside = planted().filter(pl.col("unit").is_in(INSIDE), pl.col("period").is_in(WEEKS[4:6]))
    assert first["observed"] == inside["count"].sum()
    assert first["p"] == 0.01
    assert first["recurrence"] is None


def test_of_space_alone() -> None:
    found = scan(panel(planted()), replicates=99)
    first = found.row(0, named=True)
    assert set(first["units"].split(";")) == INSIDE
    assert (first["from"], first["to"]) == (WEEKS[0], WEEKS[5])
    table = planted().filter(pl.col("period") == WEEKS[5]).drop("period")
    assert scan(panel(table), replicates=0)["from", "to", "p"].row(0) == (None, None, None)


def test_prospective_clusters_are_alive_and_say_how_rare() -> None:
    found = scan(panel(planted()), "poisson", space_time=True, prospective=True, replicates=99)
    assert set(found["to"]) == {WEEKS[5]}
    assert found["recurrence"][0] == pytest.approx(7 / found["p"][0])
    # The same cases a month ago, and none like them since: no cluster is alive.
    weeks = dict(zip(WEEKS[:6], WEEKS[2:6] + WEEKS[:2], strict=True))
    ended = planted().with_columns(pl.col("period").replace(weeks)).sort("unit", "period")
    over = scan(panel(ended), space_time=True, prospective=True, max_duration=2, replicates=99)
    assert over["p"].to_numpy().min() > 0.05


def test_clusters_share_no_unit_and_fall_in_likelihood() -> None:
    found = scan(panel(planted()), space_time=True, replicates=99)
    units = ";".join(found["units"]).split(";")
    assert len(found) > 2
    assert len(units) == len(set(units))
    assert found["llr"].is_sorted(descending=True)
    assert found["p"].is_sorted()
    assert found["cluster"].to_list() == list(range(1, len(found) + 1))
    assert len(scan(panel(planted()), space_time=True, replicates=9, most=2)) == 2


def test_low_rates() -> None:
    inside = pl.col("unit").is_in(["u33", "u34", "u43", "u44"])
    quiet = lattice(mean=6.0).with_columns(
        count=pl.when(inside).then(0).otherwise("count"), population=pl.lit(100.0)
    )
    low = scan(panel(quiet), rates="low", replicates=99).row(0, named=True)
    assert set(low["units"].split(";")) == INSIDE
    assert low["observed"] == 0
    assert low["p"] == 0.01
    high = scan(panel(quiet), replicates=99).row(0, named=True)
    assert high["observed"] > high["expected"]
    both = scan(panel(quiet), rates="both", replicates=99)
    assert both["llr"][0] == max(low["llr"], high["llr"])


def test_longest_and_largest() -> None:
    found = scan(panel(planted()), space_time=True, max_duration=1, replicates=0)
    assert (found["from"] == found["to"]).all()
    small = scan(panel(planted()), space_time=True, max_population=0.08, replicates=0)
    people = dict(lattice().select("unit", "population").unique().iter_rows())
    shares = [sum(people[unit] for unit in one.split(";")) for one in small["units"]]
    assert max(shares) <= 0.08 * sum(people.values())


def total(table: pl.DataFrame, column: str) -> float:
    return float(table[column].to_numpy().sum())


def test_expected_cases_of_the_models() -> None:
    """Poisson: C times the share of the population; permutation: product of the margins / C."""
    table = planted()
    first = scan(panel(table), "permutation", space_time=True, replicates=0).row(0, named=True)
    inside = pl.col("unit").is_in(first["units"].split(";"))
    during = pl.col("period").is_between(pl.lit(first["from"]), pl.lit(first["to"]))
    cases = total(table, "count")
    margins = total(table.filter(inside), "count") * total(table.filter(during), "count")
    assert first["expected"] == pytest.approx(margins / cases)
    poisson = scan(panel(table), space_time=True, replicates=0).row(0, named=True)
    held = total(table.filter(inside & during), "population") / total(table, "population")
    assert poisson["expected"] == pytest.approx(held * cases)
