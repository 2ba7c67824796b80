"""How alike posts are: weighted means of views, bent so that likeness in several counts more.

A member of the ensemble is one mixture. With s the mixed likeness (1 for a post with itself) its
kernel is exp(bend · (s - 1)), or s itself where bend is 0. Sparse views give the cosine, marks a
Gaussian.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse

from sipks.reading.learning.hate.features import Rows
from sipks.reading.learning.hate.marks import Floats, groups

_FREQUENT: Final = 150
"""Columns with more entries are multiplied as dense ones, which is quicker."""
_STRIPE: Final = 2048


@dataclass(frozen=True)
class Mixture:
    """Weights of the views, the bend, and the strength of the ridge."""

    weights: Mapping[str, float]
    bend: float
    strength: float


_TEXT: Final = {
    "words": 1.5, "stems": 1.0, "bones": 0.5, "pieces": 2.0, "triples": 0.3, "gaps": 0.3,
    "stem pairs": 0.5,
}  # fmt: skip
_ALL: Final = {**_TEXT, "concepts": 0.5, "outside": 0.5, ":cues": 1.0, "cues": 0.5}

MIXTURES: Final[tuple[Mixture, ...]] = (
    Mixture(_ALL, 1.0, 0.3),
    Mixture(_ALL, 2.0, 0.3),
    Mixture(_TEXT, 0.0, 2.0),
    Mixture({"words": 1.0, "stems": 1.0, "triples": 0.2, "gaps": 0.3, "stem pairs": 0.3}, 1.0, 0.3),
    Mixture({"pieces": 1.0}, 1.0, 0.3),
    Mixture(
        {"words": 1.0, "stems": 1.0, "concepts": 0.5, "outside": 1.0, ":cues": 1.0, "cues": 1.0,
         "neighbours": 0.5}, 1.0, 0.3,
    ),
    Mixture({"outside": 1.0, ":cues": 1.0, "cues": 0.5, "concepts": 0.5}, 3.0, 1.0),
)  # fmt: skip


class Gallery:
    """Posts that others are compared with."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.size = len(rows.marks)
        self._split = {name: _split(view) for name, view in rows.views.items()}

    def kernels(self, rows: Rows) -> list[Floats]:
        """The kernel of each of `MIXTURES` between `rows` (m) and the gallery (n): (m, n) each."""
        mixed = [np.zeros((len(rows.marks), self.size), np.float32) for _ in MIXTURES]
        for name, likeness in self._likenesses(rows):
            for mixture, total in zip(MIXTURES, mixed, strict=True):
                if weight := mixture.weights.get(name, 0.0) / sum(mixture.weights.values()):
                    total += np.float32(weight) * likeness
        for mixture, total in zip(MIXTURES, mixed, strict=True):
            if mixture.bend:
                total -= np.float32(1)
                total *= np.float32(mixture.bend)
                np.exp(total, out=total)
        return mixed

    def _likenesses(self, rows: Rows) -> Iterator[tuple[str, Floats]]:
        for name, view in rows.views.items():
            yield name, _cosine(view, *self._split[name])
        for name, columns in groups().items():
            key = ":cues" if name == "cues" else name
            yield key, _gaussian(rows.scaled[:, columns], self.rows.scaled[:, columns])


def _split(view: Any) -> tuple[Any, Any, Floats]:
    """Which columns are frequent, the others transposed, and the frequent ones dense (k, n)."""
    frequent = np.flatnonzero(np.bincount(view.indices, minlength=view.shape[1]) > _FREQUENT)
    keep = np.ones(view.shape[1], np.float32)
    keep[frequent] = 0
    rare = view @ sparse.diags(keep)
    rare.eliminate_zeros()
    return frequent, rare.T.tocsr(), view[:, frequent].T.toarray()


def _cosine(view: Any, frequent: Any, rare: Any, dense: Floats) -> Floats:
    out: Floats = (view @ rare).toarray().astype(np.float32, copy=False)
    columns = view[:, frequent]
    for start in range(0, out.shape[0], _STRIPE):
        out[start : start + _STRIPE] += columns[start : start + _STRIPE].toarray() @ dense
    return out


def _gaussian(rows: Floats, others: Floats) -> Floats:
    """exp of minus the mean squared difference of columns."""
    square = (rows**2).sum(1)[:, None] + (others**2).sum(1) - 2 * rows @ others.T
    return np.asarray(np.exp(-square / np.float32(rows.shape[1])), np.float32)
