"""What the names of a text say for one another: a district for its regency and the other way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Self

from sipks.reading.places.candidates import Candidate
from sipks.reading.places.mention import Mention

Scored = list[tuple[Candidate, float]]

_ABOVE: Final = {2: 1.5, 5: 3.5, 8: 4.2}
_OLDER: Final = 2.0
_BESIDE: Final = 3.5
_BESIDE_STOP: Final = 8.0
_BELOW: Final = 1.5
_TWICE: Final = -3.0
_FAR: Final = {8: -3.0, 13: -3.5}
_ABROAD: Final = {8: -1.5, 13: -2.0}
_NOTHING: Final[dict[int, float]] = {}
_FAINT: Final = 0.6
_GAP: Final = 14
_CLEAR: Final = 2.0
_SURE: Final = 2.5
_FEW: Final = 3
_REGENCY: Final = 5
_VILLAGE: Final = 13
_NOBODY: Final[frozenset[str]] = frozenset()


class Support:
    """Areas that the text names by themselves (`above`) and areas over those (`below`).

    Both map a code to the names behind it, for a name must not support itself: the regency
    Karanganyar says nothing for the district Karanganyar in it.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        local: Sequence[Scored],
        heirs: Mapping[str, frozenset[str]],
    ) -> None:
        self._mentions = mentions
        self._codes: dict[str, list[str]] = {}
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        self._below: defaultdict[str, set[str]] = defaultdict(set)
        for mention, scored in zip(mentions, local, strict=True):
            self._note(mention.key, scored)
        self._older: defaultdict[str, set[str]] = defaultdict(set)
        for code in heirs.keys() & self._above.keys():
            for heir in heirs[code]:
                (self._older if len(code) == _REGENCY else self._above)[heir] |= self._above[code]
        self._provinces = {code[:2] for code in self._above}
        self.touched = {
            code[:2] for told in (self._above, self._older, self._below) for code in told
        }
        self._abroad = not self._provinces and any(one.foreign for one in mentions)

    def same(self, other: Self) -> bool:
        """Whether both say the same of every candidate."""
        return (self._above, self._below, self._codes) == (other._above, other._below, other._codes)

    def _note(self, key: str, scored: Scored) -> None:
        best = max((score for _, score in scored), default=-1.0)
        if best < 0:
            return
        near = [one.code for one, score in scored if score > best - _CLEAR]
        if best >= _SURE:
            self._codes[key] = near
        for code in near:
            if len(code) < _VILLAGE:
                self._above[code].add(key)
        if len(near) > _FEW:
            return
        for code in near:
            for length in (8, 5, 2):
                if length < len(code):
                    self._below[code[:length]].add(key)

    def beside(self, position: int) -> set[str]:
        """Names right beside the mention: "Bener, Purworejo"."""
        mention, names = self._mentions[position], set[str]()
        if position:
            previous = self._mentions[position - 1]
            if 0 < mention.start - previous.end <= _GAP:
                names.add(previous.key)
        if position + 1 < len(self._mentions):
            following = self._mentions[position + 1]
            if 0 < following.start - mention.end <= _GAP:
                names.add(following.key)
        return names

    def of(
        self,
        one: Candidate,
        mention: Mention,
        beside: set[str],
        own: frozenset[str],
        *,
        stop: bool,
        faint: bool,
    ) -> float:
        """Log-odds that the other names add to the candidate.

        `own`: codes of the areas that officially bear the name, which lend it nothing;
        `stop`: the name is an ordinary word, for which only an area right beside counts fully;
        `faint`: nothing before the name says that it is a place.
        """
        length = len(one.code)
        if one.code[:2] not in self.touched:
            far = self._provinces or (beside and self._elsewhere(one.code, beside))
            return (_FAR if far else _ABROAD if self._abroad else _NOTHING).get(length, 0.0)
        rise, near = self._from_above(one.code, mention.key, beside, own)
        if rise and faint and length == _VILLAGE:
            rise *= _FAINT
        if near:
            rise += _BESIDE_STOP if stop else _BESIDE
        if not near and length in _FAR:
            if (self._provinces and one.code[:2] not in self._provinces) or (
                beside and self._elsewhere(one.code, beside)
            ):
                rise = _FAR[length]
            elif self._abroad:
                rise = _ABROAD[length]
        return rise + self._from_below(one.code, mention.key)

    def _elsewhere(self, code: str, beside: set[str]) -> bool:
        """Whether a regency or district right beside the name does not hold the area."""
        codes = [
            other
            for key in beside
            for other in self._codes.get(key, ())
            if _REGENCY <= len(other) < len(code)
        ]
        return bool(codes) and not any(code.startswith(other) for other in codes)

    def _from_above(
        self, code: str, key: str, beside: set[str], own: frozenset[str]
    ) -> tuple[float, bool]:
        for length in (8, 5, 2):
            if length < len(code) and code[:length] not in own:
                names = self._above.get(code[:length], _NOBODY)
                if len(names) > 1 or (names and key not in names):
                    return _ABOVE[length], bool(beside & names)
            if length == _REGENCY < len(code) and self._older:
                older = self._older.get(code[:_REGENCY], _NOBODY) - {key}
                if older:
                    return _OLDER, bool(beside & older)
        return 0.0, False

    def _from_below(self, code: str, key: str) -> float:
        names = self._below.get(code, _NOBODY)
        return _BELOW if len(names) > 1 or (names and key not in names) else 0.0

    def twice(self, one: Candidate, key: str, beside: set[str], scored: Scored) -> float:
        """Log-odds against an area that the name beside stands for already.

        "Ilaga, Kabupaten Puncak" is the district, though Ilaga is also used for the regency.
        """
        if not one.alias or not beside & (self._above.get(one.code, _NOBODY) - {key}):
            return 0.0
        inside = any(
            len(other.code) > len(one.code) and other.code.startswith(one.code)
            for other, _ in scored
        )
        return _TWICE if inside else 0.0
