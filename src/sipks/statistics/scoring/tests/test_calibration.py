"""Calibration in the large, by hand."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.scoring import calibration_in_the_large


def test_of_probabilities() -> None:
    found = calibration_in_the_large([1, 1, 1, 0], [0.5] * 4)
    assert (found.observed, found.expected) == (0.75, 0.5)
    assert (found.difference, found.ratio) == (-0.25, 1.5)
    # One event more than the two expected; the variance of four is 1.
    assert found.z == pytest.approx(1)
    assert found.p_value == pytest.approx(0.3173105, abs=1e-7)


def test_of_samples() -> None:
    found = calibration_in_the_large([1, 8], [[0, 2], [4, 4]])
    assert (found.observed, found.expected) == (4.5, 2.5)
    assert found.z == pytest.approx(4)


def test_false_alarms_are_nominal() -> None:
    random = np.random.default_rng(2)
    rejected = []
    for _ in range(400):
        told = random.random(200)
        rejected.append(calibration_in_the_large(random.random(200) < told, told).p_value < 0.05)
    assert np.mean(rejected) == pytest.approx(0.05, abs=0.033)


def test_without_variance_there_is_no_test() -> None:
    found = calibration_in_the_large([0, 3], [[0], [0]])
    assert isnan(found.z)
    assert isnan(found.ratio)
    assert found.difference == -1.5


def test_refusals() -> None:
    with pytest.raises(BadInput, match="row 1: occurred 2"):
        calibration_in_the_large([2], [0.5])
    with pytest.raises(BadInput, match="forecast has the shape"):
        calibration_in_the_large([2], [[[0.5]]])
