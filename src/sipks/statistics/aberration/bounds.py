"""What every method answers: what was to be expected of each series, and what is too many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Bounds:
    """Arrays (last, N), a row for each judged period and a column for each series.

    `expected`: mean of the count if nothing is unusual. `threshold`: a count above it is an alarm.
    `score`: how far the count is on the way from usual to unusual, as the method measures it.
    `p`: probability of such a count, or of a higher one, if nothing is unusual. NaN where a method
    has no such thing, or could not judge; `alarm` is False there.
    """

    expected: Floats
    threshold: Floats
    score: Floats
    p: Floats
    alarm: Bools

    @classmethod
    def empty(cls, last: int, series: int) -> Bounds:
        """Nothing judged yet: NaN, and no alarm."""
        expected, threshold, score, p = np.full((4, last, series), np.nan)
        return cls(expected, threshold, score, p, np.zeros((last, series), dtype=bool))


def judged(counts: Floats, last: int, before: int, method: str) -> range:
    """The rows to judge: the `last` of `counts`, where each has `before` rows before it.

    Raises BadInput where `last` is no positive whole number or the history is too short.
    """
    whole("last", last, 1)
    rows = len(counts)
    if rows - last < before:
        raise BadInput(
            f"{method} needs {before} periods before the first that it judges;"
            f" with {rows} periods and last={last} there are {max(rows - last, 0)}"
        )
    return range(rows - last, rows)


def whole(name: str, value: Any, least: int) -> int:
    """`value` if it is a whole number of at least `least`; else BadInput that names the option."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise BadInput(f"{name} must be a whole number of at least {least}, not {value!r}")
    return int(value)


def number(name: str, value: Any, least: float, most: float = np.inf) -> float:
    """`value` if it is a number from `least` to `most`; else BadInput that names the option."""
    good = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not good or not least <= value <= most:
        upto = "at least" if most == np.inf else "from"
        span = f"{upto} {least:g}" + (f" to {most:g}" if most < np.inf else "")
        raise BadInput(f"{name} must be a number {span}, not {value!r}")
    return float(value)


def share(name: str, value: Any) -> float:
    """`value` if it lies between 0 and 1, both excluded; else BadInput that names the option."""
    if not isinstance(value, float | np.floating) or not 0 < value < 1:
        raise BadInput(f"{name} must be a number between 0 and 1, not {value!r}")
    return float(value)


def truth(name: str, value: Any) -> bool:
    """`value` if it is True or False; else BadInput that names the option."""
    if not isinstance(value, bool | np.bool_):
        raise BadInput(f"{name} must be true or false, not {value!r}")
    return bool(value)


def one_of(name: str, value: Any, allowed: Iterable[str]) -> str:
    """`value` if it is one of `allowed`; else BadInput that names them."""
    known = list(allowed)
    if value not in known:
        raise BadInput(f"{name} must be one of {', '.join(known)}, not {value!r}")
    return str(value)
