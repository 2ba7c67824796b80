"""Which matches of names may be names at all: by their letters, and where they overlap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sipks.reading.normalise import Prepared
from sipks.reading.places.context import before
from sipks.reading.places.lexicon import NO_CUE, Cue
from sipks.reading.places.vocabulary import (
    DISTRICT,
    DISTRICT_CODE,
    HIDE,
    SHORT,
    STRONG,
    VILLAGE,
    Vocabulary,
)

_TOLD: Final = frozenset(["level", "list"])
_PLACING: Final = frozenset(["level", "at", "from", "people", "office"])
_LONG: Final = 5

Match = tuple[int, int, int]
"""Number of the pattern, start and end in the key of the text."""


class Filter:
    """Sorts out matches of the vocabulary's patterns."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._keys, self._kinds = vocabulary.keys, vocabulary.kinds
        self._stop, self._cues = vocabulary.stop, vocabulary.cues

    def by_letters(self, text: Prepared, matches: list[Match], *, capitals: bool) -> list[Match]:
        """The matches whose letters let them be names; `capitals`: the text's names have some."""
        if capitals:
            return [match for match in matches if self._looks_right(text, match)]
        return self._without_words(text, matches)

    def _looks_right(self, text: Prepared, match: Match) -> bool:
        """Whether the letters of a name in a text with capitals look like one."""
        pattern, start, end = match[0], match[1], match[2] - 2
        kind, first = self._kinds[pattern], text.raw[start]
        if kind == HIDE:
            return True
        if kind == VILLAGE and "a" <= first <= "z":
            return False
        if not _named(text.raw, start, end, kind):
            return self._typed_small(text.raw, match)
        if end - start > SHORT:
            return True
        loud = text.raw[start:end].isupper()
        if self._keys[pattern] in self._words.shouted:
            return loud or self._word_before(text.raw, start).role in _PLACING
        return kind >= STRONG or not loud

    def _typed_small(self, raw: str, match: Match) -> bool:
        """Whether a name in small letters may be meant all the same: "update mappi. Senin pagi"."""
        pattern, start, end = match[0], match[1], match[2] - 2
        return (
            self._kinds[pattern] in (DISTRICT, STRONG)
            and end - start >= _LONG
            and raw[start - 1 : start] != "-"
            and raw[end : end + 1] != "-"
            and (self._keys[pattern] not in self._stop or self._after_level(raw, start))
        )

    def _after_level(self, raw: str, start: int) -> bool:
        """Whether the word right before is one for a level: "kabupaten sorong"."""
        cue = self._word_before(raw, start)
        return cue.role == "level" and 0 < cue.length <= DISTRICT_CODE

    def _word_before(self, raw: str, start: int) -> Cue:
        word = raw[raw.rfind(" ", 0, start - 1) + 1 : start - 1].removesuffix(".").lower()
        return self._cues.get(word, NO_CUE)

    def _without_words(self, text: Prepared, matches: list[Match]) -> list[Match]:
        """The matches without names of villages that can only be words in a text of small letters.

        They need a word for their level before them, or at least something greater in the text.
        """
        key, low, kept = text.key, list[Match](), list[Match]()
        for match in matches:
            if (
                self._kinds[match[0]] != VILLAGE
                or " " in self._keys[match[0]]
                or key[key.rfind(" ", 0, match[1]) + 1 : match[1]] in self._words.village_cues
            ):
                kept.append(match)
            elif self._stop.get(self._keys[match[0]]) != "cue":
                low.append(match)
        if low and any(self._kinds[pattern] != HIDE for pattern, _, _ in kept):
            kept += low
        return kept

    def apart(self, text: Prepared, matches: list[Match]) -> Iterator[Match]:
        """The leftmost longest of overlapping matches, without those that only hide others.

        A village whose name holds that of something greater ("Surabaya Timur" in Lampung) counts
        only where a word for its level stands before it.
        """
        matches.sort(key=_leftmost_longest)
        reach = 0
        for position, match in enumerate(matches):
            pattern, start, end = match
            # Patterns carry a space at both ends and neighbours share it.
            if start + 1 < reach:
                continue
            covers = self._kinds[pattern] == VILLAGE and self._covers(matches, position)
            if covers and not self._told(text, pattern, start):
                continue
            reach = end
            if self._kinds[pattern] != HIDE:
                yield match

    def _told(self, text: Prepared, pattern: int, start: int) -> bool:
        """Whether a word for a low level stands before the name or begins it ("Kampung Bali")."""
        first = self._cues.get(self._keys[pattern].partition(" ")[0], NO_CUE)
        for cue in (before(text, start, self._cues).cue, first):
            if cue.role in _TOLD and cue.length >= DISTRICT_CODE:
                return True
        return False

    def _covers(self, matches: list[Match], position: int) -> bool:
        end = matches[position][2]
        for pattern, start, last in matches[position + 1 :]:
            if start + 1 >= end:
                return False
            kind = self._kinds[pattern]
            # "Tanjung" is also the capital of Tabalong, but begins many names.
            begins = last < end and self._keys[pattern] in self._stop
            if kind == HIDE or (kind == STRONG and not begins):
                return True
        return False


def _named(raw: str, start: int, end: int, kind: int) -> bool:
    """Whether the letters look like a name: "Aceh Utara", or "north Aceh" for known areas."""
    first = raw[start]
    if first.isupper() or not first.isascii():
        return True
    return kind == STRONG and " " in raw[start:end] and not raw[start:end].islower()


def _leftmost_longest(match: Match) -> tuple[int, int]:
    return match[1], -match[2]
