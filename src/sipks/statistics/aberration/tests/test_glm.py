"""The batched regressions are those of statsmodels, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm

from sipks.statistics.aberration.design import Design
from sipks.statistics.aberration.fits import Fit
from sipks.statistics.aberration.glm import MAX_STEPS, fit

N, SERIES, GROUPS = 60, 8, 4


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def design(*, sloped: bool) -> Design:
    groups = np.arange(N) * GROUPS // N
    time = np.linspace(-1, 0, N) if sloped else None
    return Design(groups, time, group_now=GROUPS - 1, time_now=0.1)


def matrix(design: Design) -> np.ndarray:
    columns = [design.basis[:, : design.size]]
    if design.time is not None:
        columns.append(design.time[:, None])
    return np.hstack(columns)


def one_by_one(
    counts: np.ndarray, design: Design, prior: np.ndarray, offset: np.ndarray
) -> Iterator[Any]:
    for at in range(len(counts)):
        model = sm.GLM(
            counts[at],
            matrix(design),
            family=sm.families.Poisson(),
            offset=offset[at],
            var_weights=prior[at],
        )
        yield model.fit(tol=1e-14, maxiter=100)


def fitted(
    rng: np.random.Generator, *, sloped: bool
) -> tuple[np.ndarray, Design, np.ndarray, np.ndarray, Fit]:
    plan = design(sloped=sloped)
    counts = rng.negative_binomial(3, 0.3, (SERIES, N)).astype(float)
    prior = rng.uniform(0.2, 2, (SERIES, N))
    offset = rng.normal(0, 0.5, (SERIES, N))
    return counts, plan, prior, offset, fit(counts, plan, prior, offset)


@pytest.mark.parametrize("sloped", [True, False])
def test_means_are_those_of_statsmodels(rng: np.random.Generator, sloped: bool) -> None:
    counts, plan, prior, offset, found = fitted(rng, sloped=sloped)
    for at, known in enumerate(one_by_one(counts, plan, prior, offset)):
        np.testing.assert_allclose(found.mean[at], known.mu, rtol=1e-6)


@pytest.mark.parametrize("sloped", [True, False])
def test_prediction_and_its_variance(rng: np.random.Generator, sloped: bool) -> None:
    counts, plan, prior, offset, found = fitted(rng, sloped=sloped)
    now = np.eye(GROUPS)[GROUPS - 1]
    now = np.append(now, 0.1) if sloped else now
    level, variance = found.predict()
    for at, known in enumerate(one_by_one(counts, plan, prior, offset)):
        assert level[at] == pytest.approx(now @ known.params, rel=1e-6)
        scaled = now @ known.cov_params(scale=1.0) @ now
        assert variance[at] == pytest.approx(scaled, rel=1e-4)


def test_slope_error_leverage_and_dispersion(rng: np.random.Generator) -> None:
    counts, plan, prior, offset, found = fitted(rng, sloped=True)
    leverage, dispersion = found.leverage(), found.dispersion(counts)
    for at, known in enumerate(one_by_one(counts, plan, prior, offset)):
        assert found.slope[at] == pytest.approx(known.params[-1], rel=1e-5)
        variance = known.cov_params(scale=1.0)[-1, -1]
        assert 1 / found.normal.spread[at] == pytest.approx(variance, rel=1e-4)
        hat = known.get_hat_matrix_diag()
        np.testing.assert_allclose(leverage[at], hat, rtol=1e-3)
        assert dispersion[at] == pytest.approx(known.pearson_chi2 / plan.freedom, rel=1e-4)


def test_leverage_sums_to_the_number_of_parameters(rng: np.random.Generator) -> None:
    _, plan, _, _, found = fitted(rng, sloped=True)
    np.testing.assert_allclose(found.leverage().sum(1), plan.parameters, rtol=1e-10)


def test_series_do_not_touch_each_other(rng: np.random.Generator) -> None:
    plan = design(sloped=True)
    counts = rng.poisson(rng.uniform(0, 5, (40, 1)), (40, N)).astype(float)
    counts[::7] = 0
    together = fit(counts, plan)
    for at in range(40):
        alone = fit(counts[at : at + 1], plan)
        np.testing.assert_allclose(alone.mean[0], together.mean[at], rtol=1e-12)
        assert alone.converged[0] == together.converged[at]


def test_what_is_all_zero_falls_until_it_counts_as_converged() -> None:
    found: Fit = fit(np.zeros((1, 20)), Design(np.zeros(20, dtype=np.intp), None))
    assert found.converged[0]
    assert found.mean.max() < 1e-10


def test_a_fit_without_end_is_told() -> None:
    counts = np.zeros((1, 200_000))
    found = fit(counts, Design(np.zeros(counts.shape[1], dtype=np.intp), None))
    assert not found.converged[0], f"{MAX_STEPS} steps are not enough for so many zeros"
