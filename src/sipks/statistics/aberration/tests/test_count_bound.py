"""Thresholds that are quantiles of counts, and those at the edge of what is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sipks.statistics.aberration.baseline import Baseline
from sipks.statistics.aberration.cases import Cases, power_bound
from sipks.statistics.aberration.flexible import count_bound, farrington_flexible


def cases(mean: float, error: float, phi: float, y: float) -> Cases:
    one = np.array([0])
    base = Baseline(np.log([mean]), np.array([error]), np.array([phi]), np.array([False]))
    return Cases(one, one, np.array([y]), base)


def test_without_overdispersion_it_is_the_poisson_quantile() -> None:
    found = count_bound(cases(4.2, 0.3, 1.0, 9.0), 0.01, certain=True)
    assert found["threshold"][0] == stats.poisson.ppf(0.99, 4.2)
    assert found["p"][0] == pytest.approx(stats.poisson.sf(8, 4.2))


def test_with_overdispersion_the_variance_is_phi_times_the_mean() -> None:
    known = stats.nbinom(4.2 / 1.5, 1 / 2.5)
    assert known.var() == pytest.approx(2.5 * 4.2)
    found = count_bound(cases(4.2, 0.3, 2.5, 9.0), 0.01, certain=True)
    assert found["threshold"][0] == known.ppf(0.99)
    assert found["p"][0] == pytest.approx(known.sf(8))


def test_an_uncertain_mean_is_taken_at_its_upper_bound() -> None:
    found = count_bound(cases(4.2, 0.3, 1.0, 9.0), 0.01, certain=False)
    assert found["expected"][0] == pytest.approx(4.2)
    high = 4.2 * np.exp(stats.norm.isf(0.01) * 0.3)
    assert found["threshold"][0] == stats.poisson.ppf(0.99, high)


@pytest.mark.parametrize("phi", [1.0, 1 + 1e-13, 3.0])
@pytest.mark.parametrize("error", [7.0, 30.0, 300.0])
def test_a_mean_of_which_nothing_is_known_alarms_at_nothing(phi: float, error: float) -> None:
    found = count_bound(cases(4.2, error, phi, 50.0), 0.01, certain=False)
    assert found["threshold"][0] > 1e7
    assert found["p"][0] == pytest.approx(1)


def test_a_mean_without_bound_is_not_judged() -> None:
    found = count_bound(cases(4.2, 1e4, 2.0, 50.0), 0.01, certain=False)
    assert np.isnan(found["threshold"][0])


def test_a_trend_that_fell_to_nothing_leaves_the_least_mean() -> None:
    """R's number for alpha = 0.01 where the mean is 2.2e-16, that of its log link."""
    found = power_bound(cases(1e-40, 0.5, 1.0, 1.0), 2 / 3, 0.01)
    assert found["threshold"][0] == pytest.approx(0.000235768163864, rel=1e-9)


def test_the_normal_bound_joins_on_to_the_exact_one() -> None:
    known = stats.nbinom(9.9e6 / 1.5, 1 / 2.5).ppf(0.99) / 9.9e6
    found = count_bound(cases(1.1e7, 0.0, 2.5, 1.0), 0.01, certain=True)["threshold"][0] / 1.1e7
    assert found == pytest.approx(known, rel=1e-4)


@pytest.mark.parametrize(
    ("method", "alarms"), [("delta", True), ("nbPlugin", True), ("muan", False)]
)
def test_a_jump_behind_zeros_is_found_by_all_but_muan(method: str, alarms: bool) -> None:
    """The error of the level of a block of zeros has no bound, nor has the mean's upper bound."""
    rng = np.random.default_rng(2)
    counts = rng.poisson(rng.gamma(0.05, 2, (300, 200))).astype(float)
    counts[-60:-1] = 0
    counts[-1] = 9
    found = farrington_flexible(counts, b=4, noPeriods=10, thresholdMethod=method, alpha=0.01)
    assert (found.alarm.mean() > 0.9) == alarms
    assert (found.alarm.mean() < 0.1) != alarms
