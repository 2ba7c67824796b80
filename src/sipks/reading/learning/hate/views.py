"""What a post is looked at by: words, their stems, their consonants, sequences of characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sipks.reading.learning.hate.words import skeleton, stem


class Post(NamedTuple):
    """A cleaned text and its words in plain spelling."""

    text: str
    words: list[str]


View = Callable[[Post], list[str]]


def runs(words: Sequence[str], least: int, most: int) -> list[str]:
    """Neighbouring words, `least` to `most` at a time.

    >>> runs(["a", "b", "c"], 1, 2)
    ['a', 'b', 'c', 'a b', 'b c']
    """
    return [
        " ".join(words[at : at + size])
        for size in range(least, most + 1)
        for at in range(len(words) - size + 1)
    ]


def pieces(text: str, least: int, most: int) -> list[str]:
    """Sequences of `least` to `most` characters."""
    return [
        text[at : at + size]
        for size in range(least, most + 1)
        for at in range(len(text) - size + 1)
    ]


def word_pieces(text: str, least: int, most: int) -> Iterator[str]:
    """Sequences of characters inside each word, its ends marked."""
    for word in text.split():
        yield from pieces(f"<{word}>", least, most)


class Kind(NamedTuple):
    """A view with the number of hashing bits it needs and its weight among the views."""

    view: View
    bits: int
    weight: float


KINDS: Final[Mapping[str, Kind]] = {
    "words": Kind(lambda post: runs(["^", *post.words, "$"], 1, 2), 19, 1.0),
    "triples": Kind(lambda post: runs(["^", *post.words, "$"], 3, 3), 18, 0.3),
    "gaps": Kind(lambda post: [f"{a}_{b}" for a, b in zip(post.words, post.words[2:], strict=False)], 18, 0.3),
    "stems": Kind(lambda post: runs([stem(word) for word in post.words], 1, 2), 18, 1.0),
    "bones": Kind(lambda post: [skeleton(word) for word in post.words], 16, 0.5),
    "pieces": Kind(lambda post: pieces(f" {' '.join(post.words)} ", 2, 6), 20, 1.0),
    "raw": Kind(lambda post: list(word_pieces(post.text.lower(), 2, 6)), 20, 1.0),
}
