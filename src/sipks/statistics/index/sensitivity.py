"""Which of the choices moves the ranks: Sobol indices, with SALib."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl
from SALib.analyze.sobol import first_order, total_order
from SALib.sample import sobol

from sipks.statistics.errors import BadInput

from .choices import FACTORS, Choices, Model
from .indicators import Floats, Indicators

ALL: Final = "(mean shift of all)"


def rank_sensitivity(
    indicators: Indicators, choices: Choices | None = None, *, seed: int, base: int = 1024
) -> pl.DataFrame:
    """First-order and total Sobol index of each choice on each unit's shift of rank.

    The first-order index S = V[E(y|x)] / V(y) is the share of the variance of y that goes when the
    choice x is fixed; the total index ST = E[V(y|all but x)] / V(y) adds what x does together with
    others. y is rank - reference rank of a unit, and once (unit "(mean shift of all)") the mean of
    |rank - reference| over units. The jittered weights are one group. Estimators of Saltelli et al.
    (2010) on Sobol's sequence, scrambled with `seed`; `base` is a power of 2, and the index is
    computed base × (number of choices + 2) times.

    Columns: unit, choice, first, total, both null where the rank never moves. An estimate may lie
    a little outside 0..1; with base=1024 by some hundredths.
    Source: OECD/JRC Handbook (2008), section 7; Saisana, Saltelli & Tarantola (2005).
    """
    if base < 2 or base & (base - 1):
        raise BadInput(f"base is {base}, not a power of 2")
    model = Model(indicators, choices or Choices())
    moves = model.ranks(_design(model.width, base, seed)) - model.reference
    moves = np.column_stack([np.abs(moves).mean(1), moves])
    shape = base, len(FACTORS) + 2, moves.shape[1]
    runs = moves.reshape(shape)
    still = np.ptp(runs, axis=(0, 1)) == 0
    # Centred, as the estimator of the first order loses precision with a mean far from 0.
    runs = runs - runs[:, [0, -1]].mean((0, 1))
    before, after = runs[:, 0], runs[:, -1]
    mixed = [runs[:, at] for at in range(1, len(FACTORS) + 1)]
    first = [_indices(first_order, before, one, after, still) for one in mixed]
    total = [_indices(total_order, before, one, after, still) for one in mixed]
    units = (ALL, *indicators.units)
    return pl.DataFrame(
        {
            "unit": np.repeat(units, len(FACTORS)).tolist(),
            "choice": list(FACTORS) * len(units),
            "first": np.column_stack(first).ravel(),
            "total": np.column_stack(total).ravel(),
        }
    ).with_columns(pl.col("first", "total").fill_nan(None))


def _design(width: int, base: int, seed: int) -> Floats:
    """SALib's design, with one group for all weights: base blocks of A, one AB a factor, B."""
    names = [f"x{at}" for at in range(width)]
    groups = [FACTORS[min(at, len(FACTORS) - 1)] for at in range(width)]
    problem = {"num_vars": width, "names": names, "bounds": [[0, 1]] * width, "groups": groups}
    design = sobol.sample(problem, base, calc_second_order=False, seed=seed)
    return np.asarray(design, dtype=np.float64)


def _indices(estimator: Any, before: Floats, mixed: Floats, after: Floats, still: Any) -> Floats:
    if still.all():
        return np.full(len(still), np.nan)
    return np.where(still, np.nan, estimator(before, mixed, after))
