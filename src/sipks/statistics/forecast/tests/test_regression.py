from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma, nbinom, poisson

from sipks.statistics.forecast import regression
from sipks.statistics.forecast.regression import fit


def simulated(
    units: int, length: int, prior: float, size: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(11)
    at = np.arange(length)
    design = np.stack([np.ones(length), at / 12, np.sin(2 * np.pi * at / 12)], axis=1)
    level = rng.gamma(prior, 1 / prior, units)
    mean = np.exp(design @ [0.7, 0.2, 0.5])[:, None] * level
    return rng.poisson(rng.gamma(size, mean / size)).astype(float), design, level


def test_finds_what_the_data_were_made_with() -> None:
    counts, design, level = simulated(300, 48, prior=0.8, size=1.5)
    found = fit(counts, design)
    assert found.prior == pytest.approx(0.8, rel=0.2)
    assert found.size == pytest.approx(1.5, rel=0.1)
    assert found.beta[1:] == pytest.approx([0.2, 0.5], abs=0.04)
    whole = found.level * np.exp(found.beta[0])
    assert np.corrcoef(np.log(whole), np.log(level))[0, 1] > 0.95


def test_is_statsmodels_regression_where_the_prior_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models = pytest.importorskip("statsmodels.api")
    counts, design, _ = simulated(6, 60, prior=5.0, size=2.0)
    given = SimpleNamespace(x=np.array([-18.0, np.log(2.0)]))
    monkeypatch.setattr(regression, "minimize", lambda *_, **__: given)
    monkeypatch.setattr(regression, "SPREAD", 1e4)
    found = fit(counts, design)
    units = np.kron(np.ones((60, 1)), np.eye(6))
    both = np.hstack([units, np.repeat(design[:, 1:], 6, axis=0)])
    family = models.families.NegativeBinomial(alpha=0.5)
    reference = models.GLM(counts.ravel(), both, family=family).fit(tol=1e-12)
    assert found.beta[1:] == pytest.approx(reference.params[6:], abs=1e-4)
    levels = np.log(found.level) + found.beta[0]
    assert levels == pytest.approx(reference.params[:6], abs=1e-4)


def test_marginal_likelihood_of_levels_is_the_integral() -> None:
    """Without β to fit: one column, whose prior leaves it where it is."""
    counts = np.array([[0.0, 4.0], [1.0, 6.0], [0.0, 2.0]])
    design = np.ones((3, 1))
    for size, law in ((1e7, poisson), (3.0, None)):
        state = regression._start(counts, design)
        state.precision[:] = 1e12
        mean = np.exp(state.centre[0])
        prior = 0.7
        found = regression._maximise(state, counts, design, prior, size)

        def given(level: float, unit: int, size: float = size, mean: float = mean) -> float:
            seen = counts[:, unit]
            if size > 1e6:
                return float(poisson.pmf(seen, mean * level).prod())
            return float(nbinom.pmf(seen, size, size / (size + mean * level)).prod())

        exact = 0.0
        for unit in range(2):
            density = gamma(prior, scale=1 / prior).pdf
            integral = quad(lambda x, u=unit, d=density: given(x, u) * d(x), 0, 30, limit=400)[0]
            exact += np.log(integral)
        factorials = np.log([1, 24, 1, 720, 1, 2]).sum()
        constant = found - factorials + 0.5 * np.log(1e12)
        assert constant == pytest.approx(exact, abs=1e-4 if law is not None else 0.02)


def test_scaling_exposes_only_the_intercept() -> None:
    counts, design, _ = simulated(80, 48, prior=1.0, size=1e6)
    first, second = fit(counts, design), fit(10 * counts, design)
    assert second.beta[0] - first.beta[0] == pytest.approx(np.log(10), abs=0.15)
    assert second.beta[1:] == pytest.approx(first.beta[1:], abs=0.05)
