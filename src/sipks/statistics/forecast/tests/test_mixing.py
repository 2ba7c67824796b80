from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import gammaln
from scipy.stats import nbinom

from sipks.statistics.forecast import mixing
from sipks.statistics.panel import Floats

RNG = np.random.default_rng(5)


def example(
    rows: int = 12_000, dispersion: tuple[float, float] = (0.3, 0.6)
) -> tuple[Floats, Floats, Floats, Floats]:
    values = RNG.dirichlet(np.ones(rows) * 0.4, 3).T
    size = np.log(values[:, 0] * rows + 0.2)
    totals = np.full(rows, 2000.0)
    mean = totals * (0.7 * values[:, 0] + 0.3 * values[:, 2])
    shape = np.exp(dispersion[0] + dispersion[1] * np.log(np.maximum(mean, 1e-9)))
    counts = RNG.poisson(RNG.gamma(shape) * mean / shape).astype(float)
    return values, size, totals, counts


def test_gradient_is_that_of_the_loss() -> None:
    given = example(60)
    point = RNG.normal(0, 0.3, 8)
    found = mixing._loss(point, *given)[1]
    wanted = approx_fprime(point, lambda at: mixing._loss(at, *given)[0], 1e-6)
    assert found == pytest.approx(wanted, rel=1e-3, abs=1e-2)


def test_likelihood_is_that_of_scipy() -> None:
    counts, mean = np.array([0.0, 1, 7, 0]), np.array([0.01, 0.5, 3.0, 4.0])
    shape = np.exp(0.2 + 0.9 * np.log(mean))
    wanted = nbinom.logpmf(counts, shape, shape / (shape + mean)).sum()
    found = mixing._negative_binomial(counts, mean, np.array([0.2, 0.9]))[0]
    assert found - gammaln(counts + 1).sum() == pytest.approx(wanted)


def test_weights_and_dispersion_are_found_again() -> None:
    values, size, totals, counts = example()
    found = mixing.learn(values, size, totals, counts)
    share = found.share(values, size)
    truth = 0.7 * values[:, 0] + 0.3 * values[:, 2]
    assert np.abs(share - truth).sum() < 0.12
    assert found.dispersion == pytest.approx((0.3, 0.6), abs=0.2)


def test_shares_of_all_units_sum_to_one_where_size_does_not_matter() -> None:
    values = RNG.dirichlet(np.ones(50), 3).T
    mixture = mixing.Mixture(np.array([0.1, 1.0, -2.0]), np.zeros(3), (0.0, 1.0))
    assert mixture.share(values, np.zeros(50)).sum() == pytest.approx(1)
