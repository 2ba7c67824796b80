from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.forecast.nbglm import regressors
from sipks.statistics.panel import Panel
from sipks.statistics.timeline import Timeline

from .panels import one, sample


def test_nbglm_follows_trend_and_season() -> None:
    rng = np.random.default_rng(4)
    at = np.arange(72)
    wave = np.exp(0.3 * at / 12 + 0.8 * np.sin(2 * np.pi * at / 12))
    level = rng.gamma(1.0, 1.0, 60)
    counts = rng.poisson(wave[:60, None] * level).astype(float)
    panel = Panel(tuple(map(str, range(60))), one([0] * 60).timeline, counts)
    drawn = sample("nbglm", panel, steps=12, draws=1000).mean(axis=0).sum(axis=1)
    assert drawn == pytest.approx(wave[60:] * level.sum(), rel=0.12)


def test_nbglm_has_a_trend_from_a_year_on_and_a_season_from_two() -> None:
    timeline = Timeline.of(["2015-01"])
    widths = [
        regressors(Timeline("month", timeline.first, length), 3).shape
        for length in (12, 13, 23, 24)
    ]
    assert widths == [(15, 1), (16, 2), (26, 2), (27, 6)]


def test_nbglm_is_no_less_sure_of_the_nation_than_its_history_lets_it() -> None:
    """Levels and their mean are learnt together: what one is too high the other is too low."""
    rng = np.random.default_rng(6)
    counts = rng.poisson(rng.gamma(0.3, 2.0, 200), (12, 200)).astype(float)
    panel = Panel(tuple(map(str, range(200))), one([0] * 12).timeline, counts)
    total = sample("nbglm", panel, steps=1, draws=6000)[:, 0].sum(axis=1)
    mean = counts.sum() / 12
    assert total.mean() == pytest.approx(mean, rel=0.03)
    assert total.var() == pytest.approx(mean * (1 + 1 / 12), rel=0.15)


def test_nbglm_common_shocks_widen_the_nation(uneven: Panel) -> None:
    drawn = sample("nbglm", uneven, draws=3000)
    together = drawn.sum(axis=2).var(axis=0)
    apart = drawn.var(axis=0).sum(axis=1)
    assert (together > 1.05 * apart).all()
