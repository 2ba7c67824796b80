from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import libpysal
import numpy as np
import polars as pl
import pytest
from esda.smoothing import Empirical_Bayes, Spatial_Empirical_Bayes
from scipy.stats import gamma, nbinom

from sipks.statistics.errors import BadInput
from sipks.statistics.local import Neighbours
from sipks.statistics.panel import Panel
from sipks.statistics.smoothing import smooth
from sipks.statistics.smoothing.prior import gamma_ml, gamma_moments
from sipks.statistics.smoothing.rates import METHODS

REFERENCE = Path(__file__).parents[2] / "tests" / "reference"


@pytest.fixture(scope="module")
def homicides() -> tuple[dict[str, Any], Neighbours, Any]:
    """78 counties around St Louis, 1988-93, which libpysal ships."""
    table = libpysal.io.open(libpysal.examples.get_path("stl_hom.csv"))
    w = libpysal.io.open(libpysal.examples.get_path("stl.gal")).read()
    units = [str(one) for one in w.id_order]
    pairs = [(str(one), str(other)) for one in w.id_order for other in w.neighbors[one]]
    columns = {
        "unit": units,
        "count": np.array(table[:, 10], dtype=float),
        "population": np.array(table[:, 13], dtype=float),
    }
    return columns, Neighbours.of_pairs(units, pairs), w


@pytest.fixture(scope="module")
def lips() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REFERENCE / "scottish_lip_cancer.json").read_text())
    observed, expected = found["observed"], found["expected"]
    units = [f"{at:02}" for at in range(1, 1 + len(observed))]
    return {"unit": units, "count": observed, "population": expected}


def test_global_as_esda_prints_it(homicides: tuple[dict[str, Any], Neighbours, Any]) -> None:
    columns, _, _ = homicides
    found = smooth(columns, "global")["smoothed"].to_numpy()
    np.testing.assert_allclose(
        found[:3], [2.36718950e-05, 4.54539167e-05, 4.78114019e-05], rtol=1e-8
    )
    other = Empirical_Bayes(columns["count"], columns["population"]).r.ravel()
    np.testing.assert_allclose(found, other, rtol=1e-12)


def test_local_as_esda_prints_it(homicides: tuple[dict[str, Any], Neighbours, Any]) -> None:
    columns, neighbours, w = homicides
    found = smooth(columns, "local", neighbours=neighbours)["smoothed"].to_numpy()
    np.testing.assert_allclose(
        found[:3], [4.01485749e-05, 3.62437513e-05, 4.93034844e-05], rtol=1e-8
    )
    other = Spatial_Empirical_Bayes(columns["count"], columns["population"], w).r.ravel()
    np.testing.assert_allclose(found, other, rtol=1e-10)


def test_lip_cancer_most_likely_spread(lips: dict[str, Any]) -> None:
    """The fit is the maximum of SciPy's negative binomial: no step away from it is better."""
    counts, exposure = np.array(lips["count"], float), np.array(lips["population"])
    prior = gamma_ml(counts, exposure)
    alpha = float(prior.mean / prior.variance)
    nu = float(prior.mean) * alpha
    assert (nu, alpha) == pytest.approx((1.8795, 1.3217), abs=1e-4)

    def likelihood(nu: float, alpha: float) -> float:
        return float(nbinom.logpmf(counts, nu, alpha / (alpha + exposure)).sum())

    best = likelihood(nu, alpha)
    for step in (0.999, 1.001):
        assert likelihood(nu * step, alpha) < best
        assert likelihood(nu, alpha * step) < best


def test_lip_cancer_moments_satisfy_their_equations(lips: dict[str, Any]) -> None:
    counts, exposure = np.array(lips["count"], float), np.array(lips["population"])
    prior = gamma_moments(counts, exposure)
    alpha = prior.mean / prior.variance
    theta = (counts + prior.mean * alpha) / (exposure + alpha)
    assert theta.mean() == pytest.approx(float(prior.mean), rel=1e-9)
    spread = ((1 + alpha / exposure) * (theta - theta.mean()) ** 2).sum() / (len(counts) - 1)
    assert spread == pytest.approx(float(prior.variance), rel=1e-9)


