from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sipks.statistics.aberration.bayes import bayes
from sipks.statistics.errors import BadInput

from .sequential import cases, options, reference, series


@pytest.mark.parametrize("case", cases("bayes"), ids=" ".join)
def test_bounds_and_alarms_are_those_of_r(case: tuple[str, str, str]) -> None:
    known = reference(case)
    found = bayes(series(case[0]), last=len(known["alarm"]), **options(case))
    np.testing.assert_array_equal(found.threshold[:, 0], known["upper"])
    np.testing.assert_array_equal(found.alarm[:, 0], known["alarm"] == 1)


def test_the_prediction_is_the_mixture_of_poisson_counts() -> None:
    counts = np.array([[2.0], [5], [3], [6]])
    found = bayes(counts, w=3)
    rate = stats.gamma(10.5, scale=1 / 3)
    drawn = np.random.default_rng(7)
    sample = drawn.poisson(rate.rvs(400_000, random_state=drawn))
    assert found.p.item() == pytest.approx((sample >= 6).mean(), abs=3e-3)
    assert found.expected.item() == pytest.approx(3.5)


def test_the_score_says_what_the_alarm_says() -> None:
    counts = np.random.default_rng(8).poisson(0.4, (80, 200)).astype(float)
    found = bayes(counts, last=20)
    assert found.alarm.any()
    np.testing.assert_array_equal(found.score >= 1, found.alarm)
    np.testing.assert_array_equal(found.p <= 0.05, found.alarm)


def test_false_alarms_are_as_rare_as_asked() -> None:
    counts = np.random.default_rng(9).poisson(6, (60, 4000)).astype(float)
    found = bayes(counts, w=30, alpha=0.05)
    assert found.alarm.mean() <= 0.05
    assert stats.binomtest(int((found.p <= 0.5).sum()), 4000, 0.5, "greater").pvalue > 1e-3


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"alpha": 1.5}, "alpha must be a number between 0 and 1"),
        ({"w": -1}, "w must be a whole number"),
        ({"b": 2}, "bayes needs 110 periods before the first"),
        ({"actY": False}, "bayes has no reference"),
        ({"actY": "yes"}, "actY must be true or false"),
    ],
)
def test_options_are_refused_by_name(given: dict[str, object], what: str) -> None:
    with pytest.raises(BadInput, match=what):
        bayes(np.ones((60, 2)), **given)  # type: ignore[arg-type]
