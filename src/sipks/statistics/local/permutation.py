"""Conditional permutation with esda, in bounded memory and without a trace in NumPy's own state."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from scipy.stats import false_discovery_control

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats

MOST_AT_ONCE: Final = 16_000_000
Simulate = Callable[[int, int], Floats]


def two_sided(observed: Floats, simulate: Simulate, permutations: int, seed: int) -> Floats:
    """Twice the smaller of the two one-sided pseudo p-values, (1 + what is as extreme) / (1 +
    permutations), at most 1.

    esda's own `p_sim` counts ties with one side only: where a neighbourhood has no event, as most
    have, and most permutations neither, it calls the nought significant. `simulate(permutations,
    seed)` gives (N, permutations).
    """
    if permutations < 1:
        raise BadInput(f"permutations is {permutations}, not at least 1")
    above, below = np.zeros(len(observed)), np.zeros(len(observed))
    for size, one in _batches(len(observed), permutations, seed):
        drawn = simulate(size, one)
        # Sums in another order differ in the last digit: that is a tie, too.
        near = 1e-9 * np.maximum(1.0, np.abs(observed))
        above += (drawn >= (observed - near)[:, None]).sum(1)
        below += (drawn <= (observed + near)[:, None]).sum(1)
    return np.minimum(1.0, 2 * (1 + np.minimum(above, below)) / (1 + permutations))


def _batches(units: int, permutations: int, seed: int) -> Iterator[tuple[int, int]]:
    most = max(1, MOST_AT_ONCE // units)
    sizes = [most] * (permutations // most) + [permutations % most] * (permutations % most > 0)
    seeds = np.random.SeedSequence(seed).generate_state(len(sizes))
    return zip(sizes, (int(one) for one in seeds), strict=True)


@contextmanager
def own_state() -> Iterator[None]:
    """esda seeds NumPy's global generator, and warns of a future change of `p_sim`, which is not
    used here: what it does to the state is undone, and its warnings are not passed on."""
    state = np.random.get_state()
    try:
        with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(state)


def q_values(p: Floats) -> Floats:
    """Benjamini-Hochberg adjusted p-values, NaN where p is; along the last axis."""
    found = np.full(p.shape, np.nan)
    for at in np.ndindex(p.shape[:-1]):
        known = ~np.isnan(p[at])
        if known.any():
            found[at][known] = false_discovery_control(p[at][known])
    return found


def checked(values: Any, units: tuple[str, ...]) -> Floats:
    """`values` as an array with one finite number a unit that is not the same everywhere."""
    found = np.asarray(values, dtype=np.float64)
    if found.shape != (len(units),):
        raise BadInput(f"values have the shape {found.shape}, not ({len(units)},)")
    for at in np.flatnonzero(~np.isfinite(found)):
        raise BadInput(f"unit {units[at]}: the value is {found[at]}")
    if np.ptp(found) == 0:
        raise BadInput("every unit has the same value: nothing is local")
    return found
