from __future__ import annotations

import numpy as np
import pytest

from sipks.statistics.errors import BadInput
from sipks.statistics.forecast.hierarchy import Hierarchy
from sipks.statistics.forecast.reconcile import reconciled_means, scaled_draws, top_down

TREE = Hierarchy.of(
    ("a", "b", "c"), {"a": "x", "b": "x", "c": "y", "x": "ID", "y": "ID"}
)  # a b c x y ID
SUMMING = TREE.summing.toarray()


def test_what_adds_up_is_not_changed() -> None:
    units = np.array([[1.0, 2.0, 4.0], [0.0, 0.5, 0.0]])
    for weights in ("ols", "structural"):
        found = reconciled_means(TREE, TREE.roll_up(units), weights)
        assert found == pytest.approx(units, abs=1e-9)


def test_ols_of_two_units_by_hand() -> None:
    """Units 1 and 1, their sum 5: the three units that are too many go to all three alike."""
    tree = Hierarchy.of(("a", "b"), {"a": "ID", "b": "ID"})
    found = reconciled_means(tree, np.array([[1.0, 1.0, 5.0]]), "ols")
    assert found == pytest.approx(np.array([[2.0, 2.0]]))


def test_structural_lets_the_sum_err_as_its_two_units_do_by_hand() -> None:
    """Least of 2 (1 − b)² + (5 − 2b)² / 2: b = 14 / 8."""
    tree = Hierarchy.of(("a", "b"), {"a": "ID", "b": "ID"})
    found = reconciled_means(tree, np.array([[1.0, 1.0, 5.0]]), "structural")
    assert found == pytest.approx(np.array([[1.75, 1.75]]))


def test_is_the_formula_of_mint() -> None:
    variances = np.array([1.0, 4.0, 2.0, 3.0, 5.0, 0.5])
    means = np.array([[2.0, 3.0, 4.0, 6.0, 3.5, 11.0]])
    inverse = np.diag(1 / variances)
    projected = np.linalg.solve(SUMMING.T @ inverse @ SUMMING, SUMMING.T @ inverse @ means[0])
    assert reconciled_means(TREE, means, variances)[0] == pytest.approx(projected)


def test_what_is_surest_moves_least() -> None:
    means = np.array([[2.0, 2.0, 2.0, 4.0, 2.0, 12.0]])
    sure = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 1e-9])
    assert reconciled_means(TREE, means, sure).sum() == pytest.approx(12.0)


def test_no_mean_falls_below_nought_and_the_others_make_up_for_it() -> None:
    means = np.array([[0.1, 5.0, 5.0, 1.0, 5.0, 3.0]])
    variances = np.array([1.0, 1.0, 1.0, 0.01, 1.0, 0.01])
    found = reconciled_means(TREE, means, variances)[0]
    assert found.min() >= 0
    grid = np.linspace(0, 6, 121)
    a, b, c = np.meshgrid(grid, grid, grid)
    every = np.stack([a.ravel(), b.ravel(), c.ravel()])
    loss = (((means[0] - (SUMMING @ every).T) ** 2) / variances).sum(axis=1)
    own = (((means[0] - SUMMING @ found) ** 2) / variances).sum()
    assert own <= loss.min() + 1e-9


def test_scaled_draws_have_the_mean_and_stay_whole() -> None:
    draws = np.random.default_rng(1).negative_binomial(0.5, 0.2, (20_000, 2, 3))
    means = np.array([[1.0, 3.0, 0.0], [0.3, 2.0, 5.0]])
    moved = scaled_draws(draws, means, seed=2)
    assert moved.dtype == np.int64
    assert moved.min() == 0
    assert moved.mean(axis=0) == pytest.approx(means, abs=0.05)
    assert not moved[:, 0, 2].any()


def test_scaled_draws_keep_what_units_have_in_common() -> None:
    shock = np.random.default_rng(1).gamma(2.0, 5.0, (5000, 1, 1))
    draws = np.random.default_rng(2).poisson(np.broadcast_to(shock, (5000, 1, 2)))
    moved = scaled_draws(draws, np.array([[5.0, 20.0]]), seed=3)
    assert np.corrcoef(moved[:, 0, 0], moved[:, 0, 1])[0, 1] > 0.7


def test_scaled_draws_of_a_mean_that_is_met_are_not_changed() -> None:
    draws = np.random.default_rng(1).poisson(2.0, (64, 2, 3))
    assert np.array_equal(scaled_draws(draws, draws.mean(axis=0), seed=1), draws)


def test_scaled_draws_of_a_silent_unit_are_poisson() -> None:
    moved = scaled_draws(np.zeros((50_000, 1, 1), dtype=np.int64), np.array([[2.0]]), seed=1)
    assert moved.mean() == pytest.approx(2.0, abs=0.03)
    assert moved.var() == pytest.approx(2.0, abs=0.06)


def test_top_down_adds_up_in_every_draw() -> None:
    totals = np.random.default_rng(1).poisson(30.0, (500, 4))
    found = top_down(totals, np.array([5.0, 3.0, 2.0]), seed=1)
    assert found.shape == (500, 4, 3)
    assert np.array_equal(found.sum(axis=-1), totals)
    assert found.mean(axis=(0, 1)) == pytest.approx([15.0, 9.0, 6.0], rel=0.03)


def test_top_down_by_shares_of_each_draw() -> None:
    shares = np.zeros((2, 1, 2))
    shares[0, 0, 0] = shares[1, 0, 1] = 1.0
    assert top_down(np.array([[4], [9]]), shares, seed=1)[:, 0].tolist() == [[4, 0], [0, 9]]


def test_same_seed_gives_the_same() -> None:
    totals = np.full((10, 2), 20)
    one, two = (top_down(totals, np.array([1.0, 2.0]), seed=4) for _ in range(2))
    assert np.array_equal(one, two)


def test_refuses() -> None:
    draws = np.ones((5, 1, 3), dtype=np.int64)
    with pytest.raises(BadInput, match="not of 6 areas"):
        reconciled_means(TREE, np.zeros((1, 3)))
    with pytest.raises(BadInput, match="no number"):
        reconciled_means(TREE, np.full((1, 6), np.nan))
    with pytest.raises(BadInput, match="variance above 0"):
        reconciled_means(TREE, np.zeros((1, 6)), np.zeros(6))
    with pytest.raises(BadInput, match="do not fit"):
        scaled_draws(draws, np.zeros((1, 2)), seed=1)
    with pytest.raises(BadInput, match="negative"):
        scaled_draws(draws, np.array([[1.0, -1.0, 0.0]]), seed=1)
    with pytest.raises(BadInput, match="some share above 0"):
        top_down(np.array([[1]]), np.zeros(3), seed=1)
