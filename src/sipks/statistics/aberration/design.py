"""The design that all series share, and its normal equations, solved for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from .bounds import Floats

TINY: Final = float(np.finfo(float).eps)


@dataclass(frozen=True)
class Design:
    """log mean = level of the group + slope × time, for n observations.

    `groups`: (n,) codes 0 … G - 1, each of which occurs. `time`: (n,), or None for no slope.
    `group_now`, `time_now`: where the mean is to be predicted.
    """

    groups: npt.NDArray[np.intp]
    time: Floats | None
    group_now: int = 0
    time_now: float = 0.0
    centre: Floats = field(init=False)
    basis: Floats = field(init=False)
    moments: Floats = field(init=False)

    def __post_init__(self) -> None:
        member = np.eye(int(self.groups.max()) + 1)[self.groups]
        time = np.zeros(len(self.groups)) if self.time is None else self.time
        # Time is counted from the middle of each group, so that sums of squares lose no digits.
        centre = (time @ member) / member.sum(0)
        u = (time - centre[self.groups])[:, None]
        object.__setattr__(self, "centre", centre)
        object.__setattr__(self, "basis", np.hstack([member, u]))
        object.__setattr__(self, "moments", np.hstack([member, member * u, u**2]))

    @property
    def size(self) -> int:
        """G, the number of groups."""
        return len(self.centre)

    @property
    def parameters(self) -> int:
        """Levels, and the slope where there is one."""
        return self.size + (self.time is not None)

    @property
    def freedom(self) -> int:
        """Observations less parameters."""
        return len(self.groups) - self.parameters

    @property
    def u(self) -> Floats:
        """Time (n,), counted from the middle of each group."""
        return self.basis[:, -1]

    @property
    def u_now(self) -> float:
        """The time of the prediction, counted as `u` is."""
        return self.time_now - float(self.centre[self.group_now]) if self.time is not None else 0.0


@dataclass(frozen=True)
class Normal:
    """The normal equations of weighted least squares, an arrow: levels (R, G) and one slope (R,).

    `total` is the weight of each group, `middle` the weighted mean of u in it, `spread` the
    weighted sum of squares of u around these (infinite without a slope, which is then 0).
    """

    total: Floats
    middle: Floats
    spread: Floats

    @classmethod
    def of(cls, design: Design, weights: Floats) -> Normal:
        """The equations for `weights` (R, n)."""
        moments = weights @ design.moments
        total, first = moments[:, : design.size], moments[:, design.size : -1]
        if design.time is None:
            return cls(total, np.zeros_like(total), np.full(len(weights), np.inf))
        spread = moments[:, -1] - (first**2 / total).sum(1)
        return cls(total, first / total, np.maximum(spread, TINY * moments[:, -1]))

    @property
    def reached(self) -> Floats:
        """Sums of the weights times each column of the basis (R, G + 1)."""
        return np.column_stack([self.total, (self.middle * self.total).sum(1)])

    def solve(self, right: Floats) -> Floats:
        """Levels and slope (R, G + 1) for a right side (R, G + 1), by block elimination."""
        sums = right[:, :-1]
        slope = (right[:, -1] - (self.middle * sums).sum(1)) / self.spread
        return np.column_stack([sums / self.total - self.middle * slope[:, None], slope])
