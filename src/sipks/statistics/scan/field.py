"""What is looked through: all circles, all windows, under one model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from .groups import Groups, groups
from .models import NEAR, Floats, Model
from .windows import Windows
from .zones import Zones

Rates = Literal["high", "low", "both"]


@dataclass(frozen=True)
class Field:
    """Circles × windows, the model, and which rates make a cluster."""

    zones: Zones
    windows: Windows
    model: Model
    rates: Rates

    @property
    def sides(self) -> tuple[Rates, ...]:
        """High rates, low ones, or both of them."""
        return ("high", "low") if self.rates == "both" else (self.rates,)

    @cached_property
    def sizes(self) -> Floats:
        """Slots of the sizes of the units (N, slots)."""
        return self.windows.slots(self.model.base)

    @cached_property
    def kind(self) -> type[np.signedinteger[Any]]:
        """The smallest type that holds all cases and one more."""
        return np.int16 if self.model.cases < np.iinfo(np.int16).max else np.int32

    @cached_property
    def groups(self) -> Groups:
        """The groups of the circles."""
        sizes = [layer.of(self.sizes).sum(axis=0).max() for layer in self.windows.layers]
        return groups(self.zones, self.model, float(max(sizes)) / self.model.whole)

    def ratios(self, c: Floats, size: Floats, side: Rates) -> Floats:
        """The log-likelihood ratios, 0 where the rate is not on that side of what is expected."""
        beyond = c - self.model.expected(size)
        chosen = beyond > NEAR if side == "high" else beyond < -NEAR
        found = np.zeros(c.shape)
        found[chosen] = self.model.ratio(c[chosen], size[chosen])
        return found
