from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.forecast.level import level

RNG = np.random.default_rng(8)


def test_a_steady_total_stays() -> None:
    found = level(np.full(48, 200.0), 6, 12, 1.0)
    assert found.now == pytest.approx(np.full(len(found.now), 200.0))


def test_an_unsteady_total_spreads_more_than_a_steady_one() -> None:
    steady = RNG.poisson(200, 60).astype(float)
    unsteady = RNG.poisson(200 * np.exp(np.cumsum(RNG.normal(0, 0.35, 60)))).astype(float)
    assert (level(unsteady, 3, 12, 1.0).spread > level(steady, 3, 12, 1.0).spread).all()


def test_spread_never_shrinks_with_the_steps() -> None:
    found = level(RNG.poisson(30, 48).astype(float), 12, 12, 2.0)
    assert (np.diff(found.spread, axis=1) >= 0).all()


def test_draws_have_the_spread_that_was_learnt() -> None:
    found = level(RNG.poisson(30, 48).astype(float), 6, 12, 2.0)
    drawn = found.draw(30_000, np.random.default_rng(1))
    logs = np.log(drawn[::1]) - np.log(found.now.mean())
    assert logs.std(axis=0) == pytest.approx(
        np.sqrt((found.spread**2).mean(axis=0) + np.log(found.now).var()), rel=0.05
    )


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_short_history_gives_a_level(length: int) -> None:
    found = level(np.arange(1.0, length + 1), 6, 12, 1.0)
    assert np.isfinite(found.now).all()
    assert np.isfinite(found.spread).all()
