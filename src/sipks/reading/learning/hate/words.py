"""Words of a post as they were probably meant: slang, stretched letters, figures for letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log
from typing import Final

from sipks.reading.learning.hate.clean import picture
from sipks.reading.tables import slang

_TOKEN: Final = re.compile(r"#\w+|[^\W_]+(?:['’-][^\W_]+)*|[?!]+|\.{2,}|[^\w\s]")
_STRETCHED: Final = re.compile(r"([a-z])\1{2,}")
_TWIN: Final = re.compile(r"([a-z])\1")
_TWICE: Final = re.compile(r"^([a-z]{3,}?)[\"']?2([a-z]*)$")
_LEET: Final = str.maketrans("0134567892@$", "oieasbtbgzas")
_CAMEL: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_LAUGH: Final = re.compile(r"a{0,9}(?:w+k+[wk]*[a-z]?|k+w+[wk]*|(?:h+[aeiou]+){2,}h*|x+i+x+i*)")


class Words:
    """Turns text into words; knows which words are common from the texts it was given."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._total = sum(counts.values()) or 1
        self._slang = slang()
        self._known: dict[str, tuple[str, ...]] = {}

    @classmethod
    def fit(cls, texts: Iterable[str], least: int = 3) -> Words:
        """Count the words of `texts`; those seen fewer than `least` times are forgotten."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(token for token in _TOKEN.findall(text.lower()) if token.isalpha())
        return cls({word: count for word, count in counts.items() if count >= least})

    @property
    def counts(self) -> Mapping[str, int]:
        """What was counted, to be saved."""
        return self._counts

    def split(self, text: str) -> list[str]:
        """The words of a cleaned text in plain spelling, with punctuation that carries feeling."""
        words: list[str] = []
        for token in _TOKEN.findall(text):
            known = self._known.get(token)
            if known is None:
                known = self._known[token] = tuple(self._plain(token))
                if len(self._known) > 200_000:
                    self._known.clear()
            words.extend(known)
        return words

    def _plain(self, token: str) -> list[str]:
        if token[0] == "#" and len(token) > 1:
            return ["#", *self._hashtag(token[1:])]
        if not token[0].isalnum():
            return [picture(token[0]) or token[0] * min(len(token), 2)]
        word = token.lower()
        if word.isdigit():
            return ["0" * min(len(word), 5)]
        if "-" in word:
            parts = word.split("-")
            if len(parts) == 2 and parts[0] and parts[1].startswith(parts[0]):
                return [self._spelled(parts[0] + parts[1][len(parts[0]) :]), "~"]
            return [self._spelled(part) for part in parts if part]
        if found := _TWICE.match(word):
            return [self._spelled(found[1] + found[2]), "~"]
        return self._spelled(word.replace("’", "'").replace("'", "")).split()

    def _spelled(self, word: str) -> str:
        """The plain spelling of one lower-case word."""
        if word in self._slang:
            return self._slang[word]
        if len(word) > 3 and _LAUGH.fullmatch(word):
            return "haha"
        if self._counts.get(word, 0) < 5 and not word.isalpha() and re.search("[a-z]", word):
            word = self._better(word, word.translate(_LEET))
        if _STRETCHED.search(word):
            twin = _STRETCHED.sub(r"\1\1", word)
            once = _STRETCHED.sub(r"\1", word)
            word = twin if self._counts.get(twin, 0) > self._counts.get(once, 0) else once
        if word not in self._counts and _TWIN.search(word):
            word = self._better(word, _TWIN.sub(r"\1", word))
        return self._slang.get(word, word)

    def _better(self, word: str, other: str) -> str:
        return other if other in self._counts or other in self._slang else word

    def _hashtag(self, tag: str) -> list[str]:
        pieces = _CAMEL.findall(tag)
        if len(pieces) < 2:
            pieces = self._cut(tag.lower())
        return [self._spelled(piece.lower()) for piece in pieces]

    def _cut(self, run: str) -> list[str]:
        """`run` cut into the most probable words; unknown stretches cost by their length."""
        best: list[tuple[float, list[str]]] = [(0.0, [])]
        for end in range(1, min(len(run), 60) + 1):
            choices = []
            for start in range(max(0, end - 16), end):
                word = run[start:end]
                count = self._counts.get(word, 0) if len(word) > 2 else 0
                cost = log(self._total / count) if count else 12.0 + 4.0 * len(word)
                choices.append((best[start][0] + cost, [*best[start][1], word]))
            best.append(min(choices, key=lambda choice: choice[0]))
        return best[-1][1]


_PREFIXES: Final = re.compile(
    r"^(?:di|ke|se|ter|ber|be|nge|mem|men|meng|meny|me|pem|pen|peng|pe)(?=[a-z]{4})"
)
_SUFFIXES: Final = re.compile(r"(?<=[a-z]{4})(?:nya|lah|kah|kan|an|in|i|ku|mu|pun|ny)$")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its most common endings and beginnings (rough on purpose)."""
    word = _SUFFIXES.sub("", _SUFFIXES.sub("", word))
    return _PREFIXES.sub("", word)


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The consonants of a word, which short spellings keep: goblok, goblog, gblk.

    >>> skeleton("goblog") == skeleton("gblk") == skeleton("gobloook")
    True
    """
    if len(word) < 3 or not word.isalpha():
        return word
    bones = word[0] + re.sub(r"[aeiouyhw]", "", word[1:])
    bones = bones.replace("q", "k").replace("z", "s").replace("v", "f").replace("j", "j")
    if bones[-1] in "gdb" and len(bones) > 1:
        bones = bones[:-1] + {"g": "k", "d": "t", "b": "p"}[bones[-1]]
    return re.sub(r"(.)\1+", r"\1", bones)
