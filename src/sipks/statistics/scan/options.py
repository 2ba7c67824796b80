"""What may be asked of a scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sipks.statistics.errors import BadInput

from .field import Rates

_WORDS: Final = {
    "model": ("poisson", "bernoulli", "permutation"),
    "rates": ("high", "low", "both"),
    "p_value": ("monte_carlo", "gumbel"),
}


@dataclass(frozen=True)
class Options:
    """The arguments of `scan`, refused where they mean nothing."""

    model: str
    space_time: bool
    prospective: bool
    max_population: float
    max_duration: int | None
    replicates: int
    seed: int
    rates: Rates
    sequential: int | None
    p_value: str
    most: int

    def __post_init__(self) -> None:
        for name, words in _WORDS.items():
            if getattr(self, name) not in words:
                raise BadInput(f"{name} {getattr(self, name)!r} is none of {', '.join(words)}")
        for name, least in (("replicates", 0), ("seed", 0), ("most", 1)):
            self._whole(name, least)
        for name in ("max_duration", "sequential"):
            if getattr(self, name) is not None:
                self._whole(name, 1)
        if not 0 < self.max_population < 1:
            raise BadInput(f"max_population {self.max_population} is not between 0 and 1")
        self._fitting()

    def _whole(self, name: str, least: int) -> None:
        value = getattr(self, name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise BadInput(f"{name} {value!r} is no whole number of at least {least}")

    def _fitting(self) -> None:
        if self.model == "permutation" and not self.space_time:
            raise BadInput("the permutation model shuffles times: it needs space_time")
        if self.prospective and not self.space_time:
            raise BadInput("only clusters in time last until the end: prospective needs space_time")
        if self.max_duration is not None and not self.space_time:
            raise BadInput("only clusters in time have a duration: max_duration needs space_time")
        if self.sequential and self.p_value == "gumbel":
            raise BadInput("gumbel needs all replicates: it does not go with sequential")

    def longest(self, periods: int) -> int:
        """The most periods of a cluster; half of all unless it is given."""
        if self.max_duration is None:
            return max(1, periods // 2)
        if self.max_duration > periods:
            raise BadInput(f"max_duration {self.max_duration} is more than the {periods} periods")
        return self.max_duration
