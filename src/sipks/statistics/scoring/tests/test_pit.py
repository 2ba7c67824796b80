"""The non-randomised PIT against R's surveillance, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sipks.statistics.errors import BadInput
from sipks.statistics.scoring import pit_bounds, pit_cdf, pit_histogram

from .reference import reference

BOUNDS = some.lists(
    some.tuples(some.floats(0, 1), some.floats(0, 1)).map(sorted), min_size=1, max_size=20
)


@pytest.mark.parametrize("model", ["poisson", "negbin"])
@pytest.mark.parametrize("bins", [10, 7])
def test_as_surveillance(model: str, bins: int) -> None:
    bounds = reference("bounds", model)
    found = pit_histogram(bounds["lower"].to_numpy(), bounds["upper"].to_numpy(), bins=bins)
    expected = reference(f"pit{bins}", model)
    np.testing.assert_allclose(found["share"], expected["upper"], atol=1e-12)
    np.testing.assert_allclose(found["to"], expected["at"], atol=1e-12)


def test_bounds_by_hand() -> None:
    plain, fair = [pit_bounds([2], [[0, 1, 2, 2, 5]], fair=one) for one in (False, True)]
    np.testing.assert_allclose(plain, [[2 / 5], [4 / 5]])
    np.testing.assert_allclose(fair, [[2 / 6], [5 / 6]])


def test_distribution_by_hand() -> None:
    """Rises evenly from 0.2 to 0.6, and at 0.5 at once where no draw hits the observation."""
    np.testing.assert_allclose(pit_cdf([0.2], [0.6], [0, 0.2, 0.3, 0.6, 1]), [0, 0, 0.25, 1, 1])
    np.testing.assert_allclose(pit_cdf([0.5], [0.5], [0.4, 0.5, 0.6]), [0, 1, 1])


def test_beyond_all_draws_lies_in_the_outermost_classes() -> None:
    found = pit_histogram(*pit_bounds([0, 9], [[1, 2], [1, 2]]), bins=4)
    assert found["share"].to_list() == [0.5, 0, 0, 0.5]


@settings(deadline=None)
@given(BOUNDS, some.integers(1, 15))
def test_shares_sum_to_one(bounds: list[list[float]], bins: int) -> None:
    lower, upper = zip(*bounds, strict=True)
    share = pit_histogram(lower, upper, bins=bins)["share"].to_numpy()
    assert share.sum() == pytest.approx(1)
    assert (share > -1e-12).all()


def test_right_forecasts_are_flat_and_narrow_ones_are_not() -> None:
    random = np.random.default_rng(8)
    rate = random.gamma(1, 3, 6000)
    truth, drawn = random.poisson(rate), random.poisson(rate[:, None], (6000, 400))
    flat = pit_histogram(*pit_bounds(truth, drawn))["share"].to_numpy()
    assert np.abs(flat - 0.1).max() < 0.012
    narrow = np.round((drawn + 3 * rate[:, None]) / 4)
    hollow = pit_histogram(*pit_bounds(truth, narrow))["share"].to_numpy()
    assert min(hollow[0], hollow[-1]) > 0.15


def test_fair_is_flat_for_few_draws() -> None:
    random = np.random.default_rng(8)
    truth, drawn = random.poisson(2, 20_000), random.poisson(2, (20_000, 3))
    fair = pit_histogram(*pit_bounds(truth, drawn, fair=True), bins=5)["share"].to_numpy()
    assert np.abs(fair - 0.2).max() < 0.01
    plain = pit_histogram(*pit_bounds(truth, drawn), bins=5)["share"].to_numpy()
    assert np.abs(plain - 0.2).max() > 0.03


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [
        ([0.1, 1.2], [0.5, 1.3], "row 2: lower 1.2 is not between 0 and 1"),
        ([0.1, 0.6], [0.5, 0.5], "row 2: upper 0.5 is not between lower and 1"),
        ([0.1], [0.5, 0.5], "upper has 2 rows"),
        ([np.nan], [0.5], "row 1: lower nan is no finite number"),
    ],
)
def test_refusals(lower: list[float], upper: list[float], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        pit_histogram(lower, upper)
