"""A linear model over additive features, quick to apply: one row of weights for each feature.

The score of a text is the sum of the rows of its features, each weighted by how rare it is, divided
by the length of the vector of rarities (cosine scaling), plus a bias for each output. Rows of words
are kept together with those of their pieces, so a word met before costs one look-up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sipks.reading.learning.words import features_of, pairs_of

Floats = npt.NDArray[np.float32]

_KEPT: Final = 1 << 16
"""Words whose summed rows are kept; then the store is emptied and fills again."""


@dataclass(frozen=True)
class Weights:
    """Features with their rarity (n,), weights (n, outputs) and biases (outputs,)."""

    features: Sequence[str]
    rarity: Floats
    weights: Floats
    bias: Floats


class Linear:
    """Scores words and marks by `Weights`."""

    def __init__(self, given: Weights) -> None:
        self._bias = given.bias.astype(np.float32)
        self._index = {name: at for at, name in enumerate(given.features)}
        count, wide = given.weights.shape
        self.outputs = wide
        # The last column sums the squares of the rarities, from which the length follows.
        self._base = np.zeros((count + 1, wide + 1), dtype=np.float32)
        self._base[:count, :wide] = given.weights * given.rarity[:, None]
        self._base[:count, wide] = given.rarity**2
        self._rows = np.zeros((_KEPT, wide + 1), dtype=np.float32)
        self._seen: dict[str, int] = {}

    def scores(self, words: Sequence[str], marks: Iterable[str] = ()) -> Floats:
        """Scores (outputs,) of a text with these words in order and further features `marks`."""
        total = self._sum(words, marks)
        square = float(total[-1])
        if square <= 0:
            return self._bias
        return total[:-1] * np.float32(square**-0.5) + self._bias

    def _sum(self, words: Sequence[str], marks: Iterable[str]) -> Floats:
        index = self._index
        rare = {index[one] for one in (*pairs_of(words), *marks) if one in index}
        # The last row is zero: a text of nothing sums to nothing.
        total: Floats = self._of_words(set(words)).sum(0) + self._base[[*rare, -1]].sum(0)
        return total

    def _of_words(self, words: Collection[str]) -> Floats:
        """The row of each word, its pieces included."""
        seen = self._seen
        if len(seen) + len(words) > _KEPT:
            seen.clear()
        return self._rows[[seen[word] if word in seen else self._keep(word) for word in words]]

    def _keep(self, word: str) -> int:
        at = len(self._seen)
        known = [self._index[one] for one in {*features_of(word)} if one in self._index]
        self._rows[at] = self._base[known].sum(0)
        self._seen[word] = at
        return at

    def speaking(self, words: Sequence[str], column: int, rivals: slice) -> dict[str, float]:
        """How much each word alone speaks for one output beside the mean of its `rivals`."""
        rows = self._of_words(words)
        gains = rows[:, column] - rows[:, rivals].mean(1)
        return dict(zip(words, gains.tolist(), strict=True))
