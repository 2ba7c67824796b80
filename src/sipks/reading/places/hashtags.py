"""Names joined into hashtags: "#PilkadaJakarta", "#savewadas"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sipks.reading.normalise import Prepared
from sipks.reading.tables import table

_TAG: Final = re.compile(r"#([A-Za-z][A-Za-z0-9]{3,39})")
_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MIN: Final = 4
_MOST: Final = 3


class Hashtags:
    """Finds the names of provinces, regencies and well-known places in hashtags.

    `keys` are matching keys; names of several words are met in their joined form.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = {key.replace(" ", ""): key for key in keys if len(key) >= _MIN}
        self._affixes = frozenset(
            word for words, *_ in table("place_hashtags", 1) for word in words.split()
        )

    def find(self, text: Prepared) -> Iterator[tuple[str, tuple[int, int]]]:
        """Pairs of key and span in `raw`; plain "#Bandung" is left to the automaton."""
        for tag in _TAG.finditer(text.raw):
            body = tag[1]
            if body.islower() or body.isupper():
                found = self._by_affix(body.lower())
            else:
                found = self._by_words(body)
            if found:
                key, low, high = found
                yield key, (tag.start(1) + low, tag.start(1) + high)

    def _by_affix(self, body: str) -> tuple[str, int, int] | None:
        for cut in range(_MIN - 1, len(body) - _MIN + 1):
            head, tail = body[:cut], body[cut:]
            if head in self._affixes and tail in self._keys:
                return self._keys[tail], cut, len(body)
            if tail in self._affixes and head in self._keys:
                return self._keys[head], 0, cut
        return None

    def _by_words(self, body: str) -> tuple[str, int, int] | None:
        words = list(_CAMEL.finditer(body))
        if len(words) < 2:
            return None
        for count in range(min(_MOST, len(words)), 0, -1):
            for first in range(len(words) - count + 1):
                low, high = words[first].start(), words[first + count - 1].end()
                key = self._keys.get(body[low:high].lower())
                if key and high - low < len(body):
                    return key, low, high
        return None
