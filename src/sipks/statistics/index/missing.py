"""What is done where an indicator is missing, and the mark that it was done."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal, get_args

import numpy as np

from sipks.statistics.errors import BadInput

from .indicators import Floats, Indicators, Truths

Missing = Literal["refuse", "mean", "leave-out"]
MISSING: Final = get_args(Missing)


def impute(indicators: Indicators, how: Missing = "refuse") -> tuple[Indicators, Truths]:
    """The indicators after treatment of what is missing, and where something was missing (N, K).

    - `refuse`: raises BadInput that names the first missing value;
    - `mean`: the mean of the unit's group, or of all units where no groups are given; a group
      without any value is refused by name;
    - `leave-out`: stays NaN; the aggregation spreads the weight over the unit's other indicators.

    Source: OECD/JRC Handbook (2008), section 3 (single imputation by the mean of adjustment cells).
    """
    if how not in MISSING:
        raise BadInput(f"missing {how!r} is none of {', '.join(MISSING)}")
    gaps = np.isnan(indicators.values)
    if how == "refuse" and gaps.any():
        row, column = np.argwhere(gaps)[0]
        raise BadInput(
            f"unit {indicators.units[row]}: {indicators.names[column]} is missing"
            f" ({gaps.sum()} values are); choose missing='mean' or 'leave-out'"
        )
    if how == "mean" and gaps.any():
        indicators = replace(indicators, values=_with_means(indicators, gaps))
    return indicators, gaps


def _with_means(indicators: Indicators, gaps: Truths) -> Floats:
    groups = indicators.groups or ("",) * len(indicators.units)
    names, member = np.unique(np.array(groups), return_inverse=True)
    shape = len(names), len(indicators.names)
    total, known = np.zeros(shape), np.zeros(shape)
    np.add.at(total, member, np.where(gaps, 0.0, indicators.values))
    np.add.at(known, member, ~gaps)
    rows, columns = np.nonzero(gaps)
    for row, column in zip(rows, columns, strict=True):
        if not known[member[row], column]:
            raise BadInput(
                f"unit {indicators.units[row]}: no unit of its group {groups[row]} knows"
                f" {indicators.names[column]}"
            )
    means = total / np.maximum(known, 1)
    return np.where(gaps, means[member], indicators.values)
