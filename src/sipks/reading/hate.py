"""Hatred and abuse in a text: a probability for each label of Ibrohim and Budi (2019).

Words and weights are tables of our own (`lexicon/hate_words.tsv`, `lexicon/hate.tsv`). What kind of
hatred, against whom and how strong is only asked where there is hatred: those probabilities are
conditional ones, multiplied by that of `HS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sipks.reading.concepts import NOTHING, Concepts, Found
from sipks.reading.normalise import Prepared
from sipks.reading.rules import Rules
from sipks.reading.taxonomy import HATE_LABELS

_TIGHT: Final = 1.15  # a kind of hatred is nearly as sure as hatred itself
_FREE: Final = frozenset(["HS", "Abusive"])


class Hate:
    """Reads hatred and abuse."""

    def __init__(self) -> None:
        self._words = Concepts.load("hate_words")
        self._rules = Rules.load("hate", self._words.bits)
        self._none = self._labels(NOTHING)

    def find(self, text: Prepared) -> tuple[Mapping[str, float], Found]:
        """Label to probability (0–1, all twelve labels), and the words that were found."""
        found = self._words.find(text)
        if not found.whole:
            return dict(self._none), found
        return self._labels(found), found

    def _labels(self, found: Found) -> Mapping[str, float]:
        scores = self._rules.score(found)
        odds = {label: scores[label].p(self._rules.bias[label]) for label in HATE_LABELS}
        hate = min(1.0, _TIGHT * odds["HS"])
        return {k: round(p if k in _FREE else p * hate, 3) for k, p in odds.items()}
