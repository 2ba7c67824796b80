"""Reliability diagram: does what is told with 30 % happen in 30 of 100 cases?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from .checks import Floats, chances, share, whole
from .grouping import By, bounds, classes, sums


def reliability_curve(
    occurred: npt.ArrayLike,
    probabilities: npt.ArrayLike,
    *,
    bins: int = 10,
    by: By = "width",
    level: float = 0.9,
    replicates: int = 1000,
    seed: int = 1,
) -> pl.DataFrame:
    """Observed frequency by class of the probabilities told, with consistency bands.

    `occurred` (n,) of 0 and 1, `probabilities` (n,); classes as in `brier_decomposition`. Returns a
    row for each class that has members: n, told (mean probability), observed (frequency), low and
    high (bounds of the central `level` of what a reliable forecast would show), inside.

    The bands are those of Bröcker & Smith (2007): `replicates` times n probabilities are drawn with
    replacement, an event is drawn for each by its probability, and the frequencies are taken in the
    same classes. So the bands know how few members a class has. About 1 − `level` of the classes
    lie outside by chance. The same `seed` gives the same bands. Raises BadInput that names the row.

    >>> curve = reliability_curve([0, 1, 1, 1], [0.2, 0.2, 0.8, 0.8], bins=2, seed=1)
    >>> curve.select("n", "told", "observed").rows()
    [(2, 0.2, 0.5), (2, 0.8, 1.0)]
    """
    truth, told = chances(occurred, probabilities)
    share(level, "level")
    whole(replicates, "replicates")
    inner = bounds(told, bins, by)
    group = classes(told, inner)
    size, told_sum, truth_sum = sums(group, len(inner) + 1, told, truth)
    low, high = _bands(told, group, len(inner) + 1, level, replicates, seed)
    there = size > 0
    observed = truth_sum[there] / size[there]
    frame = pl.DataFrame(
        {
            "n": size[there].astype(np.int64),
            "told": told_sum[there] / size[there],
            "observed": observed,
            "low": low[there],
            "high": high[there],
        }
    )
    # A frequency is a quotient: a bound that it meets must not fail by its last bit.
    slack = 1e-12
    return frame.with_columns(
        inside=pl.col("observed").is_between(pl.col("low") - slack, pl.col("high") + slack)
    )


def _bands(
    told: Floats,
    group: npt.NDArray[np.intp],
    count: int,
    level: float,
    replicates: int,
    seed: int,
) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    shown = np.full((replicates, count), np.nan)
    for one in shown:
        drawn = random.integers(len(told), size=len(told))
        happened = random.random(len(told)) < told[drawn]
        size, hits = sums(group[drawn], count, happened.astype(np.float64))
        np.divide(hits, size, out=one, where=size > 0)
    bands = np.full((2, count), np.nan)
    # A class that no replicate has drawn from is empty of members, too.
    seen = ~np.isnan(shown).all(axis=0)
    bands[:, seen] = np.nanquantile(shown[:, seen], [(1 - level) / 2, (1 + level) / 2], axis=0)
    return bands[0], bands[1]
