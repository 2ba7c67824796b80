"""Hashtags taken apart into words: by their capitals, else by words that the lexicon knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from sipks.reading.normalise import as_key
from sipks.reading.tables import expand, slang, table

_TAG: Final = re.compile(r"#(\w{4,60})")
_HUMP: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SHORTEST: Final = 3


def hashtags(raw: str) -> Iterator[str]:
    """Words of all hashtags of a text, in order.

    >>> list(hashtags("#TolakHasilPemilu dan #savewargadesa"))
    ['tolak', 'hasil', 'pemilu', 'save', 'warga', 'desa']
    """
    for tag in _TAG.findall(raw):
        yield from _apart(tag)


@lru_cache(maxsize=4096)
def _apart(tag: str) -> tuple[str, ...]:
    humps = [as_key(one) for one in _HUMP.findall(tag)]
    if len(humps) > 1:
        return tuple(humps)
    return tuple(_known(as_key(tag)))


def _known(tag: str) -> list[str]:
    """The split into the fewest known words; unknown letters cost as much as two words each."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    words = _lexicon()
    for end in range(1, len(tag) + 1):
        ways = [(best[end - 1][0] + 2.0, end - 1)]
        ways += [
            (best[start][0] + 1.0, start)
            for start in range(max(0, end - 16), end - _SHORTEST + 1)
            if tag[start:end] in words
        ]
        best.append(min(ways))
    return _walked(tag, best)


def _walked(tag: str, best: list[tuple[float, int]]) -> list[str]:
    found, end, loose = list[str](), len(tag), ""
    while end:
        start = best[end][1]
        piece = tag[start:end]
        if end - start == 1:
            loose = piece + loose
        else:
            found += [loose, piece] if loose else [piece]
            loose = ""
        end = start
    found += [loose] if loose else []
    return found[::-1]


@cache
def _lexicon() -> frozenset[str]:
    phrases = (one for _, patterns, *_ in table("concepts", 2) for one in patterns.split(";"))
    known = {word for one in phrases for phrase in expand(one) for word in phrase.split()}
    known.update(slang())
    known.update(word for plain in slang().values() for word in plain.split())
    return frozenset(word for word in known if len(word) >= _SHORTEST)
