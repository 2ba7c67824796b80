"""Brier score against scikit-learn; its parts by hand, and as a sum."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sklearn.metrics import brier_score_loss

from sipks.statistics.errors import BadInput
from sipks.statistics.scoring import BrierParts, brier, brier_decomposition

PAIRS = some.lists(some.tuples(some.integers(0, 1), some.floats(0, 1)), min_size=1, max_size=40)


def test_as_scikit_learn() -> None:
    random = np.random.default_rng(1)
    told = random.random(500)
    truth = random.random(500) < told
    assert brier(truth, told).mean() == pytest.approx(brier_score_loss(truth, told), rel=1e-12)


def test_parts_by_hand() -> None:
    """Two classes: told 0.1 and 0.3, where one of two happens, and 0.6 and 1, where both do."""
    parts = brier_decomposition([0, 1, 1, 1], [0.1, 0.3, 0.6, 1.0], bins=2)
    assert parts.score == pytest.approx((0.01 + 0.49 + 0.16) / 4)
    assert parts.reliability == pytest.approx((2 * 0.3**2 + 2 * 0.2**2) / 4)
    assert parts.resolution == pytest.approx((2 * 0.25**2 + 2 * 0.25**2) / 4)
    assert parts.uncertainty == pytest.approx(0.75 * 0.25)
    assert parts.within_variance == pytest.approx((2 * 0.1**2 + 2 * 0.2**2) / 4)
    assert parts.within_covariance == pytest.approx(2 * (2 * 0.1 * 0.5) / 4)
    assert parts.skill == pytest.approx(1 - 0.165 / 0.1875)


@settings(deadline=None)
@given(PAIRS, some.integers(1, 12), some.sampled_from(["width", "size", "value"]))
def test_parts_add_up(
    pairs: list[tuple[int, float]], bins: int, by: Literal["width", "size", "value"]
) -> None:
    truth, told = zip(*pairs, strict=True)
    parts = brier_decomposition(truth, told, bins=bins, by=by)
    assert _sum(parts) == pytest.approx(parts.score, abs=1e-12)
    assert parts.score == pytest.approx(float(brier(truth, told).mean()), abs=1e-12)


def _sum(parts: BrierParts) -> float:
    return parts.reliability - parts.generalised_resolution + parts.uncertainty


def test_a_class_for_each_value_has_nothing_within() -> None:
    parts = brier_decomposition([0, 1, 1, 0], [0.2, 0.2, 0.7, 0.7], by="value")
    assert parts.within_variance == pytest.approx(0)
    assert parts.within_covariance == pytest.approx(0)


def test_base_rate_has_no_skill_and_no_resolution() -> None:
    parts = brier_decomposition([0, 0, 0, 1], [0.25] * 4)
    assert (parts.reliability, parts.resolution, parts.skill) == pytest.approx((0, 0, 0))


def test_skill_is_undefined_without_both_outcomes() -> None:
    assert np.isnan(brier_decomposition([0, 0], [0.1, 0.2]).skill)


def test_other_classes_are_refused() -> None:
    with pytest.raises(BadInput, match="by is"):
        brier_decomposition([0, 1], [0.1, 0.2], by="depth")  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="bins"):
        brier_decomposition([0, 1], [0.1, 0.2], bins=0)
