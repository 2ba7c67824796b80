from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.forecast.calendar import features
from sipks.statistics.forecast.feasts import factors
from sipks.statistics.timeline import Timeline

MONTHS = Timeline.of([f"{2015 + at // 12}-{at % 12 + 1:02d}" for at in range(48)])
VALUES, NAMES = features(MONTHS, steps=12)
LABOUR = VALUES[:, NAMES.index("labour_day")]
RAMADAN = VALUES[:, NAMES.index("ramadan")] / 30


def test_a_month_of_fasting_is_quiet_and_may_is_loud() -> None:
    effect = np.exp(0.6 * LABOUR - 0.6 * RAMADAN)
    totals = np.random.default_rng(1).poisson(80 * effect[:48]).astype(float)
    found = factors(totals, MONTHS, 12)
    assert found.shape == (60,)
    told = np.log(found) - np.log(found).mean()
    true = np.log(effect) - np.log(effect).mean()
    assert np.corrcoef(told, true)[0, 1] > 0.95
    assert np.ptp(told) == pytest.approx(np.ptp(true), rel=0.35)


def test_where_no_feast_is_felt_none_is_told() -> None:
    totals = np.random.default_rng(1).poisson(80, 48).astype(float)
    assert factors(totals, MONTHS, 6) == pytest.approx(np.ones(54), abs=0.1)


def test_a_rising_level_is_no_feast() -> None:
    totals = np.round(30 * np.exp(np.arange(48) / 20))
    assert factors(totals, MONTHS, 6) == pytest.approx(np.ones(54), abs=0.1)


@pytest.mark.parametrize("first", ["1990-01", "2029-06", "2016"])
def test_what_the_calendar_does_not_tell_of_stays(first: str) -> None:
    start = Timeline.of([first])
    timeline = Timeline(start.grain, start.first, 48)
    assert factors(np.arange(48.0), timeline, 3).tolist() == [1.0] * 51


def test_a_short_history_tells_nothing() -> None:
    assert factors(np.arange(5.0), MONTHS.part(0, 5), 2).tolist() == [1.0] * 7
