"""Neighbouring circles of one centre as groups, that can be ruled out together.

Circles of a group are nested: none has more cases than the largest, nor a smaller size than the
smallest. Where even so many cases in so small a size are no cluster, no circle of the group is one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .models import Floats, Model
from .zones import Zones

# A group is cut where its largest circle has this share of expected cases more than its smallest,
# or this share of what a cluster must have beyond chance, sqrt(2 · LLR · expected) at LLR 10.
# Any values give the same answer; these were measured to be quick.
_RELATIVE, _EXCESS, _LLR = 0.3, 0.2, 10.0


@dataclass(frozen=True)
class Groups:
    """`first`, `last` (N centres × G): where, in the order of nearness, the smallest and largest
    circle of a group end; `first` > `last` where a centre has fewer groups.

    `onto_first`, `to_last` (N·G × N): which units a group adds up to its smallest circle, and from
    there to its largest.
    """

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    onto_first: sparse.csr_array
    to_last: sparse.csr_array


def groups(zones: Zones, model: Model, share: float) -> Groups:
    """The groups of all centres; `share` of the study is the longest window."""
    label = _labels(zones, model, share)
    count, width = zones.ends.shape
    total = int(label.max(initial=0)) + 1
    centre, place = np.nonzero(zones.ends)
    at = centre, label[centre, place]
    first = np.full((count, total), width)
    last = np.full((count, total), -1)
    np.minimum.at(first, at, place)
    np.maximum.at(last, at, place)
    # Units between two circles come in with the circle behind them.
    none = total
    pulled = np.where(zones.ends, label, none)
    pulled = np.minimum.accumulate(pulled[:, ::-1], axis=1)[:, ::-1]
    centre, place = np.nonzero(pulled < none)
    group = pulled[centre, place]
    early = place <= first[centre, group]
    row, unit = centre * total + group, zones.order[centre, place]
    shape = (count * total, count)
    parts = [
        sparse.csr_array((np.ones(int(held.sum())), (row[held], unit[held])), shape=shape)
        for held in (early, ~early)
    ]
    return Groups(first, last, *parts)


def _labels(zones: Zones, model: Model, share: float) -> npt.NDArray[np.int64]:
    """N × K: the number of the group of each circle within its centre."""
    sizes: Floats = model.expected(model.base.sum(axis=1))[zones.order].cumsum(axis=1)
    most = sizes + np.minimum(_RELATIVE * sizes, _EXCESS * np.sqrt(2 * _LLR * sizes / share))
    label = np.full(zones.ends.shape, -1)
    centres, places = zones.ends.shape
    now, reach = np.full(centres, -1), np.full(centres, -1.0)
    for place in range(places):
        opens = zones.ends[:, place] & (sizes[:, place] > reach)
        now = now + opens
        reach = np.where(opens, most[:, place], reach)
        label[:, place] = now
    return label
