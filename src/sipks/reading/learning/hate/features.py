"""Posts as numbers: for each view a sparse row of hashed features weighted by rarity, of length
one; and a dense row of marks. Of the training texts only counts are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, Self

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import normalize

from sipks.reading.learning.hate.clean import clean
from sipks.reading.learning.hate.marks import Floats, marks
from sipks.reading.learning.hate.views import VIEWS, Post
from sipks.reading.learning.hate.words import Words

BITS: Final = 19
LONGEST: Final = 2000
"""Characters of a text that count; posts are far shorter."""
_RARE: Final = 2
"""A feature that fewer posts hold tells nothing."""


class Rows(NamedTuple):
    """Sparse rows of each view, marks as counted, and marks scaled for kernels."""

    views: Mapping[str, Any]
    marks: Floats
    scaled: Floats


class Features:
    """Turns texts into `Rows`."""

    def __init__(self, words: Words, rarity: Mapping[str, Floats], centre: Floats, spread: Floats):
        self.words = words
        self.rarity = rarity
        self.centre = centre
        self.spread = spread

    @classmethod
    def fit(cls, texts: Iterable[str]) -> tuple[Self, Rows]:
        """Count words and features in `texts`; answers with their rows too."""
        texts = [text[:LONGEST] for text in texts]
        words = Words.fit(map(clean, texts))
        posts = [_post(text, words) for text in texts]
        counts = {name: _hashed(name, posts) for name in VIEWS}
        rarity = {name: _rarity(count) for name, count in counts.items()}
        seen = marks(posts)
        logs = np.log1p(seen)
        features = cls(words, rarity, logs.mean(0), logs.std(0) + np.float32(1e-3))
        return features, features._rows(counts, seen)

    def rows(self, texts: Iterable[str]) -> Rows:
        """Rows of further texts."""
        posts = [_post(text[:LONGEST], self.words) for text in texts]
        return self._rows({name: _hashed(name, posts) for name in VIEWS}, marks(posts))

    def _rows(self, counts: Mapping[str, Any], seen: Floats) -> Rows:
        views = {name: self._weighted(name, count) for name, count in counts.items()}
        scaled = (np.log1p(seen) - self.centre) / self.spread
        return Rows(views, seen, scaled.astype(np.float32))

    def _weighted(self, name: str, counts: Any) -> Any:
        data = (1 + np.log(counts.data)) * self.rarity[name][counts.indices]
        rows = sparse.csr_matrix((data, counts.indices, counts.indptr), counts.shape)
        rows.eliminate_zeros()
        return normalize(rows, copy=False)


def _post(text: str, words: Words) -> Post:
    cleaned = clean(text)
    return Post(text, cleaned, words.split(cleaned))


def _hashed(name: str, posts: Sequence[Post]) -> Any:
    hasher = FeatureHasher(1 << BITS, input_type="string", alternate_sign=False, dtype=np.float32)
    rows = hasher.transform(map(VIEWS[name], posts))
    rows.sum_duplicates()
    return rows


def _rarity(counts: Any) -> Floats:
    """Inverse document frequency, smoothed; 0 for what too few posts hold."""
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + counts.shape[0]) / (1 + held)) + 1
    return np.where(held >= _RARE, idf, 0).astype(np.float32)
