from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom

from sipks.statistics.forecast.ewma import learn
from sipks.statistics.panel import Floats, Panel

from .panels import one, sample


def fading(discount: float, strength: float, mean: float, length: int) -> Floats:
    """Counts of 400 units, made as the model says."""
    rng = np.random.default_rng(2)
    past, weight, counts = np.zeros(400), 0.0, []
    for _ in range(length):
        rate = rng.gamma(strength * mean + past) / (strength + weight)
        counts.append(rng.poisson(rate))
        past, weight = discount * past + counts[-1], discount * weight + 1
    return np.array(counts, dtype=float)


def test_ewma_recovers_how_fast_the_past_fades() -> None:
    found = learn(fading(0.8, 1.0, 3.0, length=150), mean=3.0)
    assert found[0] == pytest.approx(0.8, abs=0.01)
    assert found[1] == pytest.approx(1.0, rel=0.1)


def test_ewma_next_step_is_the_negative_binomial_of_its_posterior() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(rng.gamma(0.5, 4.0, 200), (40, 200)).astype(float)
    panel = Panel(tuple(map(str, range(200))), one([0] * 40).timeline, counts)
    mean = counts.mean()
    discount, strength = learn(counts, mean)
    weights = discount ** np.arange(39, -1, -1)
    shape = strength * mean + weights @ counts
    rate = strength + weights.sum()
    law = nbinom(shape, rate / (rate + 1))
    drawn = sample("ewma", panel, steps=1, draws=4000)[:, 0]
    assert (drawn == 0).mean(axis=0) == pytest.approx(law.pmf(0), abs=0.04)
    assert drawn.mean() == pytest.approx(law.mean().mean(), rel=0.01)
    assert drawn.var(axis=0).mean() == pytest.approx(law.var().mean(), rel=0.03)


def test_ewma_spreads_further_the_further_ahead() -> None:
    counts = fading(0.6, 0.5, 3.0, length=60)
    panel = Panel(tuple(map(str, range(400))), one([0] * 60).timeline, counts)
    drawn = sample("ewma", panel, steps=6, draws=2000)
    spread = drawn.std(axis=0).mean(axis=1)
    assert (np.diff(spread) > 0).all()
    assert spread[5] > 1.15 * spread[0]
    assert drawn[:, 5].mean() == pytest.approx(counts[-8:].mean(), rel=0.15)
