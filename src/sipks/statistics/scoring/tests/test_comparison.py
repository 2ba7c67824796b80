"""Diebold–Mariano against statsmodels' HAC errors, by hand, and under the null."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import t as student

from sipks.statistics.errors import BadInput
from sipks.statistics.scoring import diebold_mariano


def _losses(periods: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    noise = random.normal(size=periods + 2)
    moving = noise[2:] + 0.6 * noise[1:-1] + 0.3 * noise[:-2]
    return random.gamma(2, size=periods) + moving, random.gamma(2.4, size=periods)


@pytest.mark.parametrize("lags", [0, 1, 3, 8])
def test_error_as_statsmodels(lags: int) -> None:
    one, other = _losses(60)
    fitted = sm.OLS(one - other, np.ones(60)).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False}
    )
    found = diebold_mariano(one, other, lags=lags)
    assert found.difference == pytest.approx(fitted.params[0], rel=1e-10)
    assert found.standard_error == pytest.approx(fitted.bse[0], rel=1e-10)
    # One step: only √((T − 1)/T) is left of the correction.
    assert found.statistic == pytest.approx(fitted.tvalues[0] * sqrt(59 / 60), rel=1e-10)


def test_rectangular_kernel_by_hand() -> None:
    """Differences 1, 2, 4, 5: mean 3, γ_0 = 10/4, γ_1 = (2 − 1 + 2)/4."""
    found = diebold_mariano([1, 2, 4, 5], [0] * 4, h=2, kernel="rectangular")
    assert found.lags == 1
    assert found.standard_error == pytest.approx(sqrt((2.5 + 2 * 0.75) / 4))
    correction = sqrt((4 + 1 - 4 + 2 * 1 / 4) / 4)
    assert found.statistic == pytest.approx(correction * 3 / 1)
    assert found.p_value == pytest.approx(2 * student.sf(found.statistic, 3))


def test_bartlett_kernel_by_hand() -> None:
    found = diebold_mariano([1, 2, 4, 5], [0] * 4, h=2, lags=1)
    assert found.standard_error == pytest.approx(sqrt((2.5 + 2 * 0.5 * 0.75) / 4))


def test_units_are_averaged_by_period() -> None:
    random = np.random.default_rng(1)
    one, other = random.gamma(2, size=(30, 8)), random.gamma(2, size=(30, 8))
    assert diebold_mariano(one, other, h=3) == diebold_mariano(
        (one - other).mean(axis=1), np.zeros(30), h=3
    )


def test_a_copied_unit_is_no_evidence() -> None:
    one, other = _losses(40)
    alone = diebold_mariano(one, other)
    copied = diebold_mariano(np.tile(one[:, None], 500), np.tile(other[:, None], 500))
    assert copied.statistic == pytest.approx(alone.statistic)


def test_exchange_turns_the_sign() -> None:
    one, other = _losses(40)
    there, back = diebold_mariano(one, other), diebold_mariano(other, one)
    assert there.statistic == pytest.approx(-back.statistic)
    assert there.p_value == pytest.approx(back.p_value)


def test_alternatives() -> None:
    one, other = _losses(40)
    less = diebold_mariano(one, other, alternative="less").p_value
    greater = diebold_mariano(one, other, alternative="greater").p_value
    both = diebold_mariano(one, other).p_value
    assert less + greater == pytest.approx(1)
    assert both == pytest.approx(2 * min(less, greater))
    assert less < greater


@pytest.mark.parametrize(("h", "periods", "lags"), [(1, 100, 4), (1, 12, 2), (6, 40, 5)])
def test_usual_lags(h: int, periods: int, lags: int) -> None:
    assert diebold_mariano(*_losses(periods), h=h).lags == lags


def test_rejects_about_as_often_as_told() -> None:
    """A moving average of order 2, as the errors of three steps are."""
    random = np.random.default_rng(6)
    rejected = []
    for _ in range(1000):
        noise = random.normal(size=202)
        moving = noise[2:] + noise[1:-1] + noise[:-2]
        rejected.append(diebold_mariano(moving, np.zeros(200), h=3).p_value < 0.05)
    assert 0.03 < np.mean(rejected) < 0.1


def test_without_lags_it_would_reject_far_too_often() -> None:
    random = np.random.default_rng(6)
    rejected = []
    for _ in range(400):
        noise = random.normal(size=202)
        moving = noise[2:] + noise[1:-1] + noise[:-2]
        rejected.append(diebold_mariano(moving, np.zeros(200), h=3, lags=0).p_value < 0.05)
    assert np.mean(rejected) > 0.15


def test_forecasts_that_never_differ() -> None:
    found = diebold_mariano([1, 2, 3], [1, 2, 3])
    assert (found.statistic, found.p_value) == (0, 1)


def test_refusals() -> None:
    with pytest.raises(BadInput, match="losses_b has the shape"):
        diebold_mariano([1, 2, 3], [1, 2])
    with pytest.raises(BadInput, match="too few for 3 step"):
        diebold_mariano([1, 2, 3], [1, 2, 4], h=3)
    with pytest.raises(BadInput, match="row 2: losses_a nan"):
        diebold_mariano([1, np.nan, 3], [1, 2, 4])
    with pytest.raises(BadInput, match="variance of the difference"):
        diebold_mariano([2, 3, 4], [1, 2, 3])
    with pytest.raises(BadInput, match="lags is 3"):
        diebold_mariano([1, 2, 3], [3, 2, 9], lags=3)
    with pytest.raises(BadInput, match="kernel"):
        diebold_mariano([1, 2], [3, 9], kernel="parzen")  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="alternative"):
        diebold_mariano([1, 2], [3, 9], alternative="both")  # type: ignore[arg-type]