def test_relative_risk_and_interval_are_of_the_gamma_posterior(lips: dict[str, Any]) -> None:
    prior = gamma_ml(np.array(lips["count"], float), np.array(lips["population"]))
    alpha = float(prior.mean / prior.variance)
    nu = float(prior.mean) * alpha
    first = smooth(lips, "gamma-ml").row(0, named=True)
    assert first["smoothed"] == pytest.approx((9 + nu) / (1.4 + alpha))
    limits = gamma(9 + nu, scale=1 / (1.4 + alpha)).ppf([0.05, 0.95])
    assert (first["low"], first["high"]) == pytest.approx(tuple(limits))


def tiny(size: int) -> pl.DataFrame:
    """One event among 50 people, a rate a thousand times that of the other districts."""
    counts = np.random.default_rng(1).poisson(np.linspace(10, 90, size))
    units = ["tiny", *(f"d{at}" for at in range(size))]
    columns = {"unit": units, "count": [1, *counts.tolist()], "population": [50.0] + [1e6] * size}
    return pl.DataFrame(columns)


def test_a_tiny_area_does_not_lead() -> None:
    for size in (40, 500):
        table = smooth(tiny(size), "gamma-ml")
        assert table.sort("rate")["unit"][-1] == "tiny"
        assert table.sort("smoothed")["unit"][-1] != "tiny"
        assert table["weight"][0] < 0.01


def test_moments_that_count_each_area_alike_are_led_astray_by_it() -> None:
    """Why gamma-ml is what is done unless told: here the moments find a huge spread."""
    assert smooth(tiny(4), "gamma-moments").sort("smoothed")["unit"][-1] == "tiny"


@pytest.mark.parametrize("method", METHODS)
def test_without_more_spread_than_chance_all_get_the_pooled_rate(method: Any) -> None:
    columns = {"unit": ["a", "b", "c"], "count": [10, 10, 11], "population": [1e3, 1e3, 1e3]}
    pairs = [("a", "b"), ("b", "c"), ("a", "c")]
    neighbours = Neighbours.of_pairs(["a", "b", "c"], pairs) if method == "local" else None
    table = smooth(columns, method, neighbours=neighbours)
    np.testing.assert_allclose(table["smoothed"], 31 / 3e3)
    limits = gamma(31.5, scale=1 / 3e3).ppf([0.05, 0.95])
    np.testing.assert_allclose(table["low"], limits[0], rtol=1e-9 if method != "local" else 0.1)
    np.testing.assert_allclose(table["high"], limits[1], rtol=1e-9 if method != "local" else 0.1)


@pytest.mark.parametrize("method", ["global", "gamma-moments", "gamma-ml"])
def test_unit_of_population_and_order_of_units(lips: dict[str, Any], method: Any) -> None:
    plain = smooth(lips, method)
    scaled = smooth(lips | {"population": 1000 * np.array(lips["population"])}, method, per=1000)
    np.testing.assert_allclose(scaled["smoothed"], plain["smoothed"], rtol=1e-6)
    turned = smooth({name: one[::-1] for name, one in lips.items()}, method)
    np.testing.assert_allclose(turned["smoothed"][::-1], plain["smoothed"], rtol=1e-6)


def test_a_neighbourhood_without_events_is_not_certain_to_be_empty() -> None:
    columns = {"unit": list("abcd"), "count": [0, 0, 5, 9], "population": [100.0] * 4}
    neighbours = Neighbours.of_pairs(list("abcd"), [("a", "b"), ("c", "d")])
    table = smooth(columns, "local", neighbours=neighbours)
    assert table["smoothed"][0] == 0
    assert table["high"][0] > 0.005


