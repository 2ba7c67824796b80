"""Farrington et al. (1996): the method of the laboratories of England and Wales."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from .baseline import Rules
from .bounds import Bounds, Floats, judged, one_of, share, truth, whole
from .cases import EXPONENTS, Few, cases, exposed, power_bound, put
from .windows import Blocks, Calendar, Days, Rows, windows

_SIGNIFICANT: Final = 0.05
_UNUSUAL: Final = 1.0


def farrington(
    counts: Floats,
    *,
    last: int = 1,
    freq: int = 52,
    days: Days | None = None,
    population: Floats | None = None,
    b: int = 5,
    w: int = 3,
    reweight: bool = True,
    alpha: float = 0.05,
    trend: bool = True,
    limit54: Sequence[int] | str = (5, 4),
    powertrans: str = "2/3",
    populationOffset: bool = False,
) -> Bounds:
    """Bounds of `counts` (T, N) for the last `last` rows, as by R's `farrington`.

    Reference: the rows within `w` of the same season in each of the last `b` years. Quasi-Poisson
    regression, with a trend if its p < 0.05 (see `baseline`), residuals above 1 weighed down.
    `freq`: rows a year; `days`: first days (T,), if windows are to follow the date. `alpha` is
    two-sided: alpha / 2 of usual counts lie above the threshold. `powertrans`: "2/3" (Poisson),
    "1/2" (variance) or "none". NaN where fewer than limit54[0] cases fell into the last limit54[1]
    periods (there R's bound is 0). Raises BadInput for a history shorter than b years and w rows.

    Farrington, Andrews, Beale, Catchpole: A statistical algorithm for the early detection of
    outbreaks of infectious disease. J. R. Statist. Soc. A 159 (1996) 547-563.
    """
    rules = Rules(
        whole("b", b, 1),
        _SIGNIFICANT if truth("trend", trend) else None,
        _UNUSUAL if truth("reweight", reweight) else None,
        strict=False,
        prior_spread=False,
    )
    tail, w = share("alpha", alpha) / 2, whole("w", w, 0)
    exponent = EXPONENTS[one_of("powertrans", powertrans or "none", EXPONENTS)]
    few, people = (
        Few.of(limit54),
        exposed(population, wanted=truth("populationOffset", populationOffset)),
    )
    rows = judged(counts, last, b * freq + w, "farrington")
    alike = windows(rows, Calendar(freq, days, even=True), b, _around(w), trend=trend)
    found = Bounds.empty(last, counts.shape[1])
    for one in cases(counts, people, alike, few, rules):
        put(found, one, rows.start, **power_bound(one, exponent, tail))
    return found


def _around(w: int) -> Blocks:
    """The rows within `w` of each past row, all of one group."""

    def blocks(row: int, past: list[int]) -> tuple[Rows, Rows]:
        reference = np.add.outer(past, np.arange(-w, w + 1)).ravel()
        reference = reference[reference < row]
        return reference, np.zeros_like(reference)

    return blocks
