"""Weights of indicators: equal, from experts' budgets, given, or from principal components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sipks.statistics.errors import BadInput

from .indicators import Floats, Indicators

Weights = str | Mapping[str, float]


def equal(names: Sequence[str]) -> dict[str, float]:
    """The same weight for each indicator; they sum to 1."""
    return dict.fromkeys(names, 1.0 / len(names))


def given(weights: Mapping[str, float]) -> dict[str, float]:
    """Given weights scaled to sum to 1; none may be negative, and not all nought."""
    for name, weight in weights.items():
        if not np.isfinite(weight) or weight < 0:
            raise BadInput(f"the weight of {name!r} is {weight}, not a number from 0")
    total = float(sum(weights.values()))
    if not total > 0:
        raise BadInput("all weights are 0")
    return {name: weight / total for name, weight in weights.items()}


def budget(points: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Budget allocation: each expert spreads the same number of points over the indicators, and
    the weight is the mean of the shares (OECD/JRC Handbook 2008, section 6.6).

    `points`: for each indicator the points of expert 1, 2, ... Raises BadInput where the experts
    differ in number or an expert spent another sum than the first.

    >>> budget({"poverty": [60, 40], "past violence": [40, 60]})
    {'poverty': 0.5, 'past violence': 0.5}
    """
    sizes = {len(one) for one in points.values()}
    if len(sizes) != 1 or sizes == {0}:
        raise BadInput("each indicator needs the points of the same experts")
    table = np.array([list(one) for one in points.values()], dtype=np.float64)
    if not np.isfinite(table).all() or (table < 0).any():
        row, expert = np.argwhere(~(table >= 0) | np.isinf(table))[0]
        raise BadInput(f"expert {expert + 1} gives {list(points)[row]!r} {table[row, expert]}")
    spent = table.sum(0)
    for expert in np.flatnonzero(~np.isclose(spent, spent[0]) | (spent == 0)):
        raise BadInput(f"expert {expert + 1} spent {spent[expert]:g} points, not {spent[0]:g}")
    return {name: float(one) for name, one in zip(points, (table / spent).mean(1), strict=True)}


def in_order(weights: Weights, indicators: Indicators) -> Floats:
    """`equal`, `pca` or a mapping as an array in the order of the indicators, summing to 1."""
    if isinstance(weights, str):
        if weights == "equal":
            found = equal(indicators.names)
        elif weights == "pca":
            from .pca import pca

            found = pca(indicators).weights
        else:
            raise BadInput(f"weights {weights!r} are neither 'equal' nor 'pca' nor a mapping")
    else:
        odd = set(weights) ^ set(indicators.names)
        if odd:
            raise BadInput(f"weights and indicators differ in {', '.join(sorted(odd))}")
        found = given(weights)
    return np.array([found[name] for name in indicators.names])
