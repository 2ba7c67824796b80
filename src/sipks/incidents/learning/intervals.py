from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

_Z: Final = 1.959963984540054
FEW: Final = 30
"""With fewer decisions than this a share says little."""


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `n`, with the bounds between which the true share lies in 95 of 100 cases."""

    right: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, between 0 and 1; None where nothing was decided."""
        return self.right / self.n if self.n else None

    @property
    def few(self) -> bool:
        """Whether there are too few decisions to lean on."""
        return 0 < self.n < FEW

    @property
    def bounds(self) -> tuple[float, float]:
        """Wilson's interval at 95 % (Wilson 1927; (0, 1) where nothing was decided).

        >>> low, high = Share(81, 263).bounds
        >>> round(low, 4), round(high, 4)
        (0.2553, 0.3662)
        """
        if not self.n:
            return 0.0, 1.0
        p, square = self.right / self.n, _Z * _Z / self.n
        middle = p + square / 2
        spread = _Z * sqrt((p * (1 - p) + square / 4) / self.n)
        low, high = ((middle + side * spread) / (1 + square) for side in (-1, 1))
        return max(low, 0.0), min(high, 1.0)
