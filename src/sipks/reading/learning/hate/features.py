"""Posts as sparse numbers: each view hashed, weighted by rarity, and of length one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import normalize

from sipks.reading.learning.hate.clean import clean
from sipks.reading.learning.hate.views import KINDS, Post
from sipks.reading.learning.hate.words import Words

Floats = npt.NDArray[np.float32]
_RARE: Final = 2
"""A feature that fewer posts hold tells nothing."""


class Features:
    """Turns texts into rows; what it must know of the training texts are counts only."""

    def __init__(self, words: Words, rarity: dict[str, Floats]) -> None:
        self.words = words
        self.rarity = rarity

    @classmethod
    def fit(cls, texts: Iterable[str]) -> Self:
        """Count words and features in `texts`."""
        cleaned = [clean(text) for text in texts]
        words = Words.fit(cleaned)
        posts = [Post(text, words.split(text)) for text in cleaned]
        rarity = {}
        for name in KINDS:
            held = np.bincount(_hashed(name, posts).indices, minlength=1 << KINDS[name].bits)
            idf = np.log((1 + len(posts)) / (1 + held)) + 1
            rarity[name] = np.where(held >= _RARE, idf, 0).astype(np.float32)
        return cls(words, rarity)

    def posts(self, texts: Iterable[str]) -> list[Post]:
        """Texts cleaned and cut into words."""
        return [Post(text, self.words.split(text)) for text in map(clean, texts)]

    def rows(self, posts: Sequence[Post]) -> Any:
        """Sparse rows (n, all features of all views)."""
        return sparse.hstack([self._view(name, posts) for name in KINDS], format="csr")

    def _view(self, name: str, posts: Sequence[Post]) -> Any:
        counts = _hashed(name, posts)
        counts.data = (1 + np.log(counts.data)) * self.rarity[name][counts.indices]
        return normalize(counts, copy=False) * np.float32(np.sqrt(KINDS[name].weight))


def _hashed(name: str, posts: Sequence[Post]) -> Any:
    view, bits, _ = KINDS[name]
    hasher = FeatureHasher(1 << bits, input_type="string", alternate_sign=False, dtype=np.float32)
    return hasher.transform(view(post) for post in posts)
