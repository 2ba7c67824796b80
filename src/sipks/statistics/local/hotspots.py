"""Emerging hot spots: G* in a cube of places and periods, and how each place came there."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

import numpy as np
import polars as pl
from scipy import sparse
from scipy.stats import norm

from sipks.statistics.errors import BadInput
from sipks.statistics.panel import Floats, Panel

from .neighbours import Neighbours
from .patterns import MOSTLY, patterns
from .permutation import q_values
from .randomised import randomised_p
from .statistics import g_star, g_star_z, sound
from .trend import mann_kendall

FEWEST_PERIODS = 10
Inference = Literal["randomised", "permutation", "normal"]
INFERENCES: Final = get_args(Inference)


def emerging_hot_spots(
    panel: Panel,
    neighbours: Neighbours,
    *,
    seed: int,
    lag: int = 1,
    rates: bool = False,
    inference: Inference = "randomised",
    permutations: int = 999,
    alpha: float = 0.05,
    mostly: float = MOSTLY,
) -> pl.DataFrame:
    """Which places are, became or ceased to be hot spots over the periods of a panel.

    Each unit and period is a bin of a space-time cube. The neighbourhood of a bin is the unit and
    its neighbours in the same period and the `lag` periods before; G* compares its sum with that
    of the whole cube, so that a nationwide rise is hot everywhere. p is two-sided, given the bin's
    own value and with all others in random places: computed ("randomised", see `randomised_p`, for
    counts), by conditional "permutation" (the only use of `seed` and `permutations`), or from z
    ("normal", as ArcGIS does; far too small where counts are sparse). It is adjusted for false
    discovery within each period, and q ≤ `alpha` makes a bin hot or cold. The trend is
    Mann-Kendall's, at `alpha`, of the neighbourhood's sum in each period by itself: G* with a lag
    shares bins between periods, which would make chance look like a trend. `rates` divides counts
    by population.

    Columns, in the order of the units: unit, pattern (see `patterns`, or "" for none), z and q of
    the last period, hot and cold (numbers of periods), trend (z of Mann-Kendall), trend_p. Method:
    Getis & Ord (1992) and Mann (1945), with the pattern names and the 90 % rule of ArcGIS Pro's
    tool Emerging Hot Spot Analysis. Raises BadInput for fewer than 10 periods, no event at all,
    neighbours of other units, a lag below 0, or rates without population.
    """
    _check(panel, neighbours, lag, mostly)
    sound(permutations, alpha)
    if inference not in INFERENCES:
        raise BadInput(f"inference {inference!r} is none of {', '.join(INFERENCES)}")
    if rates and inference == "randomised":
        raise BadInput("inference 'randomised' is for counts; rates need 'permutation'")
    values = _values(panel, rates)
    periods, units = values.shape
    adjacency = _cube(neighbours.adjacency, periods, lag)
    if inference == "permutation":
        z, p = g_star(values.ravel(), adjacency, permutations, seed)
    else:
        z, p = _computed(values.ravel(), adjacency, normal=inference == "normal")
    z, q = z.reshape(periods, units), q_values(p.reshape(periods, units))
    hot, cold = (q <= alpha) & (z > 0), (q <= alpha) & (z < 0)
    trend = mann_kendall(values @ (neighbours.adjacency + sparse.eye_array(units)).T)
    direction = np.where(trend.p <= alpha, np.sign(trend.z), 0.0)
    return pl.DataFrame(
        {
            "unit": panel.units,
            "pattern": patterns(hot, cold, direction, mostly),
            "z": z[-1],
            "q": q[-1],
            "hot": hot.sum(0),
            "cold": cold.sum(0),
            "trend": trend.z,
            "trend_p": trend.p,
        }
    )


def _computed(flat: Floats, adjacency: Any, *, normal: bool) -> tuple[Floats, Floats]:
    """z of G*, and its p without permutations."""
    z = g_star_z(flat, adjacency)
    return z, 2 * norm.sf(np.abs(z)) if normal else randomised_p(flat, adjacency)


def _cube(adjacency: Any, periods: int, lag: int) -> sparse.csr_array:
    """Neighbours of bins, period by period, without the bin itself."""
    near = adjacency + sparse.eye_array(adjacency.shape[0])
    cube = sparse.kron(sparse.eye_array(periods), adjacency)
    for back in range(1, min(lag, periods - 1) + 1):
        cube = cube + sparse.kron(sparse.eye_array(periods, k=-back), near)
    return cube.tocsr()


def _values(panel: Panel, rates: bool) -> Floats:
    counts = panel.counts.astype(np.float64)
    if not counts.any():
        raise BadInput("every count is 0: nothing is hot")
    if not rates:
        return counts
    if panel.population is None:
        raise BadInput("the table has no column 'population': rates need one")
    for period, unit in np.argwhere(panel.population <= 0):
        raise BadInput(f"unit {panel.units[unit]}, {panel.periods[period]}: the population is 0")
    return np.asarray(counts / panel.population, dtype=np.float64)


def _check(panel: Panel, neighbours: Neighbours, lag: int, mostly: float) -> None:
    if neighbours.units != panel.units:
        raise BadInput("the neighbours are not of the same units in the same order")
    if len(panel.periods) < FEWEST_PERIODS:
        raise BadInput(f"{len(panel.periods)} periods are too few: at least {FEWEST_PERIODS}")
    if lag < 0:
        raise BadInput(f"lag is {lag}, not at least 0")
    if not 0.5 < mostly <= 1:
        raise BadInput(f"mostly is {mostly}, not above 0.5 and up to 1")
