from __future__ import annotations

import numpy as np
import pytest
from statsmodels.multivariate.factor_rotation import rotate_factors

from sipks.statistics.errors import BadInput
from sipks.statistics.index import Indicators, budget, pca
from sipks.statistics.index.pca import varimax


def test_budget_is_the_mean_of_shares() -> None:
    found = budget({"a": [50, 20, 20], "b": [30, 40, 20], "c": [20, 40, 60]})
    assert found == pytest.approx({"a": 0.3, "b": 0.3, "c": 0.4})


def test_an_expert_who_spends_another_sum_is_named() -> None:
    with pytest.raises(BadInput, match="expert 2 spent 90 points, not 100"):
        budget({"a": [50, 20], "b": [50, 70]})


def test_an_expert_who_gives_less_than_nothing_is_named() -> None:
    with pytest.raises(BadInput, match="expert 2 gives 'a' -10"):
        budget({"a": [50, -10], "b": [50, 110]})


def test_experts_give_points_to_each_indicator() -> None:
    with pytest.raises(BadInput, match="same experts"):
        budget({"a": [50, 20], "b": [50]})


def test_varimax_beside_statsmodels() -> None:
    loadings = np.random.default_rng(3).normal(size=(9, 3))
    length = np.sqrt((loadings**2).sum(1, keepdims=True))
    other, _ = rotate_factors(loadings / length, "varimax")
    np.testing.assert_allclose(np.abs(varimax(loadings)), np.abs(other * length), atol=1e-5)


def test_copies_share_a_component() -> None:
    """Two copies of one indicator load on one component and share its two thirds of variance."""
    rng = np.random.default_rng(0)
    x = rng.permutation(50).astype(float)
    y = rng.normal(size=50)
    y -= np.polyval(np.polyfit(x, y, 1), x)
    found = Indicators.of(
        {"unit": [f"u{i}" for i in range(50)], "x": x, "again": x + 1, "y": y},
        {"x": 1, "again": 1, "y": 1},
    )
    assert pca(found).weights == pytest.approx({"x": 1 / 3, "again": 1 / 3, "y": 1 / 3})
    assert pca(found).explained == pytest.approx([2, 1])


def test_principal_components_need_complete_data_and_enough_units() -> None:
    table = {"unit": ["a", "b", "c"], "x": [1.0, 2, 4], "y": [1.0, None, 0]}
    with pytest.raises(BadInput, match="complete data"):
        pca(Indicators.of(table, {"x": 1, "y": 1}))
    with pytest.raises(BadInput, match="2 units are too few"):
        pca(Indicators.of({"unit": ["a", "b"], "x": [1, 2], "y": [2, 1]}, {"x": 1, "y": 1}))
