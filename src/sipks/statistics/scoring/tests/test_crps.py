"""CRPS against scoringrules, R's surveillance, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays
from scipy.stats import nbinom

from sipks.statistics.scoring import checks, crps
from sipks.statistics.scoring.checks import Floats

from .reference import reference

ENSEMBLES = arrays(np.float64, (5, 7), elements=some.integers(0, 50).map(float))
COUNTS = arrays(np.float64, 5, elements=some.integers(0, 50).map(float))


def test_by_hand() -> None:
    # Distances from 3: 2, 1, 3, mean 2; between draws 1, 5, 4, twice: 20/9, of which half.
    assert crps([3], [[1, 2, 6]])[0] == pytest.approx(2 - 10 / 9)
    # Without the three pairs of a draw with itself: 20/6, of which half.
    assert crps([3], [[1, 2, 6]], fair=True)[0] == pytest.approx(2 - 10 / 6)


@settings(deadline=None)
@given(COUNTS, ENSEMBLES)
def test_as_scoringrules(truth: Floats, drawn: Floats) -> None:
    empirical = scoringrules.crps_ensemble(truth, drawn, estimator="nrg")
    np.testing.assert_allclose(crps(truth, drawn), empirical, atol=1e-10)
    unbiased = scoringrules.crps_ensemble(truth, drawn, estimator="fair")
    np.testing.assert_allclose(crps(truth, drawn, fair=True), unbiased, atol=1e-10)


def test_as_the_closed_form_of_surveillance() -> None:
    table = reference("rps", "negbin")
    truth = table["at"].to_numpy()
    # The middles of 100,000 equal slices of NB(mean 5, size 2).
    slices = nbinom.ppf((np.arange(100_000) + 0.5) / 100_000, 2, 2 / 7)
    found = crps(truth, np.tile(slices, (len(truth), 1)))
    np.testing.assert_allclose(found, table["upper"].to_numpy(), atol=1e-4)


@settings(deadline=None)
@given(COUNTS, ENSEMBLES, some.integers(1, 9))
def test_scales_with_the_counts(truth: Floats, drawn: Floats, factor: int) -> None:
    np.testing.assert_allclose(
        crps(truth * factor, drawn * factor), factor * crps(truth, drawn), atol=1e-9
    )


@settings(deadline=None)
@given(COUNTS, ENSEMBLES, some.integers(0, 100))
def test_moves_with_the_counts(truth: Floats, drawn: Floats, by: int) -> None:
    np.testing.assert_allclose(crps(truth + by, drawn + by), crps(truth, drawn), atol=1e-9)


@settings(deadline=None)
@given(COUNTS, ENSEMBLES, some.permutations(range(7)))
def test_asks_for_no_order_of_draws(truth: Floats, drawn: Floats, order: list[int]) -> None:
    np.testing.assert_array_equal(crps(truth, drawn[:, order]), crps(truth, drawn))


def test_of_one_draw_is_the_absolute_error() -> None:
    for fair in (False, True):
        np.testing.assert_array_equal(crps([3, 0, 2], [[1], [0], [9]], fair=fair), [2, 0, 7])


def test_fair_does_not_reward_size() -> None:
    random = np.random.default_rng(4)
    truth = random.poisson(3, 20_000)
    few, many = random.poisson(3, (20_000, 4)), random.poisson(3, (20_000, 60))
    assert crps(truth, few, fair=True).mean() == pytest.approx(
        crps(truth, many, fair=True).mean(), abs=0.03
    )
    assert crps(truth, few).mean() > crps(truth, many).mean() + 0.1


def test_in_blocks_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    truth, drawn = random.poisson(3, 100), random.poisson(3, (100, 7))
    at_once = crps(truth, drawn)
    monkeypatch.setattr(checks, "BLOCK", 50)
    np.testing.assert_array_equal(crps(truth, drawn), at_once)
