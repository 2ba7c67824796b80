"""One pass over a text that finds every lexicon phrase and the concepts it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from ahocorasick_rs import AhoCorasick, Implementation

from sipks.reading.normalise import Prepared
from sipks.reading.tables import expand, table


class Hit(NamedTuple):
    """A phrase at `raw[start:end]` in a sentence; `mask` holds one bit for each concept."""

    start: int
    end: int
    mask: int
    sentence: int


@dataclass(frozen=True)
class Found:
    """All hits of a text in order, with the concepts of each sentence and of the whole."""

    hits: tuple[Hit, ...]
    sentences: dict[int, int]
    whole: int


NOTHING = Found((), {}, 0)


class Concepts:
    """The lexicon as one automaton.

    Where phrases overlap only the longest counts, so "serangan jantung" hides "serangan".
    """

    def __init__(self, phrases: dict[str, set[str]]) -> None:
        names = sorted({name for group in phrases.values() for name in group})
        self.bits = {name: 1 << index for index, name in enumerate(names)}
        self._masks = [sum(self.bits[name] for name in group) for group in phrases.values()]
        self._automaton = AhoCorasick(
            [f" {phrase} " for phrase in phrases],
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    @classmethod
    def load(cls) -> Self:
        """The lexicon that ships with the package (`lexicon/concepts.tsv`)."""
        phrases: defaultdict[str, set[str]] = defaultdict(set)
        for names, patterns, *_ in table("concepts", 2):
            for pattern in patterns.split(";"):
                for phrase in expand(pattern):
                    phrases[phrase].update(name for name in names.split("+") if name != "-")
        return cls(phrases)

    def find(self, text: Prepared) -> Found:
        """Hits in `text`, none overlapping."""
        matches = self._automaton.find_matches_as_indexes(text.key, overlapping=True)
        if not matches:
            return NOTHING
        hits = tuple(self._hits(text, matches))
        sentences: defaultdict[int, int] = defaultdict(int)
        whole = 0
        for hit in hits:
            sentences[hit.sentence] |= hit.mask
            whole |= hit.mask
        return Found(hits, dict(sentences), whole)

    def _hits(self, text: Prepared, matches: list[tuple[int, int, int]]) -> Iterator[Hit]:
        matches.sort(key=_leftmost_longest)
        reach = 0
        for pattern, start, end in matches:
            # Patterns carry a space at both ends and neighbours share it.
            if start + 1 < reach:
                continue
            reach = end
            if mask := self._masks[pattern]:
                yield Hit(start, end - 2, mask, text.sentence_of(start))


def _leftmost_longest(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]
