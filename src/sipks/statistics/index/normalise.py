"""Indicators of different units of measurement brought to one scale (OECD/JRC 2008, step 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

import numpy as np
from scipy.stats import rankdata

from sipks.statistics.errors import BadInput

from .indicators import Floats, Indicators

Normalisation = Literal["minmax", "z", "rank"]
NORMALISATIONS: Final = get_args(Normalisation)
Goalposts = Mapping[str, tuple[float, float]]


def normalise(
    indicators: Indicators, method: Normalisation = "minmax", *, goalposts: Goalposts | None = None
) -> Floats:
    """Indicators on one scale on which more is more of what the index measures: (N, K), NaN where
    missing.

    - `minmax`: (x - min) / (max - min), 0 to 1; `goalposts` {indicator: (least, most)} replace the
      observed extremes, and what lies beyond counts as 0 or 1;
    - `z`: (x - mean) / standard deviation (of a sample, N - 1);
    - `rank`: 1 for the lowest, equal values share the lower rank.

    An indicator of direction -1 is turned (1 - x, -z, ranks from the other end). Source: OECD and
    JRC, Handbook on Constructing Composite Indicators (2008), section 5, whose table 15 gives for
    mean years of schooling in Finland (23 countries) rank 15, z 0.26 and min-max 0.59.
    """
    if method not in NORMALISATIONS:
        raise BadInput(f"normalisation {method!r} is none of {', '.join(NORMALISATIONS)}")
    if goalposts and method != "minmax":
        raise BadInput("goalposts are for the normalisation minmax only")
    turned = indicators.values * indicators.direction
    if method == "z":
        return np.asarray(
            (turned - np.nanmean(turned, axis=0)) / np.nanstd(turned, axis=0, ddof=1),
            dtype=np.float64,
        )
    if method == "rank":
        return np.asarray(
            rankdata(turned, method="min", axis=0, nan_policy="omit"), dtype=np.float64
        )
    least, most = _extremes(indicators, goalposts or {})
    share = np.clip((indicators.values - least) / (most - least), 0.0, 1.0)
    return np.where(indicators.direction > 0, share, 1.0 - share)


def _extremes(indicators: Indicators, goalposts: Goalposts) -> tuple[Floats, Floats]:
    least, most = np.nanmin(indicators.values, axis=0), np.nanmax(indicators.values, axis=0)
    for name, (low, high) in goalposts.items():
        if name not in indicators.names:
            raise BadInput(f"goalposts name {name!r}, which is no indicator")
        if not low < high:
            raise BadInput(f"the goalposts of {name!r} do not ascend: {low}, {high}")
        at = indicators.names.index(name)
        least[at], most[at] = low, high
    return least, most
