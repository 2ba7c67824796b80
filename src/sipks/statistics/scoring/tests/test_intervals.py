"""Interval score and coverage, against scoringrules and by hand."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules

from sipks.statistics.errors import BadInput
from sipks.statistics.scoring import central_interval, covered, interval_score

# Quantiles 0.05 and 0.95 of 0 … 20 are 1 and 19.
DRAWS = [list(range(21))]


def test_by_hand() -> None:
    assert interval_score([10], DRAWS)[0] == pytest.approx(18)
    assert interval_score([0], DRAWS)[0] == pytest.approx(18 + 20 * 1)
    assert interval_score([22], DRAWS)[0] == pytest.approx(18 + 20 * 3)
    assert interval_score([22], DRAWS, alpha=0.5)[0] == pytest.approx(10 + 4 * 7)


@pytest.mark.parametrize("alpha", [0.1, 0.2, 0.5])
def test_as_scoringrules(alpha: float) -> None:
    random = np.random.default_rng(2)
    truth, drawn = random.poisson(4, 300), random.poisson(3, (300, 50))
    lower, upper = np.quantile(drawn, [alpha / 2, 1 - alpha / 2], axis=1)
    expected = scoringrules.interval_score(truth, lower, upper, alpha)
    np.testing.assert_allclose(interval_score(truth, drawn, alpha=alpha), expected, rtol=1e-12)


def test_bounds_belong_to_the_interval() -> None:
    lower, upper = central_interval(DRAWS)
    assert (lower[0], upper[0]) == pytest.approx((1, 19))
    inside = covered([0, 1, 19, 20], DRAWS * 4)
    assert inside.tolist() == [False, True, True, False]


def test_right_forecasts_cover_as_told() -> None:
    random = np.random.default_rng(5)
    truth, drawn = random.poisson(400, 4000), random.poisson(400, (4000, 500))
    assert covered(truth, drawn).mean() == pytest.approx(0.9, abs=0.015)
    assert covered(truth, drawn, alpha=0.5).mean() == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("alpha", [0, 1, -0.1, 1.5])
def test_alpha_is_a_share(alpha: float) -> None:
    with pytest.raises(BadInput, match="alpha"):
        interval_score([1], [[1]], alpha=alpha)
