"""The reliability curve as points of a drawing of 100 × 100: p to the right, share upwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from .selectors.quality import Bin

_SIDE: Final = 100.0
_LEAST, _MOST = 1.2, 4.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One bin: the middle, the ends of its interval from top to bottom, and the size."""

    x: float
    y: float
    top: float
    bottom: float
    r: float


def dots(bins: Sequence[Bin]) -> list[Dot]:
    """Where each bin is drawn; the area of a dot goes with its number of decisions."""
    most = max((one.share.n for one in bins), default=1)
    return [_dot(one, most) for one in bins]


def line(drawn: Sequence[Dot]) -> str:
    """The dots joined, as the points of a polyline."""
    return " ".join(f"{one.x},{one.y}" for one in drawn)


def _dot(one: Bin, most: int) -> Dot:
    low, high = one.share.bounds
    return Dot(
        x=round(one.mean * _SIDE, 1),
        y=_up(one.share.value or 0.0),
        top=_up(high),
        bottom=_up(low),
        r=round(max(_LEAST, _MOST * sqrt(one.share.n / most)), 1),
    )


def _up(share: float) -> float:
    return round(_SIDE * (1 - share), 1)
