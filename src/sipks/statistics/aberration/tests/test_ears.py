"""EARS by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sipks.statistics.aberration import ears
from sipks.statistics.errors import BadInput

WEEK = [3.0, 5, 4, 6, 2, 4, 4]


def column(*values: float) -> np.ndarray:
    return np.array(values)[:, None]


def test_c1_is_a_week_and_z_deviations() -> None:
    found = ears(column(*WEEK, 10))
    mean, s = np.mean(WEEK), np.std(WEEK, ddof=1)
    assert found.expected[0, 0] == mean
    assert found.threshold[0, 0] == pytest.approx(mean + 3.090232306167813 * s)
    assert found.score[0, 0] == pytest.approx((10 - mean) / s)
    assert found.p[0, 0] == pytest.approx(stats.norm.sf((10 - mean) / s))
    assert found.alarm[0, 0]


def test_c2_does_not_look_at_the_last_two_days() -> None:
    quiet, loud = column(*WEEK, 4, 4, 10), column(*WEEK, 99, 99, 10)
    assert ears(quiet, level="C2").threshold == ears(loud, level="C2").threshold
    assert ears(loud, level="C1").threshold > ears(quiet, level="C1").threshold


def test_c3_sums_what_two_days_were_above() -> None:
    counts = column(*WEEK, 4, 4, 9, 8, 1)
    found = ears(counts, level="C3")
    c2 = ears(counts, level="C2", last=3).score[:2, 0]
    assert found.score[0, 0] == pytest.approx(sum(np.maximum(0, c2 - 1)))
    assert found.alarm[0, 0] == (found.score[0, 0] > 1.959963984540054)


def test_c3_as_published_takes_in_today() -> None:
    counts = column(*WEEK, 4, 4, 9, 8, 12)
    c2 = ears(counts, level="C2", last=3).score[:, 0]
    found = ears(counts, level="C3", published=True)
    assert found.score[0, 0] == pytest.approx(sum(np.maximum(0, c2 - 1)))
    assert found.alarm[0, 0]


def test_the_published_threshold_is_where_the_sum_reaches_z() -> None:
    counts = column(*WEEK, 4, 4, 6, 6, 0)
    threshold = ears(counts, level="C3", published=True).threshold[0, 0]
    for last, alarm in ((threshold - 0.01, False), (threshold + 0.01, True)):
        counts[-1] = last
        assert ears(counts, level="C3", published=True).alarm[0, 0] == alarm


def test_no_variation_makes_any_count_above_an_alarm() -> None:
    counts = np.array([[0, 5.0]] * 7 + [[1, 5]])
    found = ears(counts)
    assert found.alarm.tolist() == [[True, False]]
    assert found.score.tolist() == [[np.inf, 0]]
    assert not ears(counts, minSigma=1.0).alarm.any()


def test_many_series_are_judged_as_each_alone() -> None:
    counts = np.random.default_rng(1).poisson(3, (60, 20)).astype(float)
    for level in ("C1", "C2", "C3"):
        together = ears(counts, last=30, level=level)
        for at in range(20):
            alone = ears(counts[:, at : at + 1], last=30, level=level)
            np.testing.assert_array_equal(alone.threshold[:, 0], together.threshold[:, at])


@pytest.mark.parametrize(("level", "needs"), [("C1", 7), ("C2", 9), ("C3", 11)])
def test_a_short_history_is_refused(level: str, needs: int) -> None:
    ears(np.ones((needs + 1, 1)), level=level)
    with pytest.raises(BadInput, match=f"{level} needs {needs} periods before"):
        ears(np.ones((needs, 1)), level=level)


@pytest.mark.parametrize(
    "wrong", [{"baseline": 2}, {"minSigma": -1.0}, {"alpha": 1.0}, {"level": "C4"}]
)
def test_options_out_of_range_are_named(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput, match=next(iter(wrong))):
        ears(np.ones((30, 1)), **wrong)  # type: ignore[arg-type]