def test_units_without_any_neighbour_keep_their_rate() -> None:
    columns = {"unit": list("abc"), "count": [4, 0, 9], "population": [100.0] * 3}
    table = smooth(columns, "local", neighbours=Neighbours.of_pairs(list("abc"), []))
    np.testing.assert_allclose(table["smoothed"], table["rate"])
    assert (table["low"] <= table["rate"]).all()
    assert (table["high"] > table["rate"]).all()


def test_periods_are_added_up() -> None:
    columns = {
        "unit": ["a", "a", "b", "b"],
        "period": ["2015-01", "2015-02"] * 2,
        "count": [1, 2, 30, 4],
        "population": [10.0, 11.0, 20.0, 20.0],
    }
    table = smooth(Panel.of(columns), "global")
    assert table.select("count", "population").rows() == [(3.0, 21.0), (34.0, 40.0)]


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(1)
    held = []
    for _ in range(40):
        exposure = np.exp(rng.normal(2, 1.5, 300))
        truth = rng.gamma(2, 0.5, 300)
        columns = {"unit": [str(i) for i in range(300)], "count": rng.poisson(truth * exposure)}
        table = smooth(columns | {"population": exposure}, "gamma-ml")
        low, high = table["low"].to_numpy(), table["high"].to_numpy()
        held.append(((low <= truth) & (truth <= high)).mean())
    assert np.mean(held) == pytest.approx(0.90, abs=0.01)


def test_local_intervals_are_not_led_astray_by_seven_neighbours() -> None:
    """The variance within a neighbourhood is noise; by it alone 63 % would be held, not 90 %."""
    rng = np.random.default_rng(1)
    units = [str(i) for i in range(400)]
    pairs = [(units[i], units[j]) for i in range(400) for j in range(i + 1, min(i + 4, 400))]
    neighbours = Neighbours.of_pairs(units, pairs)
    held = []
    for _ in range(20):
        exposure = np.exp(rng.normal(2, 1.2, 400))
        truth = rng.gamma(1.5, 0.4, 400)
        columns = {"unit": units, "count": rng.poisson(truth * exposure), "population": exposure}
        table = smooth(columns, "local", neighbours=neighbours)
        low, high = table["low"].to_numpy(), table["high"].to_numpy()
        held.append(((low <= truth) & (truth <= high)).mean())
    assert 0.83 <= np.mean(held) <= 0.95


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({"population": [10.0, 0.0]}, {}, "unit b: the population is 0"),
        ({"count": [0, 0]}, {}, "every count is 0"),
        ({"count": [-1, 0]}, {}, "row 1"),
        ({"count": [0.5, 1]}, {}, "row 1"),
        ({}, {"method": "best"}, "method 'best' is none of"),
        ({}, {"method": "local"}, "needs neighbours"),
        ({}, {"level": 1.0}, "level is 1.0"),
        ({}, {"per": 0}, "per is 0"),
    ],
)
def test_what_cannot_be_used_is_named(
    change: dict[str, Any], options: dict[str, Any], message: str
) -> None:
    columns = {"unit": ["a", "b"], "count": [1, 2], "population": [10.0, 20.0]}
    with pytest.raises(BadInput, match=message):
        smooth(columns | change, **options)


def test_a_rate_needs_a_population_and_company() -> None:
    with pytest.raises(BadInput, match="no column 'population'"):
        smooth({"unit": ["a", "b"], "count": [1, 2]})
    with pytest.raises(BadInput, match="at least 2 are needed"):
        smooth(pl.DataFrame({"unit": ["a"], "count": [1], "population": [5.0]}))


def test_neighbours_of_other_units_are_refused() -> None:
    columns = {"unit": ["a", "b"], "count": [1, 2], "population": [10.0, 20.0]}
    neighbours = Neighbours.of_pairs(["b", "a"], [("a", "b")])
    with pytest.raises(BadInput, match="not of the same units"):
        smooth(columns, "local", neighbours=neighbours)
    with pytest.raises(BadInput, match="takes no neighbours"):
        smooth(columns, "global", neighbours=neighbours)
