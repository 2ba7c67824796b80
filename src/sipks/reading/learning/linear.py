"""A linear model over additive features, quick to apply: one row of weights for each feature.

The score of a text is the sum of the rows of its features, each weighted by how rare it is, divided
by the length of the vector of rarities (cosine scaling), plus a bias for each output. Rows of words
are kept together with those of their pieces, so a word met before costs one look-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sipks.reading.learning.words import features_of, pairs_of

Floats = npt.NDArray[np.float32]
Seen = tuple[Sequence[str], Iterable[str]]
"""Words of a text in order, and further features."""

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
        # Row 0 stays zero, as the last of `_base` does: a text of nothing sums to nothing.
        self._rows = np.zeros((_KEPT + 1, wide + 1), dtype=np.float32)
        self._seen: dict[str, int] = {}

    def scores(self, texts: Sequence[Seen]) -> Floats:
        """Scores (texts, outputs) of texts, of which one at least is given."""
        most = sum(len(words) for words, _ in texts)
        if most > _KEPT and len(texts) > 1:
            half = len(texts) // 2
            return np.concatenate([self.scores(texts[:half]), self.scores(texts[half:])])
        self._make_room(most)
        total = self._sums(texts)
        square = total[:, -1:]
        length = np.sqrt(square, out=np.ones_like(square), where=square > 0)
        return np.asarray(total[:, :-1] / length + self._bias, dtype=np.float32)

    def _sums(self, texts: Sequence[Seen]) -> Floats:
        index = self._index
        at_words: list[int] = []
        at_others: list[int] = []
        from_words, from_others = [], []
        for words, marks in texts:
            from_words.append(len(at_words))
            # In order of text, not of hashes: the same sum in every process to the last bit.
            at_words += [0, *self._at(dict.fromkeys(words))]
            from_others.append(len(at_others))
            at_others += {index[one] for one in (*pairs_of(words), *marks) if one in index}
            at_others.append(-1)
        of_words: Floats = np.add.reduceat(self._rows[at_words], from_words, axis=0)
        of_words += np.add.reduceat(self._base[at_others], from_others, axis=0)
        return of_words

    def _make_room(self, words: int) -> None:
        if len(self._seen) + words > _KEPT:
            self._seen.clear()

    def _at(self, words: Iterable[str]) -> list[int]:
        """Where the row of each word is kept, its pieces included."""
        seen = self._seen
        return [seen[word] if word in seen else self._keep(word) for word in words]

    def _keep(self, word: str) -> int:
        at = self._seen[word] = len(self._seen) + 1
        known = [self._index[one] for one in dict.fromkeys(features_of(word)) if one in self._index]
        self._rows[at] = self._base[known].sum(0)
        return at

    def contributions(self, words: Sequence[str]) -> Floats:
        """What each word adds to each output (words, outputs) of a text of these words, pairs and
        marks left aside; the unit is that of scores."""
        self._make_room(len(words))
        rows = self._rows[self._at(words)]
        square = float(rows[:, -1].sum())
        return np.asarray(rows[:, :-1] / max(square, 1.0) ** 0.5, dtype=np.float32)
