"""Arrays of observations, samples, events and losses, checked once at the border."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import index
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
# Values that are worked on at a time: 32 MB of float64, however long the table.
BLOCK: Final = 2**22


def numbers(values: npt.ArrayLike, name: str, axes: Sequence[int]) -> npt.NDArray[Any]:
    """`values` as a non-empty array of one of `axes` dimensions, every number finite."""
    try:
        found = np.asarray(values)
        found = found if found.dtype.kind in "biuf" else found.astype(np.float64)
    except (TypeError, ValueError) as wrong:
        raise BadInput(f"{name} is no array of numbers: {wrong}") from wrong
    if found.ndim not in axes:
        wanted = " or ".join(map(str, axes))
        raise BadInput(f"{name} has the shape {found.shape}, not {wanted} dimension(s)")
    if not found.size:
        raise BadInput(f"{name} is empty, its shape is {found.shape}")
    refuse(~np.isfinite(found), found, name, "is no finite number")
    return found


def refuse(wrong: Truths, values: npt.NDArray[Any], name: str, what: str) -> None:
    """BadInput that names the first `wrong` row, counted from 1 (with two axes the column, too)."""
    if not wrong.any():
        return
    place = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
    column = f", column {place[1] + 1}" if len(place) > 1 else ""
    raise BadInput(f"row {place[0] + 1}{column}: {name} {values[place]} {what}")


def counts(observed: npt.ArrayLike) -> Floats:
    """(n,) observed counts: whole and not negative."""
    found = numbers(observed, "observed", (1,)).astype(np.float64)
    refuse(found < 0, found, "observed", "is negative")
    refuse(found != np.floor(found), found, "observed", "is no whole number")
    return found


def ensemble(
    observed: npt.ArrayLike, samples: npt.ArrayLike
) -> tuple[Floats, npt.NDArray[np.number[Any]]]:
    """(n,) observed counts and (n, draws) samples of them."""
    truth = counts(observed)
    drawn = draws(samples)
    same_length(truth, drawn, "samples")
    return truth, drawn


def draws(samples: npt.ArrayLike) -> npt.NDArray[np.number[Any]]:
    """(n, draws) samples, not negative; they may be broken numbers."""
    drawn = numbers(samples, "samples", (2,))
    refuse(drawn < 0, drawn, "samples", "is negative")
    return drawn


def chances(occurred: npt.ArrayLike, probabilities: npt.ArrayLike) -> tuple[Floats, Floats]:
    """(n,) events, 0 or 1 (or false, true), and (n,) probabilities of them."""
    truth = numbers(occurred, "occurred", (1,)).astype(np.float64)
    refuse((truth != 0) & (truth != 1), truth, "occurred", "is neither 0 nor 1")
    told = numbers(probabilities, "probabilities", (1,)).astype(np.float64)
    same_length(truth, told, "probabilities")
    refuse((told < 0) | (told > 1), told, "probabilities", "is not between 0 and 1")
    return truth, told


def same_length(first: npt.NDArray[Any], second: npt.NDArray[Any], name: str) -> None:
    """BadInput where `second` has other rows than `first`."""
    if len(first) != len(second):
        raise BadInput(f"{name} has {len(second)} rows, but {len(first)} are observed")


def share(value: float, name: str) -> float:
    """`value` strictly between 0 and 1."""
    if not 0 < value < 1:
        raise BadInput(f"{name} is {value}, not between 0 and 1")
    return value


def whole(value: int, name: str, least: int = 1) -> int:
    """`value` as a whole number, `least` or more."""
    try:
        found = index(value)
    except TypeError:
        found = least - 1
    if found < least:
        raise BadInput(f"{name} is {value!r}, not a whole number from {least}")
    return found


def by_rows(
    score: Callable[..., Floats], drawn: npt.NDArray[np.number[Any]], *beside: Floats
) -> Floats:
    """`score(drawn, *beside)`, made a block of rows at a time, so that memory stays bounded."""
    rows = max(1, BLOCK // drawn.shape[1])
    blocks = [slice(start, start + rows) for start in range(0, len(drawn), rows)]
    return np.concatenate(
        [score(drawn[one].astype(np.float64), *(other[one] for other in beside)) for one in blocks]
    )
