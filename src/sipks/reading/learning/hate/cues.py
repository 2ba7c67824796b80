"""Kinds of words (`lexicon/hate_cues.tsv`): who is spoken of, how, and in what tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Final

from sipks.reading.learning.hate.words import stem
from sipks.reading.tables import table

_NEAR: Final = 2


@cache
def kinds() -> tuple[str, ...]:
    """All kinds in the order of the alphabet."""
    return tuple(sorted({kind for kind, *_ in table("hate_cues", 2)}))


@cache
def _lexicon() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Kinds by word, and by the stem of a word."""
    exact: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for kind, words, *_ in table("hate_cues", 2):
        for word in words.split():
            exact.setdefault(word, set()).add(kind)
            stems.setdefault(stem(word), set()).add(kind)
    return _sorted(exact), _sorted(stems)


def _sorted(found: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(sorted(group)) for word, group in found.items()}


def cues(word: str) -> tuple[str, ...]:
    """The kinds of a word in plain spelling; of its stem when the word itself is not listed."""
    exact, stems = _lexicon()
    return exact[word] if word in exact else stems.get(stem(word), ())


def cue_counts(words: Sequence[str]) -> list[int]:
    """How many words there are of each of `kinds()`."""
    counts = dict.fromkeys(kinds(), 0)
    for word in words:
        for kind in cues(word):
            counts[kind] += 1
    return list(counts.values())


def cue_features(words: Sequence[str]) -> list[str]:
    """Kinds in a post: each, those that follow one another, and those that occur together."""
    found = [group for group in map(cues, words) if group]
    single = [kind for group in found for kind in group]
    near = [
        f"{one}>{other}"
        for at, group in enumerate(found)
        for later in found[at + 1 : at + 1 + _NEAR]
        for one in group
        for other in later
    ]
    together = [f"{one}&{other}" for one, other in combinations(sorted({*single}), 2)]
    return single + near + together


def cue_neighbours(words: Sequence[str]) -> list[str]:
    """Each kind with the word before and after it, and kinds side by side."""
    groups = [cues(word) for word in words]
    found = []
    for at in range(len(words) - 1):
        here, there = groups[at], groups[at + 1]
        found += [f"{kind}_{words[at + 1]}" for kind in here]
        found += [f"{words[at]}_{kind}" for kind in there]
        found += [f"{one}__{other}" for one in here for other in there]
    return found
