from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.forecast.features import discounted, neighbours, shares

RNG = np.random.default_rng(3)
COUNTS = RNG.poisson(RNG.gamma(0.5, 2, 30), (40, 30)).astype(float)


def test_every_feature_sums_to_one() -> None:
    near = neighbours(RNG.normal(size=(30, 2)), "plane")
    found = shares(COUNTS, 12, np.ones((40, 30)), near, np.arange(30) % 4)
    assert found.names[-4:] == ("parent", "near", "even", "exposure")
    assert found.values.sum(axis=1) == pytest.approx(np.ones((40, 8)), abs=1e-9)


def test_growth_that_is_the_same_everywhere_changes_no_share() -> None:
    flat = np.tile(RNG.gamma(1, 1, 30), (40, 1))
    grown = flat * np.linspace(1, 8, 40)[:, None]
    assert shares(grown, 12).values == pytest.approx(shares(flat, 12).values, abs=1e-3)


def test_a_unit_whose_exposure_doubles_has_no_higher_rate() -> None:
    exposure = np.ones((40, 30))
    exposure[20:, 0] = 2
    counts = np.full((40, 30), 5.0) * exposure
    found = shares(counts, 12, exposure).values[-1, :, :4]
    assert found[0] / found[1] == pytest.approx(np.full(4, 2.0), rel=0.01)


def test_features_of_a_period_know_nothing_later() -> None:
    later = COUNTS.copy()
    later[20:] = 99
    near, groups = neighbours(RNG.normal(size=(30, 2)), "plane"), np.arange(30) % 4
    one, two = (shares(counts, 12, None, near, groups) for counts in (COUNTS, later))
    assert np.array_equal(one.values[:20], two.values[:20])
    assert np.array_equal(one.size[:20], two.size[:20])
    assert not np.array_equal(one.values[20], two.values[20])


def test_discounted_is_the_sum_it_says() -> None:
    assert discounted(np.array([1.0, 2.0, 4.0]), 0.5) == pytest.approx([1, 2.5, 5.25])


def test_neighbours_are_the_nearest_others() -> None:
    line = np.array([[0.0, 0], [1, 0], [3, 0], [7, 0]])
    assert neighbours(line, "plane", 1)[:, 0].tolist() == [1, 0, 1, 2]


def test_neighbours_on_the_sphere_cross_the_date_line() -> None:
    found = neighbours(np.array([[0.0, 179.9], [0, -179.9], [0, 175]]), "sphere", 1)
    assert found[:2, 0].tolist() == [1, 0]


def test_units_at_one_place_are_not_their_own_neighbours() -> None:
    found = neighbours(np.zeros((9, 2)), "plane", 3)
    assert found.shape == (9, 3)
    assert not (found == np.arange(9)[:, None]).any()
