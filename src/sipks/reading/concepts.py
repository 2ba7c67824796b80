"""One pass over a text that finds every lexicon phrase and the concepts it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
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
HIDING = "-"


class Concepts:
    """The lexicon as one automaton.

    A phrase inside a longer one does not count, so "serangan jantung" hides "serangan". Phrases
    that share a word count both ("penetapan batas" and "batas desa"), unless one of `strict` comes
    first: nothing may begin inside those.
    """

    def __init__(self, phrases: dict[str, set[str]], strict: Set[str]) -> None:
        names = sorted({name for group in phrases.values() for name in group})
        self.bits = {name: 1 << index for index, name in enumerate(names)}
        self._strict = [phrase in strict for phrase in phrases]
        self._masks = [sum(self.bits[name] for name in group) for group in phrases.values()]
        self._automaton = AhoCorasick(
            [f" {phrase} " for phrase in phrases],
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    @classmethod
    def load(cls, name: str = "concepts", *, inherit: bool = False) -> Self:
        """A lexicon that ships with the package (`lexicon/<name>.tsv`: concepts, patterns).

        With `inherit` a phrase also means what shorter phrases in it mean, unless "-" is among its
        concepts: "dua ormas" is a group and an ormas, "serangan jantung" is no attack.
        """
        phrases: defaultdict[str, set[str]] = defaultdict(set)
        silent: set[str] = set()
        strict: set[str] = set()
        for names, patterns, *_ in table(name, 2):
            concepts = names.split("+")
            for pattern in patterns.split(";"):
                for phrase in expand(pattern):
                    phrases[phrase].update(concepts)
                    if names == HIDING:
                        silent.add(phrase)
                    if not inherit or HIDING in concepts:
                        strict.add(phrase)
        if inherit:
            _inherit(phrases)
            _suffix(phrases)
        return cls(
            {one: set() if one in silent else group - {HIDING} for one, group in phrases.items()},
            strict,
        )

    def mask(self, *names: str) -> int:
        """The bits of concepts, or of the sets of `lexicon/groups.tsv`, together."""
        sets = groups()
        mask = 0
        for name in names:
            for one in sets.get(name, (name,)):
                mask |= self.bits[one]
        return mask

    def find(self, text: Prepared) -> Found:
        """Hits in `text`, none inside another."""
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
        reach = closed = 0
        for pattern, start, end in matches:
            # Patterns carry a space at both ends and neighbours share it.
            if end <= reach or start + 1 < closed:
                continue
            reach = end
            if self._strict[pattern]:
                closed = end
            if mask := self._masks[pattern]:
                yield Hit(start, end - 2, mask, text.sentence_of(start))


def _leftmost_longest(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


def _inherit(phrases: dict[str, set[str]]) -> None:
    """Give each phrase the concepts of the phrases inside it."""
    own = {phrase: frozenset(group) for phrase, group in phrases.items()}
    for phrase, group in own.items():
        words = phrase.split()
        if HIDING in group or len(words) == 1:
            continue
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                inner = own.get(" ".join(words[start:end]), frozenset())
                if HIDING not in inner:
                    phrases[phrase] |= inner


def _suffix(phrases: dict[str, set[str]]) -> None:
    """Let "demonya" and "polisinya" mean what "demo" and "polisi" mean."""
    for phrase, group in list(phrases.items()):
        if HIDING not in group and not phrase.endswith("nya"):
            phrases.setdefault(f"{phrase}nya", set(group))


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Names for sets of concepts (`lexicon/groups.tsv`)."""
    return {name: tuple(members.split("|")) for name, members, *_ in table("groups", 2)}
