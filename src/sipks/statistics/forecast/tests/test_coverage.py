from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.forecast import samples
from sipks.statistics.forecast.coverage import coverage
from sipks.statistics.panel import Floats, Panel
from sipks.statistics.timeline import Timeline

UNITS, MONTHS = 200, 72
RNG = np.random.default_rng(11)
RATES = RNG.gamma(0.5, 0.8, UNITS)
GROWTH = np.exp(np.linspace(0, np.log(6), MONTHS))
GROWN = RNG.poisson(RATES * GROWTH[:, None]).astype(float)


def panel(counts: Floats) -> Panel:
    timeline = Timeline.of([f"{2015 + at // 12}-{at % 12 + 1:02d}" for at in range(len(counts))])
    return Panel(tuple(f"u{at}" for at in range(counts.shape[1])), timeline, counts)


def test_growth_of_a_source_is_found() -> None:
    found = coverage(GROWN, 12)
    assert found == pytest.approx(GROWTH / GROWTH.mean(), rel=0.25)
    assert found.mean() == pytest.approx(1)


def test_a_burst_in_one_unit_is_no_coverage() -> None:
    counts = RNG.poisson(np.tile(RATES, (MONTHS, 1))).astype(float)
    burst = counts.copy()
    burst[-6:, 3] += 400
    assert coverage(burst, 12)[-1] == pytest.approx(coverage(counts, 12)[-1], rel=0.15)


def test_planted_growth_is_not_taken_for_more_conflict() -> None:
    """Six times the reports, and as much conflict as ever: at the coverage of the mean period the
    forecast is the mean, while at that of the last it is what will be told."""
    even = samples(panel(GROWN), steps=3, draws=400, coverage="mean").sum(axis=2).mean()
    told = samples(panel(GROWN), steps=3, draws=400).sum(axis=2).mean()
    assert even == pytest.approx(RATES.sum() * GROWTH.mean(), rel=0.2)
    assert told == pytest.approx(RATES.sum() * GROWTH[-1], rel=0.3)


def test_a_unit_that_rises_against_the_others_rises_at_even_coverage() -> None:
    risen = GROWN.copy()
    risen[-12:, 7] += RNG.poisson(40, 12)
    drawn = samples(panel(risen), steps=3, draws=400, coverage="mean").mean(axis=(0, 1))
    history = risen.mean(axis=0)
    common = np.median(drawn[history > 1] / history[history > 1])
    assert common == pytest.approx(1, abs=0.25)
    assert drawn[7] / history[7] > 1.5 * common


def test_silence_has_even_coverage() -> None:
    assert coverage(np.zeros((5, 3)), 12).tolist() == [1.0] * 5
