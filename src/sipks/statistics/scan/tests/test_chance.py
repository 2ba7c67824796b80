from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.stats import binomtest, gumbel_r, kstest

from sipks.statistics.panel import Panel
from sipks.statistics.scan import scan
from sipks.statistics.scan.significance import gumbel, monte_carlo

from .tables import lattice, panel, planted


def test_the_same_seed_gives_the_same() -> None:
    table = panel(planted(2))
    once = scan(table, space_time=True, replicates=199, seed=5)
    assert once.equals(scan(table, space_time=True, replicates=199, seed=5))
    assert not once.equals(scan(table, space_time=True, replicates=199, seed=6))


def test_more_replicates_begin_with_the_same() -> None:
    """p of 19 and of 199 replicates from one stream: at most the 19 are among the 199."""
    table = panel(planted(2))
    few = scan(table, replicates=19, seed=5)["p"] * 20 - 1
    many = scan(table, replicates=199, seed=5)["p"] * 200 - 1
    assert (few.round() <= many.round()).all()


def test_monte_carlo_counts_ties() -> None:
    drawn = np.array([1.0, 2.0, 3.0, 4.0])
    assert monte_carlo(drawn, 3.0) == 3 / 5
    assert monte_carlo(drawn, 9.0) == 1 / 5


def test_sequential_stops_at_the_h_th() -> None:
    drawn = np.array([1.0, 5.0, 3.0, 5.0, 5.0, 1.0])
    assert monte_carlo(drawn, 5.0, sequential=2) == 2 / 4
    assert monte_carlo(drawn, 5.0, sequential=4) == 4 / 7
    table = panel(lattice(seed=3))
    full, early = scan(table, most=1), scan(table, most=1, sequential=10)
    assert full["p"][0] > 0.1
    assert early["p"][0] == pytest.approx(full["p"][0], abs=0.25)
    rare = panel(planted())
    assert scan(rare, most=1, sequential=10)["p"][0] == scan(rare, most=1)["p"][0] == 0.001


def test_gumbel_is_the_tail_of_the_fitted_distribution() -> None:
    drawn = gumbel_r.rvs(loc=6.0, scale=1.3, size=20_000, random_state=1)
    for far in (8.0, 12.0, 20.0):
        assert gumbel(drawn, far) == pytest.approx(gumbel_r.sf(far, 6.0, 1.3), rel=0.2)
    p = scan(panel(planted()), space_time=True, p_value="gumbel")["p"][0]
    assert 0 < p < 1e-6


@pytest.mark.parametrize("model", ["poisson", "bernoulli", "permutation"])
def test_false_alarms_under_the_null(model: str) -> None:
    """Of 120 maps of chance alone, about one in twenty has p ≤ .05, and p is uniform."""
    rng = np.random.default_rng(11)
    table = lattice(side=4, periods=4)
    people = table["population"].to_numpy()
    p = []
    for seed in range(120):
        cases = rng.multinomial(80, people / people.sum())
        given = Panel.of(table.with_columns(count=pl.Series(cases)))
        found = scan(given, model, space_time=True, replicates=99, seed=seed, most=1)
        p.append(found["p"][0])
    alarms = int(np.sum(np.array(p) <= 0.05))
    assert binomtest(alarms, 120, 0.05).pvalue > 0.01
    assert kstest(p, "uniform").pvalue > 0.001
