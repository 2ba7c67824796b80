"""The likelihood ratio of a circle or cylinder, and chance as each model has it.

A model knows, of any set of cells (units × periods), the cases `c` and a measure of its size that
adds up over cells (`base`): expected cases, or for Bernoulli the number of trials.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.stats import random_table

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_HALVINGS = 32  # what is left is on the safe side: too large a size
# What sums of floating numbers may differ by without a difference being meant.
NEAR = 1e-9


@dataclass(frozen=True)
class Model(ABC):
    """`base`: size of each cell (N units × T periods); `cases`: of the whole study."""

    base: Floats
    cases: float

    @cached_property
    def whole(self) -> float:
        """Size of the whole study."""
        return float(self.base.sum())

    def expected(self, base: Floats) -> Floats:
        """Cases to expect, under the null hypothesis, where the size is `base`."""
        return base * (self.cases / self.whole)

    @abstractmethod
    def ratio(self, c: Floats, base: Floats) -> Floats:
        """Log-likelihood ratio of `c` cases within a size `base`, against one risk for all."""

    @abstractmethod
    def draw(self, rng: np.random.Generator, count: int) -> Ints:
        """`count` tables of cases under the null hypothesis: (count, N, T)."""

    @abstractmethod
    def widest(self, c: Floats) -> tuple[Floats, Floats]:
        """Of `c` cases: the smallest possible size, and that with neither more nor less than is
        expected; in between the ratio falls as the size grows."""

    def limits(self, level: float) -> Floats:
        """For c = 0 … C: the largest size in which `c` cases have a ratio of at least `level`.

        -1 where no size does. As it grows with c, `searchsorted` tells how few cases suffice.
        """
        c = np.arange(round(self.cases) + 1, dtype=np.float64)
        low, high = self.widest(c)
        reaches = (c > 0) & (self.ratio(c, low) >= level)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            above = self.ratio(c, middle) >= level
            low, high = np.where(above, middle, low), np.where(above, high, middle)
        return np.maximum.accumulate(np.where(reaches, high * (1 + NEAR), -1.0))


class Poisson(Model):
    """Kulldorff (1997): cases are Poisson with means `base`, which sum to the cases; given their
    number, they fall multinomially."""

    def ratio(self, c: Floats, base: Floats) -> Floats:
        rest, beyond = self.cases - c, np.maximum(self.cases - base, 0)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            inside = np.where(c > 0, c * np.log(c / base), 0.0)
            outside = np.where(rest > 0, rest * np.log(rest / beyond), 0.0)
        return np.asarray(inside + outside)

    def draw(self, rng: np.random.Generator, count: int) -> Ints:
        share = self.base.ravel() / self.whole
        drawn = rng.multinomial(round(self.cases), share, size=count)
        return drawn.reshape(count, *self.base.shape)

    def widest(self, c: Floats) -> tuple[Floats, Floats]:
        return np.full_like(c, np.finfo(float).tiny), c


class Permutation(Poisson):
    """Kulldorff et al. (2005): only cases are known, and the times of all are shuffled; the cases
    of a cylinder are hypergeometric and nearly Poisson with means (of unit) × (of period) / all."""

    def draw(self, rng: np.random.Generator, count: int) -> Ints:
        units, periods = (np.rint(self.base.sum(axis)).astype(np.int64) for axis in (1, 0))
        drawn = random_table.rvs(units, periods, size=count, random_state=rng)
        return np.asarray(drawn, np.int64).reshape(count, *self.base.shape)


class Bernoulli(Model):
    """Kulldorff and Nagarwalla (1995): each of `base` persons is a case or a control; which, is
    shuffled.

    Fractions of cases (each allocated to several units) count where they lie; the number of cases
    of the study is the whole one below their sum, as in R's SpatialEpi.
    """

    @cached_property
    def labels(self) -> float:
        """How many persons are cases."""
        return float(np.floor(self.cases + NEAR))

    def ratio(self, c: Floats, base: Floats) -> Floats:
        whole, labels = self.whole, self.labels
        with np.errstate(divide="ignore", invalid="ignore"):
            found = _binomial(c, base) + _binomial(np.maximum(labels - c, 0), whole - base)
        return np.asarray(found - _binomial(np.array([labels]), np.array([whole])))

    def draw(self, rng: np.random.Generator, count: int) -> Ints:
        persons = np.rint(self.base).astype(np.int64)
        drawn = rng.multivariate_hypergeometric(persons.ravel(), round(self.labels), size=count)
        return drawn.reshape(count, *persons.shape)

    def widest(self, c: Floats) -> tuple[Floats, Floats]:
        return c, c * (self.whole / self.labels)


def _binomial(c: Floats, n: Floats) -> Floats:
    """The largest log-likelihood of `c` cases among `n` persons; no number that means anything
    where there are fewer persons than cases."""
    return np.asarray(_x_log_x(c) + _x_log_x(n - c) - _x_log_x(n))


def _x_log_x(x: Floats) -> Floats:
    return np.asarray(x * np.log(np.maximum(x, np.finfo(float).tiny)))
