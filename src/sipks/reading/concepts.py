"""One pass over a text that finds every lexicon phrase and the concepts it stands for."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import Final, NamedTuple, Self

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

    @cached_property
    def parts(self) -> list[tuple[int, int, list[int]]]:
        """Each sentence with its concepts together and one by one; last the whole, as -1."""
        masks = [*self.sentences.items(), (-1, self.whole)]
        return [(sentence, mask, single_bits(mask)) for sentence, mask in masks]


_START: Final = itemgetter(1)
NOTHING = Found((), {}, 0)
HIDING = "-"


class Concepts:
    """The lexicon as one automaton.

    A phrase inside a longer one does not count, so "serangan jantung" hides "serangan". Phrases
    that share a word count both ("penetapan batas" and "batas desa"), unless one of `strict` comes
    first: nothing may begin inside those.
    """

    def __init__(self, phrases: dict[str, set[str]], strict: AbstractSet[str]) -> None:
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
            _shorten(phrases, silent, strict)
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
        hits = self._hits(text, matches)
        sentences: dict[int, int] = {}
        whole = 0
        for _, _, mask, sentence in hits:
            sentences[sentence] = sentences.get(sentence, 0) | mask
            whole |= mask
        return Found(tuple(hits), sentences, whole)

    def _hits(self, text: Prepared, matches: list[tuple[int, int, int]]) -> list[Hit]:
        # They come by their ends: turned round and sorted by their starts, the longest is first.
        matches.reverse()
        matches.sort(key=_START)
        masks, strict, starts = self._masks, self._strict, text.sentence_starts
        hits: list[Hit] = []
        reach = closed = 0
        for pattern, start, end in matches:
            # Patterns carry a space at both ends and neighbours share it.
            if end <= reach or start + 1 < closed:
                continue
            reach = end
            if strict[pattern]:
                closed = end
            if mask := masks[pattern]:
                hits.append(Hit(start, end - 2, mask, bisect_right(starts, start) - 1))
        return hits


def single_bits(mask: int) -> list[int]:
    """The bits of a mask, each alone.

    >>> single_bits(0b1010)
    [2, 8]
    """
    bits = []
    while mask:
        lowest = mask & -mask
        bits.append(lowest)
        mask ^= lowest
    return bits


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


def _shorten(phrases: dict[str, set[str]], silent: set[str], strict: set[str]) -> None:
    """Let a phrase of several words be known with each word shortened as people shorten it."""
    short = {word: forms.split() for word, forms, *_ in table("short_words", 2)}
    for phrase, group in list(phrases.items()):
        words = phrase.split()
        for at, word in enumerate(words if len(words) > 1 else ()):
            for form in short.get(word, ()):
                other = " ".join([*words[:at], form, *words[at + 1 :]])
                phrases.setdefault(other, group)
                for marked in (silent, strict):
                    if phrase in marked:
                        marked.add(other)


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Names for sets of concepts (`lexicon/groups.tsv`)."""
    return {name: tuple(members.split("|")) for name, members, *_ in table("groups", 2)}
