"""The composite index: normalise, weigh, aggregate, and say what was imputed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from sipks.statistics.errors import BadInput

from .aggregate import Aggregation, aggregate, ranks
from .indicators import Floats, Indicators, Truths
from .missing import Missing, impute
from .normalise import Goalposts, Normalisation, normalise
from .weights import Weights, in_order

FLOOR = 0.01


@dataclass(frozen=True)
class Composite:
    """`scores` and `ranks` (N; rank 1 is the highest score), `weights` (K), `normalised` (N, K) as
    aggregated, and where a value was missing (N, K)."""

    indicators: Indicators
    scores: Floats
    ranks: Floats
    weights: Floats
    normalised: Floats
    missing: Truths

    def table(self) -> pl.DataFrame:
        """One row a unit, highest score first: unit, score, rank, imputed (names of the indicators
        that were missing, or empty), and the normalised indicators under their own names."""
        names = self.indicators.names
        gaps = [", ".join(np.array(names)[row].tolist()) for row in self.missing]
        columns = {name: self.normalised[:, at] for at, name in enumerate(names)}
        frame = pl.DataFrame(
            {"unit": self.indicators.units, "score": self.scores, "rank": self.ranks}
            | {"imputed": gaps}
            | columns
        )
        return frame.sort("rank", "unit")


def composite(
    indicators: Indicators,
    *,
    normalisation: Normalisation = "minmax",
    weights: Weights = "equal",
    aggregation: Aggregation = "arithmetic",
    missing: Missing = "refuse",
    goalposts: Goalposts | None = None,
    floor: float = FLOOR,
) -> Composite:
    """A composite index by the practice of OECD and JRC (Handbook, 2008).

    `weights`: "equal", "pca" (see `pca`), or {indicator: weight}, such as `budget` returns.
    `missing`: "refuse", "mean" or "leave-out" (see `impute`). With `aggregation="geometric"` and
    minmax the scale is floor..1 instead of 0..1, because the lowest unit of a single indicator
    would else score nought whatever its other indicators say; floor=0 keeps that meaning. Raises
    BadInput for an unknown option, missing data that are to be refused, or z with geometric.

    With the goalposts of UNDP's Human Development Report 2001 and equal weights the 23 countries
    and 8 indicators of the Technology Achievement Index stand in the order that the Handbook
    prints in table 23, from Finland, United States, Sweden, Japan down to Slovenia.
    """
    if not 0 <= floor < 1:
        raise BadInput(f"floor is {floor}, not from 0 to below 1")
    if aggregation == "geometric" and normalisation == "z":
        raise BadInput("z-scores are negative below the mean: geometric needs minmax or rank")
    complete, gaps = impute(indicators, missing)
    values = normalise(complete, normalisation, goalposts=goalposts)
    if aggregation == "geometric" and normalisation == "minmax":
        values = floor + (1 - floor) * values
    shares = in_order(weights, complete)
    scores = aggregate(values, shares, aggregation)
    for row in np.flatnonzero(np.isnan(scores)):
        raise BadInput(f"unit {indicators.units[row]}: all indicators with a weight are missing")
    return Composite(indicators, scores, ranks(scores), shares, values, gaps)
