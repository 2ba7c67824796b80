"""Units, their parents, and forecasts that add up at every level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from sipks.statistics.errors import BadInput

Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True)
class Hierarchy:
    """`areas` (M): the units (N) as they were given, then their parents, level by level upwards.

    `levels` (M) counts from 0, the units; a parent is one above the highest of its children.
    `members` lists for each area above the units the indices of its units.
    """

    areas: tuple[str, ...]
    levels: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, units: Sequence[str], parents: Mapping[str, str]) -> Self:
        """The hierarchy of a mapping from each area to the one in which it lies.

        What is nobody's child is a top. Raises BadInput that names the area: for a unit that has
        no parent, an area that holds no unit, a unit that is a parent of others, and a circle.

        >>> Hierarchy.of(["73.71", "73.06"], {"73.71": "73", "73.06": "73", "73": "ID"}).areas
        ('73.71', '73.06', '73', 'ID')
        """
        _check(units, parents)
        members: dict[str, list[int]] = {}
        height: dict[str, int] = dict.fromkeys(units, 0)
        for index, unit in enumerate(units):
            for up, area in enumerate(_above(unit, parents), start=1):
                members.setdefault(area, []).append(index)
                height[area] = max(height.get(area, 0), up)
        for area in parents:
            if area not in height:
                raise BadInput(f"area {area} in parents is no unit of the panel, and holds none")
        higher = sorted(members, key=height.__getitem__)  # stable: in order of appearance
        areas = (*units, *higher)
        levels = tuple(height[area] for area in areas)
        return cls(areas, levels, tuple(tuple(members[area]) for area in higher))

    @property
    def size(self) -> int:
        """Number of units, N."""
        return len(self.areas) - len(self.members)

    @cached_property
    def summing(self) -> csr_array:
        """S (M, N): which units are summed up in which area."""
        rows = [(index,) for index in range(self.size)] + list(self.members)
        columns = np.concatenate([np.asarray(one, dtype=np.int64) for one in rows])
        ends = np.cumsum([0, *map(len, rows)])
        ones = np.ones(len(columns), dtype=np.int64)
        return csr_array((ones, columns, ends), shape=(len(self.areas), self.size))

    def roll_up(self, values: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """Of all areas (…, M), from those of the units (…, N): counts, or samples of them.

        Samples are summed draw by draw, so that every draw adds up, and a province's spread
        keeps what its units have in common.
        """
        if values.shape[-1] != self.size:
            raise BadInput(f"there are values of {values.shape[-1]} units, not of {self.size}")
        flat = values.reshape(-1, self.size)
        higher = self.summing[self.size :] @ flat.T
        found = np.concatenate([flat, higher.T.astype(values.dtype)], axis=1)
        return found.reshape(*values.shape[:-1], len(self.areas))


def roll_up(
    samples: npt.NDArray[Number], units: Sequence[str], parents: Mapping[str, str]
) -> tuple[npt.NDArray[Number], Hierarchy]:
    """Samples (draws, steps, M) of all levels from those of the units, and the hierarchy."""
    hierarchy = Hierarchy.of(units, parents)
    return hierarchy.roll_up(samples), hierarchy


def _check(units: Sequence[str], parents: Mapping[str, Any]) -> None:
    known = set(units)
    if len(known) < len(units):
        twice = next(unit for index, unit in enumerate(units) if unit in units[:index])
        raise BadInput(f"unit {twice} is told twice")
    for unit in units:
        if unit not in parents:
            raise BadInput(f"unit {unit} has no parent")
    for child, parent in parents.items():
        if not isinstance(parent, str) or not parent:
            raise BadInput(f"the parent of area {child} is {parent!r}, no area")
        if parent in known:
            raise BadInput(f"unit {parent} cannot be the parent of {child}: it has its own counts")


def _above(unit: str, parents: Mapping[str, str]) -> list[str]:
    """The parent, its parent, and so on to the top."""
    found: dict[str, None] = {}
    area = unit
    while area in parents:
        area = parents[area]
        if area in found:
            raise BadInput(f"area {area} lies in itself: {' in '.join([*found, area])}")
        found[area] = None
    return list(found)
