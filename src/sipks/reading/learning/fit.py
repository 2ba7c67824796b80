"""Fitting of linear models on labelled texts; needs scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from sipks.reading.learning.words import features_of, pairs_of

Floats = npt.NDArray[np.float64]
LEAST: Final = 2
LEAST_PIECE: Final = 4
TRUST: Final = {"=": 3.0, "#": 2.5, "!": 2.5, "$": 1.5, "~": 0.5}
"""How much more or less than a word other features weigh: what rules concluded, concepts, words of
hatred, roots and pieces of words. Set by cross-validation."""


@dataclass(frozen=True)
class Text:
    """What is known of one text: its words in order and further marks."""

    words: Sequence[str]
    marks: frozenset[str] = frozenset()

    def counts(self) -> Counter[str]:
        """Each feature with how often it counts: once for each different word that holds it."""
        found: Counter[str] = Counter()
        for word in set(self.words):
            found.update(set(features_of(word)))
        found.update(set(pairs_of(self.words)) | self.marks)
        return found


@dataclass(frozen=True)
class Space:
    """The features of a collection, and the rarity of each: 1 + ln((1 + texts) / (1 + holding))."""

    features: dict[str, int]
    rarity: Floats

    @classmethod
    def of(cls, texts: Sequence[Text]) -> Space:
        """Features that `LEAST` texts hold (`LEAST_PIECE` for pieces of words)."""
        held = Counter(name for text in texts for name in text.counts())
        kept = sorted(
            name for name, n in held.items() if n >= (LEAST_PIECE if name[0] == "~" else LEAST)
        )
        seen = np.array([held[name] for name in kept], dtype=float)
        rarity = 1 + np.log((1 + len(texts)) / (1 + seen))
        rarity *= [TRUST.get(name[0], 1.0) for name in kept]
        return cls({name: at for at, name in enumerate(kept)}, rarity)

    def matrix(self, texts: Sequence[Text]) -> csr_matrix:
        """Texts × features, as `Linear` weighs them."""
        data: list[float] = []
        columns: list[int] = []
        ends = [0]
        for text in texts:
            found = [(self.features[f], n) for f, n in text.counts().items() if f in self.features]
            length = sum(n * self.rarity[at] ** 2 for at, n in found) ** 0.5 or 1.0
            columns += [at for at, _ in found]
            data += [n * self.rarity[at] / length for at, n in found]
            ends.append(len(columns))
        return csr_matrix((data, columns, ends), shape=(len(texts), len(self.features)))
