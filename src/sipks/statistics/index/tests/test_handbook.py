"""The worked example of the OECD/JRC Handbook (2008), reproduced."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sipks.statistics.index import Indicators, aggregate, composite, normalise, pca


@pytest.mark.parametrize(
    ("method", "finland", "states", "sweden"),
    [("rank", 15, 23, 19), ("z", 0.26, 1.52, 1.14), ("minmax", 0.59, 1.00, 0.88)],
)
def test_normalised_schooling_of_table_15(
    technology: Indicators, method: Any, finland: float, states: float, sweden: float
) -> None:
    schooling = normalise(technology, method)[:3, technology.names.index("schooling")]
    np.testing.assert_allclose(schooling, [finland, states, sweden], atol=0.0051)


def test_eigenvalues_of_table_16(technology: Indicators, handbook: dict[str, Any]) -> None:
    found = pca(technology).eigenvalues
    np.testing.assert_allclose(found, handbook["eigenvalues"], atol=0.055)


def test_rotated_loadings_of_table_17(technology: Indicators, handbook: dict[str, Any]) -> None:
    """The Handbook's data are rounded (logarithms to two digits), so its loadings are to 0.015."""
    found = pca(technology)
    np.testing.assert_allclose(found.loadings, handbook["loadings"], atol=0.016)
    np.testing.assert_allclose(found.explained, handbook["explained"], atol=0.025)


def test_weights_of_table_18(technology: Indicators, handbook: dict[str, Any]) -> None:
    found = pca(technology).weights
    assert found == pytest.approx(handbook["weights_pca"], abs=0.0055)


def test_ranking_by_equal_weights_of_table_23(
    technology: Indicators, handbook: dict[str, Any]
) -> None:
    table = composite(technology, goalposts=handbook["goalposts"]).table()
    assert table["unit"].to_list() == handbook["order_equal"]


def test_ranking_by_budget_weights_of_table_23(
    technology: Indicators, handbook: dict[str, Any]
) -> None:
    found = composite(
        technology, goalposts=handbook["goalposts"], weights=handbook["weights_budget"]
    )
    ranks = dict(zip(technology.units, found.ranks, strict=True))
    assert [ranks[unit] for unit in handbook["order_equal"]] == handbook["ranks_budget"]


def test_geometric_mean_of_section_6_11() -> None:
    found = aggregate(np.array([[21.0, 1, 1, 1], [6, 6, 6, 6]]), np.full(4, 0.25), "geometric")
    np.testing.assert_allclose(found, [2.14, 6.0], atol=0.005)
