"""What a post is looked at by: words, their stems, their consonants, sequences of characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from sipks.reading.learning.hate.cues import cue_features, cue_neighbours
from sipks.reading.learning.hate.words import skeleton, stem


class Post(NamedTuple):
    """A text as it came, cleaned, and its words in plain spelling."""

    raw: str
    text: str
    words: list[str]


View = Callable[[Post], list[str]]


def runs(words: Sequence[str], size: int) -> list[str]:
    """Neighbouring words, `size` at a time.

    >>> runs(["a", "b", "c"], 2)
    ['a b', 'b c']
    """
    return [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]


def pieces(text: str, least: int, most: int) -> list[str]:
    """Sequences of `least` to `most` characters inside each word, its ends marked.

    >>> pieces("ab", 2, 3)
    ['<a', 'ab', 'b>', '<ab', 'ab>']
    """
    marked = [f"<{word}>" for word in text.lower().split()]
    return [
        word[at : at + size]
        for word in marked
        for size in range(least, most + 1)
        for at in range(len(word) - size + 1)
    ]


def _framed(post: Post) -> list[str]:
    return ["^", *post.words, "$"]


def _words(post: Post) -> list[str]:
    framed = _framed(post)
    return framed + runs(framed, 2)


def _gaps(post: Post) -> list[str]:
    return [f"{one}_{other}" for one, other in zip(post.words, post.words[2:], strict=False)]


VIEWS: Final[Mapping[str, View]] = {
    "words": _words,
    "triples": lambda post: runs(_framed(post), 3),
    "gaps": _gaps,
    "stems": lambda post: list(map(stem, post.words)),
    "stem pairs": lambda post: [f"{a} {b}" for a, b in pairwise(map(stem, post.words))],
    "bones": lambda post: list(map(skeleton, post.words)),
    "pieces": lambda post: pieces(post.text, 2, 6),
    "cues": lambda post: cue_features(post.words),
    "neighbours": lambda post: cue_neighbours(post.words),
}
