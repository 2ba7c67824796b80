"""Ignorance over the classes of VIEWS, as the challenge's procedure and by hand."""

from __future__ import annotations

from collections import Counter
from math import log2

import numpy as np
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.scoring import VIEWS_BINS, bin_probabilities, ignorance

# The last count of each class but the open one.
LAST = (0, 2, 5, 10, 25, 50, 100, 250, 500, 1000)


def test_by_hand() -> None:
    # 1, 2 and 2 of four draws lie in class 1–2; eleven classes have one draw more.
    assert ignorance([1], [[1, 2, 2, 7]], draws=None)[0] == pytest.approx(-log2(4 / 15))
    assert ignorance([1], [[1, 2, 2, 7]])[0] == pytest.approx(-log2(751 / 1011))
    assert ignorance([30], [[1, 2, 2, 7]])[0] == pytest.approx(-log2(1 / 1011))


def test_classes_end_where_those_of_views_do() -> None:
    assert [bound - 0.5 for bound in VIEWS_BINS] == list(LAST)
    for number, last in enumerate(LAST):
        found = bin_probabilities([[last, last + 1]], floor=0)[0]
        assert np.flatnonzero(found).tolist() == [number, number + 1]


def test_as_the_procedure_of_the_challenge() -> None:
    """One draw is put into each class beside the 1,000, and shares are counted."""
    random = np.random.default_rng(3)
    truth = np.floor(random.gamma(0.3, 200, 40))
    drawn = np.floor(random.gamma(0.3, 200, (40, 1000)))
    told = []
    for count, row in zip(truth, drawn, strict=True):
        classes = Counter(_class(value) for value in row) + Counter(range(11))
        told.append(-log2(classes[_class(count)] / classes.total()))
    np.testing.assert_allclose(ignorance(truth, drawn), told, rtol=1e-12)


def _class(value: float) -> int:
    return sum(value > last for last in LAST)


def test_probabilities_sum_to_one() -> None:
    drawn = np.random.default_rng(1).poisson(4, (20, 13))
    for draws in (None, 12, 1000):
        np.testing.assert_allclose(bin_probabilities(drawn, draws=draws).sum(axis=1), 1)


def test_without_floor_the_impossible_is_infinite() -> None:
    assert ignorance([3], [[0, 0]], floor=0)[0] == np.inf


def test_weighed_alike_size_does_not_matter() -> None:
    few, many = [[0, 1, 4]], [[0, 1, 4] * 50]
    assert ignorance([1], few) == pytest.approx(ignorance([1], many))
    assert ignorance([1], few, draws=None) != pytest.approx(ignorance([1], many, draws=None))


@pytest.mark.parametrize("bins", [(2, 1), (), (1, 1), (1, float("nan")), (float("nan"),)])
def test_bounds_ascend(bins: tuple[float, ...]) -> None:
    with pytest.raises(BadInput, match="ascend"):
        ignorance([1], [[1]], bins=bins)


def test_floor_is_not_negative() -> None:
    for floor in (-1, float("nan"), float("inf")):
        with pytest.raises(BadInput, match="floor is"):
            ignorance([1], [[1]], floor=floor)
    with pytest.raises(BadInput, match="draws is 0"):
        ignorance([1], [[1]], draws=0)


def test_a_value_on_a_bound_belongs_above() -> None:
    """Samples may be broken numbers; the challenge's `digitize` puts 0.5 to 1–2."""
    assert np.flatnonzero(bin_probabilities([[0.5]], floor=0)[0]).tolist() == [1]
