from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from sipks.statistics.forecast import samples
from sipks.statistics.panel import Floats, Panel
from sipks.statistics.timeline import Timeline

RNG = np.random.default_rng(2)
RATES = RNG.gamma(0.4, 2.0, 80)


def panel(counts: npt.NDArray[Any]) -> Panel:
    timeline = Timeline.of([f"{2012 + at // 12}-{at % 12 + 1:02d}" for at in range(len(counts))])
    units = tuple(f"u{at:03d}" for at in range(counts.shape[1]))
    return Panel(units, timeline, np.asarray(counts, dtype=float))


def steady(months: int = 48) -> Panel:
    return panel(np.random.default_rng(4).poisson(RATES, (months, len(RATES))))


def test_steady_rates_are_foreseen() -> None:
    found = samples(steady(), steps=3, draws=2000).mean(axis=0)
    assert found.sum(axis=1) == pytest.approx(np.full(3, RATES.sum()), rel=0.15)
    assert np.abs(found - RATES).mean() < 0.25 * RATES.mean()


def test_what_comes_falls_evenly_among_the_draws() -> None:
    """Of Poisson counts with steady rates, the middle 80 % of the draws hold 80 % or more."""
    given = steady()
    low, high = np.quantile(samples(given, steps=1, draws=2000)[:, 0], [0.1, 0.9], axis=0)
    came = np.random.default_rng(9).poisson(RATES, (200, len(RATES)))
    inside = ((came >= low) & (came <= high)).mean()
    assert 0.8 <= inside <= 0.97


def test_units_of_a_nation_that_wanders_share_their_luck() -> None:
    walk = np.exp(np.cumsum(np.random.default_rng(1).normal(0, 0.3, 60)))
    counts = np.random.default_rng(1).poisson(np.minimum(walk, 9)[:, None] * RATES)
    drawn = samples(panel(counts), steps=6, draws=2000)[:, -1]
    assert drawn.sum(axis=1).var() > 2 * drawn.var(axis=0).sum()


def test_an_empty_unit_changes_little() -> None:
    given = steady()
    wider = panel(np.column_stack([given.counts, np.zeros(len(given.counts))]))
    one, two = (samples(each, steps=2, draws=2000).mean(axis=0) for each in (given, wider))
    assert two[:, :-1] == pytest.approx(one, rel=0.1, abs=0.25)
    assert two[:, -1].max() < 0.1


def test_order_of_units_does_not_matter() -> None:
    given = steady()
    order = np.random.default_rng(0).permutation(len(RATES))
    turned = replace(given, counts=given.counts[:, order])
    one, two = (samples(each, steps=2, draws=3000).mean(axis=0) for each in (given, turned))
    assert two == pytest.approx(one[:, order], rel=0.12, abs=0.15)


def test_twice_the_counts_are_about_twice_the_forecast() -> None:
    given = steady()
    twice = replace(given, counts=2 * given.counts)
    one, two = (samples(each, steps=2, draws=2000).mean() for each in (given, twice))
    assert two / one == pytest.approx(2, rel=0.05)


@pytest.mark.parametrize(
    "counts",
    [np.zeros((30, 5)), np.zeros((1, 4)), np.array([[3.0]]), np.full((2, 1), 4.0), np.eye(9)],
)
def test_little_to_learn_from_is_no_error(counts: Floats) -> None:
    drawn = samples(panel(counts), steps=12, draws=50)
    assert drawn.shape == (50, 12, counts.shape[1])
    assert drawn.mean() < 30


def test_silence_stays_likely() -> None:
    assert samples(panel(np.zeros((36, 50))), steps=3, draws=200).mean() < 0.01


@pytest.mark.parametrize("grain", ["2016-W01", "2016-01-01", "2016"])
def test_every_grain_is_forecast(grain: str) -> None:
    first = Timeline.of([grain])
    timeline = replace(first, length=40)
    given = Panel(
        ("a", "b"), timeline, np.random.default_rng(1).poisson(2.0, (40, 2)).astype(float)
    )
    assert 1 < samples(given, steps=2, draws=500).mean() < 3.5


def test_places_and_population_are_used() -> None:
    given = steady()
    where = np.column_stack([np.arange(80.0), np.zeros(80)])
    placed = replace(given, where=where, population=np.ones_like(given.counts))
    drawn = samples(placed, steps=2, draws=1000).mean(axis=0)
    assert drawn.sum(axis=1) == pytest.approx(np.full(2, RATES.sum()), rel=0.15)
