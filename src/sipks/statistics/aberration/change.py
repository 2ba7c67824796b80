"""How much better a changed mean explains the latest counts, and by how much it has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from .bounds import Floats
from .dispersion import log_ratio

STEPS: Final = 60
TOLERANCE: Final = 1e-7


@dataclass(frozen=True)
class Change:
    """P changes that are looked for, each in a series and since some beginning.

    `counts`, `usual` means and counts one period `before`, all (n, P); `rows` is 1 from the
    beginning on, and 0 before; `alpha` (P,). `up`: to a higher mean; `epi`: μ + κ x_{t-1} in place
    of μ exp(κ).
    """

    counts: Floats
    usual: Floats
    before: Floats
    rows: Floats
    alpha: Floats
    up: bool
    epi: bool

    def of(self, chosen: npt.NDArray[np.intp]) -> Change:
        """Some of them."""
        return replace(
            self,
            counts=self.counts[:, chosen],
            usual=self.usual[:, chosen],
            before=self.before[:, chosen],
            rows=self.rows[:, chosen],
            alpha=self.alpha[chosen],
        )

    def mean(self, size: Floats) -> Floats:
        """The mean after changes of this size, (n, P)."""
        return self.usual + size * self.before if self.epi else self.usual * np.exp(size)

    def pull(self, size: Floats) -> tuple[Floats, Floats]:
        """First derivative of the log-likelihood in the size of the change, and minus the second
        (the expected one for `epi`, where it need not be concave)."""
        mean = self.mean(size)
        spread = 1 + self.alpha * mean
        if self.epi:
            weight = self.before / (mean * spread) * self.rows
            bend = (weight * self.before).sum(axis=0)
        else:
            weight = self.rows / spread
            bend = (weight * mean * (1 + self.alpha * self.counts) / spread).sum(axis=0)
        return (weight * (self.counts - mean)).sum(axis=0), bend

    def gain(self, size: Floats) -> Floats:
        """The log likelihood ratio of a change of this size, (P,)."""
        mean = self.mean(size)
        if self.epi or not self.alpha.all():
            ratio = log_ratio(self.counts, self.usual, mean, self.alpha)
        else:
            above = np.log1p(self.alpha * (mean - self.usual) / (1 + self.alpha * self.usual))
            ratio = self.counts * size - (self.counts + 1 / self.alpha) * above
        found: Floats = (ratio * self.rows).sum(axis=0)
        return found

    def best(self) -> Floats:
        """The size of most likelihood: Newton's (for `epi` Fisher's) steps, halved where they
        overshoot. What is left of the error enters the ratio only by its square."""
        part, sign, size = self, 1 if self.up else -1, self._guess()
        low, high = np.zeros_like(size), np.full_like(size, np.inf)
        active = np.arange(len(size))
        for _ in range(STEPS):
            at = size[active]
            pull, bend = part.pull(sign * at)
            onward = sign * pull > 0
            low[active] = np.where(onward, at, low[active])
            high[active] = np.where(onward, high[active], at)
            fresh = at + np.clip(sign * pull / bend, -2 - at, 2 + at)
            outside = (fresh <= low[active]) | (fresh >= high[active])
            middle = (low[active] + high[active]) / 2
            size[active] = np.where(outside & np.isfinite(middle), middle, fresh)
            moving = np.abs(size[active] - at) > TOLERANCE * (1 + at)
            if not moving.any():
                break
            if moving.mean() < 0.5:  # it costs to pick them out
                active, part = active[moving], part.of(np.flatnonzero(moving))
        return sign * size

    def _guess(self) -> Floats:
        """|log (Σ x / Σ μ)|: exact where the usual mean is constant."""
        total, usual = self.counts.sum(axis=0), (self.usual * self.rows).sum(axis=0)
        if self.epi:
            return np.zeros_like(total)
        guess: Floats = np.log(np.maximum(total, 0.1) / usual)
        return np.maximum(guess if self.up else -guess, 0)
