"""Classes of probabilities, for what is told of forecasts that are alike."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput

from .checks import Floats, whole

By = Literal["width", "size", "value"]


def bounds(told: Floats, bins: int, by: By) -> Floats:
    """Inner bounds of at most `bins` classes: of equal `width`, of about equal `size` (equal
    probabilities stay together), or one for each `value` that occurs."""
    whole(bins, "bins")
    if by == "width":
        return np.linspace(0, 1, bins + 1)[1:-1]
    if by == "size":
        return np.unique(np.quantile(told, np.linspace(0, 1, bins + 1)[1:-1]))
    if by == "value":
        return np.unique(told)[1:]
    raise BadInput(f"by is {by!r}, not 'width', 'size' or 'value'")


def classes(told: Floats, inner: Floats) -> npt.NDArray[np.intp]:
    """The class of each probability; one on a bound belongs above it."""
    return np.searchsorted(inner, told, side="right")


def sums(group: npt.NDArray[np.intp], count: int, *columns: Floats) -> tuple[Floats, ...]:
    """Number of members and sum of each of `columns`, by group."""
    ones = np.ones(len(group))
    counted = [np.bincount(group, one, minlength=count) for one in (ones, *columns)]
    return tuple(one.astype(np.float64) for one in counted)
