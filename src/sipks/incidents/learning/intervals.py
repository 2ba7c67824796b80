from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
        from scipy.stats import binomtest  # slow to import, and only one page shows intervals

        if not self.n:
            return 0.0, 1.0
        interval = binomtest(self.right, self.n).proportion_ci(method="wilson")
        return float(interval.low), float(interval.high)
