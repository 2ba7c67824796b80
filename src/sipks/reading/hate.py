"""Hatred and abuse in a text: a probability for each label of Ibrohim and Budi (2019).

Words and rules are tables of our own (`lexicon/hate_words.tsv`, `lexicon/hate.tsv`); what they say
is a hint to the models. What kind of hatred, against whom and how strong is never surer than hatred
itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from sipks.reading.concepts import Concepts, Found
from sipks.reading.learning.linear import Floats
from sipks.reading.learning.models import HATE, Models
from sipks.reading.normalise import Prepared
from sipks.reading.rules import Rules
from sipks.reading.taxonomy import HATE_LABELS

_KINDS: Final = slice(2, None)
_LIKELY: Final = 0.5


class HateWords:
    """Finds words of hatred and abuse."""

    def __init__(self) -> None:
        self._words = Concepts.load("hate_words")
        self._rules = Rules.load("hate", self._words.bits)
        self._names = {bit: f"!{name}" for name, bit in self._words.bits.items()}

    def find(self, text: Prepared) -> tuple[Found, tuple[str, ...]]:
        """The words that were found, and marks for the models."""
        found = self._words.find(text)
        if not found.whole:
            return found, ()
        scores = self._rules.score(found)
        said = [f"!={name}" for name, one in scores.items() if self._rules.p(name, one) >= _LIKELY]
        return found, (*said, *(self._names[bit] for bit in found.parts[-1][2]))


def hatred(models: Models, scores: Floats) -> list[Mapping[str, float]]:
    """For each text, label to probability (0–1) for all twelve labels."""
    ps = models.probabilities(scores, HATE).astype(float)
    ps[:, _KINDS] = np.minimum(ps[:, _KINDS], ps[:, :1])
    return [dict(zip(HATE_LABELS, row, strict=True)) for row in ps.round(3).tolist()]
