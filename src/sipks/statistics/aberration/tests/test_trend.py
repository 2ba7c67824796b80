"""When a trend is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sipks.statistics.aberration import farrington
from sipks.statistics.aberration.baseline import Rules, baseline
from sipks.statistics.aberration.design import Design
from sipks.statistics.errors import BadInput

YEARS = np.repeat([-3.0, -2, -1], 7) + np.tile(np.arange(-3, 4) / 52, 3)
DESIGN = Design(np.zeros(21, dtype=np.intp), YEARS)
RULES = Rules(b=3, trend=0.05, reweight=None, strict=True, prior_spread=True)
NONE = np.zeros(1)


def counts(*levels: float, seed: int = 1) -> np.ndarray:
    found: np.ndarray = np.random.default_rng(seed).poisson(np.repeat(levels, 7))[None]
    return found.astype(float)


def kept(values: np.ndarray, rules: Rules = RULES) -> bool:
    return bool(baseline(values, DESIGN, rules, None, NONE).trend[0])


def test_a_fall_is_kept_and_goes_on() -> None:
    found = baseline(counts(40, 20, 10), DESIGN, RULES, None, NONE)
    assert found.trend[0]
    assert 3 < np.exp(found.log_mean[0]) < 7


def test_no_change_is_no_trend() -> None:
    assert not kept(counts(10, 10, 10))


def test_a_rise_beyond_all_that_was_seen_is_not_trusted() -> None:
    assert not kept(counts(2, 8, 32))


def test_two_years_make_no_trend() -> None:
    assert not kept(counts(40, 20, 10), replace(RULES, b=2))


def test_without_the_option_there_is_none() -> None:
    assert not kept(counts(40, 20, 10), replace(RULES, trend=None))


def test_at_one_even_a_flat_trend_is_kept() -> None:
    flat = np.zeros((1, 21))
    flat[0, 10] = 1
    assert kept(flat, replace(RULES, trend=1.0))
    assert not kept(flat, replace(RULES, trend=0.99))


def test_more_parameters_than_references_are_refused() -> None:
    with pytest.raises(BadInput, match="1 reference values are too few for 2 parameters"):
        farrington(np.ones((80, 1)), b=1, w=0)


def test_past_outbreaks_are_weighed_down() -> None:
    usual = counts(5, 5, 5)
    outbreak = usual.copy()
    outbreak[0, 8:10] = 60
    rules = replace(RULES, trend=None, reweight=1.0)
    plain = baseline(outbreak, DESIGN, replace(rules, reweight=None), None, NONE).log_mean[0]
    weighed = baseline(outbreak, DESIGN, rules, None, NONE).log_mean[0]
    before = baseline(usual, DESIGN, rules, None, NONE).log_mean[0]
    assert abs(weighed - before) < 0.5 * abs(plain - before)
