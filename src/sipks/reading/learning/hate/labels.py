"""Labels that hang together: hatred has a target, a kind and a degree; nothing else has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]

_HATE: Final = "HS"
_PARTS: Final = (
    ("HS_Individual", "HS_Group"),
    ("HS_Religion", "HS_Race", "HS_Physical", "HS_Gender", "HS_Other"),
    ("HS_Weak", "HS_Moderate", "HS_Strong"),
)


def coherent(labels: Sequence[str], ratio: Floats) -> Flags:
    """Which labels apply, from `ratio` (n, labels), each probability over its threshold.

    A label applies from 1 on. Without hatred no part of it applies; with it, at least the likeliest
    of each set of parts that `labels` hold whole.
    """
    said = ratio >= 1
    if _HATE not in labels:
        return said
    hate = said[:, labels.index(_HATE)]
    for part in _PARTS:
        columns = np.array([labels.index(one) for one in part if one in labels], dtype=np.intp)
        said[:, columns] &= hate[:, None]
        if len(columns) == len(part):
            rows = np.flatnonzero(hate & ~said[:, columns].any(1))
            said[rows, columns[ratio[np.ix_(rows, columns)].argmax(1)]] = True
    return said
