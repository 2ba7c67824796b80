"""Reliability curve: frequencies by hand, bands by what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from sipks.statistics.errors import BadInput
from sipks.statistics.scoring import reliability_curve


def test_frequencies_by_hand() -> None:
    curve = reliability_curve([0, 1, 1, 0, 1], [0.05, 0.15, 0.19, 0.95, 1.0])
    assert curve["n"].to_list() == [1, 2, 2]
    assert curve["told"].to_list() == pytest.approx([0.05, 0.17, 0.975])
    assert curve["observed"].to_list() == pytest.approx([0, 1, 0.5])


def test_same_seed_same_bands() -> None:
    random = np.random.default_rng(1)
    told = random.random(200)
    truth = random.random(200) < told
    curves = [reliability_curve(truth, told, seed=seed) for seed in (7, 7, 8)]
    assert curves[0].equals(curves[1])
    assert not curves[0].equals(curves[2])


def test_bands_of_one_class_are_those_of_the_binomial() -> None:
    """All rows tell 0.3: what a reliable forecast shows is binomial."""
    curve = reliability_curve([1] * 30 + [0] * 70, [0.3] * 100, replicates=20_000)
    expected = binom.ppf([0.05, 0.95], 100, 0.3) / 100
    assert [curve["low"][0], curve["high"][0]] == pytest.approx(expected.tolist(), abs=1e-9)
    assert curve["inside"][0]


def test_reliable_forecasts_lie_inside_as_often_as_told() -> None:
    random = np.random.default_rng(3)
    inside = []
    for seed in range(60):
        told = random.beta(0.5, 2, 800)
        truth = random.random(800) < told
        curve = reliability_curve(truth, told, by="size", replicates=300, seed=seed)
        inside += curve["inside"].to_list()
    # 600 classes: binomial with three standard errors, and frequencies are lumpy, to the safe side.
    assert 0.9 - 0.037 < np.mean(inside) < 0.9 + 0.06


def test_overconfident_forecasts_lie_outside() -> None:
    random = np.random.default_rng(3)
    chance = random.uniform(0.2, 0.8, 4000)
    truth = random.random(4000) < chance
    told = np.clip(0.5 + 1.6 * (chance - 0.5), 0, 1)
    curve = reliability_curve(truth, told)
    assert not curve["inside"][0]
    assert not curve["inside"][-1]


def test_certainty_has_no_band() -> None:
    curve = reliability_curve([0, 0, 1], [0, 0, 1], bins=2)
    assert curve.select("low", "high").rows() == [(0, 0), (1, 1)]
    assert curve["inside"].all()


def test_refusals() -> None:
    with pytest.raises(BadInput, match=r"row 2: probabilities 1.5 is not between 0 and 1"):
        reliability_curve([0, 1], [0.5, 1.5])
    for bins in (0, 2.5, "ten"):
        with pytest.raises(BadInput, match="bins is"):
            reliability_curve([0, 1], [0.5, 0.5], bins=bins)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="level"):
        reliability_curve([0, 1], [0.5, 0.5], level=90)
