"""A trained model: texts in, probabilities of labels out.

First floor: ridge regressions on kernels (`kernels.py`), each answering for all labels. Second
floor: trees over those answers and the marks of the post (`stack.py`). Last, a threshold for each
label. What the second floor and the thresholds learn from are answers for rows left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from sipks.reading.learning.hate import ridge, stack
from sipks.reading.learning.hate.features import Features, Rows
from sipks.reading.learning.hate.kernels import MIXTURES, Gallery
from sipks.reading.learning.hate.labels import coherent
from sipks.reading.learning.hate.stack import Stack
from sipks.reading.learning.hate.thresholds import steady_threshold
from sipks.reading.learning.table import Table, TableError

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Say = Callable[[str], None]

MOST: Final = 12_000
"""Rows that are learnt from: kernels need memory by the square, about 5 GB for so many."""
LEAST: Final = 10
"""Rows with and rows without a label, below which it cannot be learnt."""
_BATCH: Final = 256
_SEED: Final = 20261125


class Model:
    """Reads the labels of posts."""

    def __init__(
        self,
        labels: Sequence[str],
        features: Features,
        gallery: Gallery,
        duals: Sequence[Floats],
        trees: Stack,
        least: Floats,
    ) -> None:
        self.labels = tuple(labels)
        self.features = features
        self.gallery = gallery
        self.duals = tuple(duals)
        self.stack = trees
        self.least = least

    @classmethod
    def learn(cls, table: Table, say: Say) -> Self:
        """Learn from a table; `say` is told what happens. Raises `TableError`."""
        table = _sample(_learnable(table, say), say)
        say(f"{len(table.texts)} baris, {len(table.labels)} label: membaca ciri")
        features, rows = Features.fit(table.texts)
        gallery = Gallery(rows)
        say("membandingkan semua teks")
        kernels = gallery.kernels(rows)
        wanted = (2 * table.flags - 1).astype(np.float32)
        fits = []
        for number, mixture in enumerate(MIXTURES, 1):
            say(f"belajar dari kemiripan {number} dari {len(MIXTURES)}")
            fits.append(ridge.fit(kernels.pop(0), wanted, mixture.strength))
        say("menumbuhkan pohon")
        trees, unseen = stack.fit(_floor(rows, [fit.without for fit in fits]), table.flags)
        least = [steady_threshold(*pair) for pair in zip(table.flags.T, unseen.T, strict=True)]
        duals = [fit.dual for fit in fits]
        return cls(table.labels, features, gallery, duals, trees, np.array(least, np.float32))

    def p(self, texts: Sequence[str]) -> Floats:
        """Probabilities (n, labels)."""
        parts = [self._p(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.labels)), np.float32)

    def say(self, texts: Sequence[str]) -> Flags:
        """Which labels apply (n, labels)."""
        return coherent(self.labels, self.p(texts) / self.least)

    def _p(self, texts: Sequence[str]) -> Floats:
        rows = self.features.rows(texts)
        kernels = self.gallery.kernels(rows)
        pairs = zip(kernels, self.duals, strict=True)
        return self.stack.p(_floor(rows, [ridge.answer(*pair) for pair in pairs]))


def _floor(rows: Rows, answers: Sequence[Floats]) -> Floats:
    """What the second floor sees of each post."""
    return np.hstack([*answers, rows.marks]).astype(np.float32)


def _learnable(table: Table, say: Say) -> Table:
    """The table with those labels that enough rows have and enough have not."""
    counts = table.flags.sum(0)
    keep = (counts >= LEAST) & (len(table.texts) - counts >= LEAST)
    if not keep.any():
        raise TableError(f"setiap label perlu {LEAST} baris bernilai 1 dan {LEAST} bernilai 0")
    for label in np.array(table.labels)[~keep]:
        say(f"{label} dilewati: kurang dari {LEAST} baris bernilai 1 atau bernilai 0")
    labels = tuple(np.array(table.labels)[keep].tolist())
    return Table(table.texts, labels, table.flags[:, keep])


def _sample(table: Table, say: Say) -> Table:
    if len(table.texts) <= MOST:
        return table
    say(f"{len(table.texts)} baris: dipakai {MOST} yang dipilih acak")
    chosen = np.sort(np.random.default_rng(_SEED).permutation(len(table.texts))[:MOST])
    return Table([table.texts[at] for at in chosen], table.labels, table.flags[chosen])
