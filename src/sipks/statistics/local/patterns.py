"""The names of how a place became hot, from which of its periods were hot or cold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sipks.statistics.panel import Floats

Truths = npt.NDArray[np.bool_]
MOSTLY = 0.90


def patterns(hot: Truths, cold: Truths, trend: Floats, mostly: float = MOSTLY) -> list[str]:
    """One name a unit, of `hot` and `cold` (T, N) and `trend` (N): 1, -1, or 0 for none.

    The first that fits, for a unit whose last period is hot (and the same with cold):

    - `intensifying`, `diminishing`, `persistent`: at least `mostly` of all periods are hot, and the
      trend of G* rises, falls, or neither;
    - `new`: only the last period is hot;
    - `consecutive`: the hot periods are one unbroken run of two or more up to the last;
    - `oscillating`: some earlier period was the opposite;
    - `sporadic`: hot on and off, never the opposite.

    A unit whose last period is neither hot nor cold is `historical` where at least `mostly` of its
    periods were, or has no pattern (""). For cold spots a falling z is the intensifying one.
    """
    names = np.full(hot.shape[1], "", dtype=object)
    for what, own, other, sign in (("hot", hot, cold, 1), ("cold", cold, hot, -1)):
        kinds = _kinds(own, other, np.sign(trend) * sign, mostly)
        names = np.where(kinds != "", kinds + " " + what, names)
    return [str(name) for name in names]


def _kinds(own: Truths, other: Truths, trend: Floats, mostly: float) -> npt.NDArray[np.object_]:
    often = own.mean(0) >= mostly
    last = own[-1]
    times = own.sum(0)
    run = np.cumprod(own[::-1], axis=0).sum(0)
    unbroken = run == times
    ordered = [
        (last & often & (trend > 0), "intensifying"),
        (last & often & (trend < 0), "diminishing"),
        (last & often, "persistent"),
        (last & (times == 1), "new"),
        (last & unbroken, "consecutive"),
        (last & other.any(0), "oscillating"),
        (last, "sporadic"),
        (~last & ~other[-1] & often, "historical"),
    ]
    conditions, names = zip(*ordered, strict=True)
    return np.select(conditions, [np.array(name, dtype=object) for name in names], default="")
