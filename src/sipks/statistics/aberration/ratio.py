"""Generalised likelihood ratios: the best of all beginnings and sizes of a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy

from .bounds import Bools, Floats
from .change import Change

PAIRS: Final = 20_000  # of beginning and series at once, to bound memory
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Chart:
    """Which changes are looked for.

    `first` and `fewest`: a change may have begun at most `first` periods ago (None: any) and must
    have lasted `fewest` periods. `up`: a higher mean; `epi`: an autoregressive part.
    """

    alpha: Floats
    first: int | None = None
    fewest: int = 1
    up: bool = True
    epi: bool = False

    def best(self, counts: Floats, usual: Floats, before: Floats, start: Floats) -> Floats:
        """max over beginnings, and over sizes of the change, of the log likelihood ratio (N,).

        `counts`, `usual` (n, N) of the periods so far, `before` the counts one period earlier; the
        beginning lies at or after `start` (N,).
        """
        begins, series = np.nonzero(self._open(len(counts), start))
        best = np.zeros(counts.shape[1])
        if not self.epi and not self.alpha.any():
            total, expected = _since(counts)[begins, series], _since(usual)[begins, series]
            np.maximum.at(best, series, self._poisson(total, expected))
            return best
        grows = self._grows(counts, usual, before)[begins, series]
        begins, series = begins[grows], series[grows]
        for part in range(0, len(begins), PAIRS):
            begin, one = begins[part : part + PAIRS], series[part : part + PAIRS]
            change = self._change(counts, usual, before, begin, one)
            np.maximum.at(best, one, change.gain(change.best()))
        return best

    def _grows(self, counts: Floats, usual: Floats, before: Floats) -> Bools:
        """Where a small change since then, in the direction that is looked for, is likelier than
        none (n, N). Elsewhere the ratio is 0: its one peak lies on the other side (of `epi` with
        a negative binomial there may be more than one; they are not looked for)."""
        pull = (counts - usual) / (1 + self.alpha * usual)
        since = _since(pull * before / usual if self.epi else pull)
        found: Bools = since > 0 if self.up else since < 0
        return found

    def _open(self, length: int, start: Floats) -> Bools:
        begins = np.arange(length)[:, None]
        found: Bools = (begins >= start) & (begins <= length - self.fewest)
        if self.first is not None:
            found &= begins >= length - 1 - self.first
        return found

    def _poisson(self, total: Floats, usual: Floats) -> Floats:
        """κ̂ = log (Σ x / Σ μ): the ratio is κ̂ Σ x - Σ x + Σ μ."""
        ratio = xlogy(total, total) - xlogy(total, usual) - total + usual
        return np.where(total > usual if self.up else total < usual, ratio, 0.0)

    def _change(
        self, counts: Floats, usual: Floats, before: Floats, begin: Numbers, series: Numbers
    ) -> Change:
        oldest = begin.min(initial=len(counts) - 1)
        past = [one[oldest:, series] for one in (counts, usual, before)]
        rows = np.arange(oldest, len(counts))[:, None] >= begin
        return Change(
            np.where(rows, past[0], 0.0),
            past[1],
            past[2],
            rows.astype(float),
            self.alpha[series],
            self.up,
            self.epi,
        )


def _since(values: Floats) -> Floats:
    """Σ of `values` (n, N) from each row to the end."""
    found: Floats = np.cumsum(values[::-1], axis=0)[::-1]
    return found
