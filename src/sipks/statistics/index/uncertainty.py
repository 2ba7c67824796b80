"""How far a rank moves when the choices behind an index are made otherwise (step 7)."""

from __future__ import annotations

import numpy as np
import polars as pl

from sipks.statistics.errors import BadInput

from .choices import Choices, Model
from .indicators import Indicators


def rank_intervals(
    indicators: Indicators,
    choices: Choices | None = None,
    *,
    seed: int,
    draws: int = 2000,
    level: float = 0.90,
) -> pl.DataFrame:
    """The range of ranks of each unit over `draws` random combinations of the choices.

    Normalisation, aggregation, imputation, an indicator left out, and jittered weights are drawn
    together (Monte Carlo; Saisana, Saltelli & Tarantola 2005, J. R. Stat. Soc. A 168: 307-323).
    Columns, by reference rank: unit, rank (of the reference), low, median, high (the central
    `level` of ranks, 5 to 95 % unless told), mean_shift (mean |rank - reference|). The same seed
    gives the same table. A wide interval says that the place in the list is a matter of taste.
    """
    if draws < 1:
        raise BadInput(f"draws is {draws}, not at least 1")
    if not 0 < level < 1:
        raise BadInput(f"level is {level}, not between 0 and 1")
    model = Model(indicators, choices or Choices())
    design = np.random.default_rng(seed).random((draws, model.width))
    ranks = model.ranks(design)
    tail = (1 - level) / 2
    low, middle, high = np.quantile(ranks, [tail, 0.5, 1 - tail], axis=0)
    return pl.DataFrame(
        {
            "unit": indicators.units,
            "rank": model.reference,
            "low": low,
            "median": middle,
            "high": high,
            "mean_shift": np.abs(ranks - model.reference).mean(0),
        }
    ).sort("rank", "unit")
