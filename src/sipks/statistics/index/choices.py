"""The choices behind an index, drawn as numbers from 0 to 1, and the ranks that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from sipks.statistics.errors import BadInput

from .aggregate import AGGREGATIONS, Aggregation, aggregate, ranks
from .composite import FLOOR
from .indicators import Floats, Indicators
from .missing import Missing, impute
from .normalise import NORMALISATIONS, Normalisation, normalise
from .weights import Weights, in_order

FACTORS: Final = ("normalisation", "aggregation", "imputation", "exclusion", "weights")
FEWEST_INDICATORS: Final = 2


@dataclass(frozen=True)
class Choices:
    """What may be chosen, each alternative as likely as the others.

    Each weight is multiplied by a number drawn evenly from 1 - `jitter` to 1 + `jitter`, and all
    are scaled to sum to 1 again. With `exclusion` none or one of the K indicators is left out, each
    with probability 1 / (K + 1). The first alternative of each is the reference that shifts are
    counted from.
    """

    normalisation: Sequence[Normalisation] = NORMALISATIONS
    aggregation: Sequence[Aggregation] = AGGREGATIONS
    imputation: Sequence[Missing] = ("mean", "leave-out")
    weights: Weights = "equal"
    jitter: float = 0.25
    exclusion: bool = True


class Model:
    """Ranks as a function of the choices: a row of a design holds the four choices of `FACTORS`,
    then one number a weight, all from 0 to 1."""

    def __init__(self, indicators: Indicators, choices: Choices) -> None:
        _sound(choices, indicators)
        self.choices = choices
        self.width = len(FACTORS) - 1 + len(indicators.names)
        self._tables = _tables(indicators, choices)
        complete, _ = impute(indicators, "mean")
        self._weights = in_order(choices.weights, complete)
        reference = aggregate(self._tables[0, 0, 0], self._weights, choices.aggregation[0])
        self.reference = ranks(reference)

    def ranks(self, design: Floats) -> Floats:
        """Ranks (D, N) of a design (D, `width`)."""
        choices = self.choices
        weights = self._drawn_weights(design)
        picked = (
            _pick(design[:, 0], len(choices.normalisation)),
            _pick(design[:, 1], len(choices.aggregation)),
            _pick(design[:, 2], len(choices.imputation)),
        )
        found = np.empty((len(design), len(self.reference)))
        for key, values in self._tables.items():
            rows = np.all([one == at for one, at in zip(picked, key, strict=True)], axis=0)
            found[rows] = ranks(aggregate(values, weights[rows], choices.aggregation[key[1]]))
        return found

    def _drawn_weights(self, design: Floats) -> Floats:
        start = len(FACTORS) - 1
        spread = 1.0 + self.choices.jitter * (2.0 * design[:, start:] - 1.0)
        weights = self._weights * spread
        if self.choices.exclusion:
            out = _pick(design[:, 3], weights.shape[1] + 1) - 1
            rows = np.flatnonzero(out >= 0)
            weights[rows, out[rows]] = 0.0
        return np.asarray(weights / weights.sum(1, keepdims=True), dtype=np.float64)


def _pick(shares: Floats, alternatives: int) -> npt.NDArray[np.int64]:
    return np.minimum((shares * alternatives).astype(np.int64), alternatives - 1)


def _tables(indicators: Indicators, choices: Choices) -> dict[tuple[int, int, int], Floats]:
    """Normalised values for each choice of normalisation, aggregation and imputation."""
    found = {}
    for (a, scale), (b, how), (c, missing) in product(
        enumerate(choices.normalisation),
        enumerate(choices.aggregation),
        enumerate(choices.imputation),
    ):
        complete, _ = impute(indicators, missing)
        # A geometric mean has no z-scores: there z stands for the other linear scale, minmax.
        scale = "minmax" if how == "geometric" and scale == "z" else scale
        values = normalise(complete, scale)
        if how == "geometric" and scale == "minmax":
            values = FLOOR + (1 - FLOOR) * values
        found[a, b, c] = values
    return found


def _sound(choices: Choices, indicators: Indicators) -> None:
    for name in FACTORS[:3]:
        if not len(getattr(choices, name)):
            raise BadInput(f"there is no alternative for {name}")
    if "refuse" in choices.imputation:
        raise BadInput("imputation 'refuse' is no alternative: there would be no index to rank")
    if not 0 <= choices.jitter < 1:
        raise BadInput(f"jitter is {choices.jitter}, not from 0 to below 1")
    if choices.exclusion and len(indicators.names) <= FEWEST_INDICATORS:
        raise BadInput("leaving one indicator out needs at least 3")
    known = (~np.isnan(indicators.values)).sum(1)
    for row in np.flatnonzero(known < FEWEST_INDICATORS):
        raise BadInput(f"unit {indicators.units[row]}: only one indicator is known")
