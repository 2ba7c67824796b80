from __future__ import annotations

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression

from sipks.statistics.aberration.outbreakp import outbreakP
from sipks.statistics.errors import BadInput

from .sequential import cases, options, reference, series


@pytest.mark.parametrize("case", cases("outbreakP"), ids=" ".join)
def test_alarms_are_those_of_r(case: tuple[str, str, str]) -> None:
    known = reference(case)
    found = outbreakP(series(case[0]), last=len(known["alarm"]), **options(case))
    np.testing.assert_array_equal(found.alarm[:, 0], known["alarm"] == 1)


@pytest.mark.parametrize("case", cases("outbreakP", "ret=value"), ids=" ".join)
def test_ratios_are_those_of_r(case: tuple[str, str, str]) -> None:
    known = reference(case)
    found = outbreakP(series(case[0]), last=len(known["alarm"]), **options(case))
    np.testing.assert_allclose(found.score[:, 0], np.log(known["upper"]), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("case", cases("outbreakP", "ret=cases"), ids=" ".join)
def test_least_cases_are_those_of_r(case: tuple[str, str, str]) -> None:
    known = reference(case)
    found = outbreakP(series(case[0]), last=len(known["alarm"]), **options(case))
    # Where no count at all would do, R gives none, and we 0.
    upper = np.nan_to_num(known["upper"], nan=0.0)
    np.testing.assert_array_equal(found.threshold[:, 0], upper)


def test_the_means_are_those_of_isotonic_regression() -> None:
    counts = np.random.default_rng(3).poisson(4, (60, 8)).astype(float)
    found = outbreakP(counts, last=20)
    for row in range(20):
        for one in range(8):
            past = counts[: 41 + row, one]
            mean = IsotonicRegression().fit_transform(np.arange(len(past)), past)
            seen = past > 0
            ratio = (past[seen] * np.log(mean[seen] / past.mean())).sum()
            assert found.score[row, one] == pytest.approx(ratio, abs=1e-9)


def test_there_is_an_alarm_from_the_threshold_on() -> None:
    counts = np.random.default_rng(4).poisson(2, (50, 300)).astype(float)
    counts[-3:] += np.random.default_rng(5).poisson(3, (3, 300))
    found = outbreakP(counts, last=4, k=10, ret="cases")
    assert 0.1 < found.alarm.mean() < 0.9
    np.testing.assert_array_equal(counts[-4:] >= found.threshold, found.alarm)


def test_a_threshold_out_of_reach_is_none() -> None:
    found = outbreakP(np.array([[50.0], [50]]), k=1e6, ret="cases", maxUpperboundCases=60)
    assert np.isnan(found.threshold).all()


def test_long_series_do_not_overflow() -> None:
    counts = np.concatenate([np.full(300, 1.0), np.full(300, 500.0)])[:, None]
    found = outbreakP(counts)
    assert found.score.item() > np.log(np.finfo(float).max)
    assert found.alarm.all()


def test_silent_series_are_calm() -> None:
    found = outbreakP(np.zeros((10, 2)), last=10, ret="cases")
    assert (found.score == 0).all()
    assert not found.alarm.any()


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"k": 0.5}, "k must be a number at least 1"),
        ({"ret": "both"}, "ret must be one of value, cases"),
        ({"last": 0}, "last must be a whole number"),
        ({"last": 11}, "outbreakP needs 0 periods"),
    ],
)
def test_options_are_refused_by_name(given: dict[str, object], what: str) -> None:
    with pytest.raises(BadInput, match=what):
        outbreakP(np.ones((10, 2)), **given)  # type: ignore[arg-type]
