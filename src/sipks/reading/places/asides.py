"""Places that a text only mentions by the way: elsewhere it was alike, or somebody was taken there.

"Jangan kayak di Ambon dulu", "dirujuk ke RS di Pekanbaru", "sengketa serupa di Cikarang": neither
is where it happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sipks.reading.normalise import Prepared

ALIKE: Final = "alike"
AGO: Final = "ago"
MOVED: Final = "moved"
_REACH: Final = 64
_BREAK: Final = re.compile(r"[.,;:!?\n]")
_ELSEWHERE: Final = 0.0
_LESSENED: Final = 0.3


class Asides:
    """What the words of `place_asides` in a text, given as (class, start), do to its mentions."""

    def __init__(self, text: Prepared, words: Iterable[tuple[str, int]]) -> None:
        self._text = text
        self._at: dict[str, list[int]] = {ALIKE: [], AGO: [], MOVED: []}
        for kind, start in words:
            self._at[kind].append(start)

    def factor(self, start: int, end: int, before: int) -> float:
        """For the weight of the mention at `raw[start:end]`; 1.0 is a usual one.

        Somebody came to the first place named after such a word, no further than `before`, where
        the mention before it stands.
        """
        if end + 1 in self._at[AGO]:
            return _ELSEWHERE
        sentence = self._text.sentence_of
        for at in self._at[ALIKE]:
            if self._near(at, start) and sentence(at) == sentence(start):
                return _ELSEWHERE
        for at in self._at[MOVED]:
            if (
                before < at
                and self._near(at, start)
                and not _BREAK.search(self._text.raw, at, start)
            ):
                return _LESSENED
        return 1.0

    def _near(self, at: int, start: int) -> bool:
        return start - _REACH <= at < start
