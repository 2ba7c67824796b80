from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sipks.statistics.aberration.cusum import cusum
from sipks.statistics.aberration.transforms import TRANSFORMS
from sipks.statistics.errors import BadInput

from .sequential import cases, options, reference, series

Case = tuple[str, str, str]
# Of these R gives what is left until an alarm, or inverts another formula than it applies.
OTHER_BOUND = ("none", "anscombe2nd", "anscombeNegBin")
EXACT = [case for case in cases("cusum") if options(case)["trans"] not in OTHER_BOUND]


@pytest.mark.parametrize("case", cases("cusum"), ids=" ".join)
def test_alarms_are_those_of_r(case: Case) -> None:
    known = reference(case)
    last = len(known["alarm"])
    found = cusum(series(case[0]), last=last, run=last, **options(case))
    np.testing.assert_array_equal(found.alarm[:, 0], known["alarm"] == 1)


@pytest.mark.parametrize("case", cases("cusum"), ids=" ".join)
def test_sums_are_those_of_r(case: Case) -> None:
    known = reference(case)
    last = len(known["alarm"])
    found = cusum(series(case[0]), last=last, run=last, **options(case))
    # R looks the hypergeometric function up in a table of few digits.
    close = 0.02 if options(case)["trans"] == "anscombeNegBin" else 1e-6
    np.testing.assert_allclose(found.score[:, 0], known["statistic"], rtol=0, atol=close)


@pytest.mark.parametrize("case", EXACT, ids=" ".join)
def test_bounds_are_those_of_r(case: Case) -> None:
    known, given = reference(case), options(case)
    last = len(known["alarm"])
    found = cusum(series(case[0]), last=last, run=last, **given)
    before = np.concatenate([[0], found.score[:-1, 0]])
    needed = (given["h"] + given["k"] - before) / np.sqrt(found.expected[:, 0])
    # Between these R follows the wrong branch of the square; the transform of 0 lies above.
    same = (given["trans"] != "rossi") | (needed >= -1.5) | (needed <= -2)
    assert (found.threshold[~same, 0] == 0).all()
    assert same.mean() > 0.98
    np.testing.assert_allclose(found.threshold[same, 0], known["upper"][same], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("trans", TRANSFORMS)
def test_there_is_an_alarm_from_the_threshold_on(trans: str) -> None:
    counts = np.random.default_rng(5).negative_binomial(3, 0.4, (90, 40)).astype(float)
    given: dict[str, Any] = {"last": 30, "run": 30, "trans": trans, "k": 1.5, "h": 3.0}
    found = cusum(counts, **given)
    now = counts[-30:]
    apart = np.abs(now - found.threshold) > 1e-9
    assert found.alarm.any()
    assert (~found.alarm).any()
    np.testing.assert_array_equal((now >= found.threshold)[apart], found.alarm[apart])


def test_a_series_that_was_always_silent_cannot_be_judged() -> None:
    found = cusum(np.array([[0.0, 1], [0, 1], [3, 1]]), last=1, run=1)
    assert np.isnan(found.score[0, 0])
    assert not found.alarm[0, 0]
    assert found.score[0, 1] == 0
    silent = np.zeros((60, 1))
    silent[-1] = 3
    assert np.isnan(cusum(silent, m="glm").score).all()


def test_the_sum_runs_for_a_year_unless_told_otherwise() -> None:
    counts = np.random.default_rng(1).poisson(3, (200, 5)).astype(float)
    short = cusum(counts, last=1, freq=52)
    long = cusum(counts, last=52, run=52)
    np.testing.assert_array_equal(short.score, long.score[-1:])


def test_the_order_of_series_does_not_matter() -> None:
    counts = np.random.default_rng(2).poisson(3, (120, 6)).astype(float)
    order = np.array([3, 1, 5, 0, 2, 4])
    found, moved = cusum(counts, m="glm"), cusum(counts[:, order], m="glm")
    np.testing.assert_allclose(found.score[:, order], moved.score, rtol=1e-9)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"trans": "log"}, "trans must be one of standard"),
        ({"h": -1.0}, "h must be a number"),
        ({"run": 0}, "run must be a whole number of at least 1"),
        ({"run": 10}, "cusum needs 1 periods before"),
        ({"m": -2.0}, "m must be finite and not negative"),
        ({"m": np.ones(3)}, "m must be a number or an array of"),
        ({"m": "mean"}, "m must be one of glm"),
        ({"m": "glm"}, "needs 3 periods"),
    ],
)
def test_options_are_refused_by_name(given: dict[str, object], what: str) -> None:
    with pytest.raises(BadInput, match=what):
        cusum(np.ones((4, 2)), **({"run": 2} | given))  # type: ignore[arg-type]
