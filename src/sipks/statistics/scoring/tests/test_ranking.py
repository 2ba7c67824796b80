"""AUC and average precision against scikit-learn and by counting; budgets by trying all orders."""

from __future__ import annotations

from itertools import permutations
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sklearn.metrics import average_precision_score, roc_auc_score

from sipks.statistics.errors import BadInput
from sipks.statistics.scoring import alarm_budget, auc, average_precision

PERIOD = some.lists(some.tuples(some.integers(0, 1), some.integers(0, 2)), min_size=1, max_size=6)


def test_auc_counts_pairs() -> None:
    truth, risk = [1, 0, 1, 0], [0.9, 0.9, 0.4, 0.1]
    # Of the four pairs one is a tie, two are right, one is wrong.
    assert auc(truth, risk) == pytest.approx(2.5 / 4)


def test_average_precision_by_hand() -> None:
    assert average_precision([1, 0, 1], [0.9, 0.8, 0.7]) == pytest.approx((1 + 2 / 3) / 2)


def test_as_scikit_learn() -> None:
    random = np.random.default_rng(1)
    truth, risk = random.random(400) < 0.1, random.integers(0, 9, 400)
    assert auc(truth, risk) == pytest.approx(roc_auc_score(truth, risk), rel=1e-12)
    expected = average_precision_score(truth, risk)
    assert average_precision(truth, risk) == pytest.approx(expected, rel=1e-12)


def test_undefined_without_both_outcomes() -> None:
    assert np.isnan(auc([0, 0], [0.1, 0.2]))
    assert np.isnan(auc([1, 1], [0.1, 0.2]))
    assert np.isnan(average_precision([0, 0], [0.1, 0.2]))
    assert average_precision([1, 1], [0.1, 0.2]) == 1


def test_budget_of_each_period() -> None:
    """Two alarms in each of two periods; one of two events is found, then one of one."""
    found = alarm_budget(
        [[1, 0, 0, 1], [0, 1, 0, 0]], [[0.9, 0.8, 0.3, 0.1], [0.2, 0.9, 0.1, 0.4]], 2
    )
    assert (found.alarms, found.hits, found.events) == (4, 2, 3)
    assert (found.recall, found.precision) == (2 / 3, 0.5)


def test_budget_of_false_alarms() -> None:
    """Down the ranking: right, false, right; the next would be the second false one."""
    found = alarm_budget([[1, 0, 1, 0, 1]], [[5, 4, 3, 2, 1]], 1, of="false")
    assert (found.alarms, found.hits, found.events) == (3, 2, 3)


def test_budget_beyond_all_units() -> None:
    found = alarm_budget([[1, 0]], [[0.5, 0.5]], 9)
    assert (found.alarms, found.hits) == (2, 1)


@settings(max_examples=60, deadline=None)
@given(PERIOD, some.integers(1, 6), some.sampled_from(["alarms", "false"]))
def test_ties_are_broken_as_chance_would(
    period: list[tuple[int, int]], k: int, of: Literal["alarms", "false"]
) -> None:
    tried = [_taken(order, k, of) for order in permutations(period)]
    alarms, hits = np.mean(tried, axis=0)
    truth, risk = zip(*period, strict=True)
    found = alarm_budget([truth], [risk], k, of=of)
    assert (found.alarms, found.hits) == pytest.approx((alarms, hits))


def _taken(order: tuple[tuple[int, int], ...], k: int, of: str) -> tuple[int, int]:
    alarms = hits = 0
    for happened, _ in sorted(order, key=lambda one: -one[1]):
        spent = alarms - hits if of == "false" else alarms
        if spent == k and not (of == "false" and happened):
            break
        alarms += 1
        hits += happened
    return alarms, hits


def test_budget_without_events_or_alarms() -> None:
    assert np.isnan(alarm_budget([[0, 0]], [[1, 2]], 1).recall)
    assert alarm_budget([[0, 0]], [[1, 2]], 1).precision == 0


def test_refusals() -> None:
    with pytest.raises(BadInput, match="risk has the shape"):
        alarm_budget([[1, 0]], [[1.0]], 1)
    with pytest.raises(BadInput, match="row 1, column 2: occurred 2 is neither"):
        alarm_budget([[1, 2]], [[1, 2]], 1)
    with pytest.raises(BadInput, match="k is 0"):
        alarm_budget([[1, 0]], [[1, 2]], 0)
    with pytest.raises(BadInput, match="of is"):
        alarm_budget([[1, 0]], [[1, 2]], 1, of="all")  # type: ignore[arg-type]
