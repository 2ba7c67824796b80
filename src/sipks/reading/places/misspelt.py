"""Names of districts and villages that a text spells in a way of its own.

Asked only where everything else told no more than a province, for names that a word for a level
marks: "Lhok Kuyuen village, Aceh", "Kec. Pujananti". Names are compared by their consonants, after
spellings that vary in the regions (Kreung, Krueng; Timor, Timur) are made one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from typing import Final

from rapidfuzz.distance import Indel

from sipks.reading.places.gazetteer import Gazetteer
from sipks.reading.places.names import name_key

_NAME: Final = r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
_VILLAGE: Final = re.compile(
    r"\b(?:(?:[Dd]esa|[Kk]ampung|[Gg]ampong|[Nn]agari|[Kk]elurahan|[Kk]el\.|[Dd]s\.|[Kk]ec\.?"
    rf"|[Kk]ecamatan|[Dd]istrik|(?:village|town|subdistrict) of|near|in|at) {_NAME}"
    rf"|{_NAME} (?:village|town|area|hamlet|suburb|sub-?district|district|island)\b|^{_NAME}[.,])"
)
_DISTRICT: Final = re.compile(rf"\b(?:[Kk]ec\.?|[Kk]ecamatan|[Dd]istrik) {_NAME}")
_FOLDS: Final = (
    *(("eue", "e"), ("eu", "e"), ("ue", "e"), ("ee", "e"), ("oe", "u"), ("oo", "u"), ("ie", "i")),
    *(("tj", "c"), ("dj", "j"), ("kh", "k"), ("gh", "g"), ("lh", "l"), ("dh", "d"), ("th", "t")),
    *(("y", "i"), ("o", "u")),
)
_TWICE: Final = re.compile(r"(.)\1+")
_VOWELS: Final = re.compile(r"[aeiu ]")
_GENERIC: Final = frozenset(["gampong", "meunasah", "keude", "keudee"])
_CLOSE: Final = 0.83
_TELLING: Final = 3
_MOST: Final = 6
_REGENCY: Final = 5
_DISTRICTS: Final = 8


class Misspelt:
    """Finds them; indexes of provinces are made when a text asks first."""

    def __init__(self, gazetteer: Gazetteer, ordinary: Container[str]) -> None:
        self._gazetteer, self._ordinary = gazetteer, ordinary
        self._indexes: dict[str, dict[str, set[tuple[str, int]]]] = {}

    def find(self, raw: str, province: str) -> tuple[int, int, int] | None:
        """Area, start and end of the one name that is meant, or None; `province` may be ""."""
        pattern = _VILLAGE if province else _DISTRICT
        for number, found in enumerate(pattern.finditer(raw)):
            if number == _MOST:
                return None
            group = found.lastindex or 0
            area = self._meant(name_key(found[group]), province)
            if area is not None:
                return area, found.start(group), found.end(group)
        return None

    def _meant(self, key: str, province: str) -> int | None:
        """The area of the closest spelling, if all such lie in one regency."""
        names = self._gazetteer.names
        if key in names or key in self._gazetteer.aliases or key in self._ordinary:
            return None
        folded, bones = _folded(key), _bones(key)
        if len(bones) < _TELLING:
            return None
        close = [
            (Indel.normalized_similarity(folded, other), area)
            for other, area in self._index(province).get(bones, ())
        ]
        close = sorted((one for one in close if one[0] >= _CLOSE), reverse=True)
        codes = self._gazetteer.codes
        if len({codes[area][:_REGENCY] for _, area in close}) != 1:
            return None
        return close[0][1]

    def _index(self, province: str) -> dict[str, set[tuple[str, int]]]:
        found = self._indexes.get(province)
        if found is None:
            made: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
            for key, area in self._named(province):
                for form in _forms(key):
                    made[_bones(form)].add((_folded(form), area))
            found = self._indexes[province] = dict(made)
        return found

    def _named(self, province: str) -> Iterator[tuple[str, int]]:
        """Names of the districts and villages of the province; of all districts without one."""
        codes = self._gazetteer.codes
        for key, areas in self._gazetteer.names.items():
            for area in areas:
                deep = len(codes[area])
                low = deep == _DISTRICTS or (deep > _DISTRICTS and province)
                if low and codes[area].startswith(province):
                    yield key, area


def _forms(key: str) -> Iterable[str]:
    first, _, rest = key.partition(" ")
    return (key, rest) if rest and first in _GENERIC else (key,)


def _folded(key: str) -> str:
    for usual, plain in _FOLDS:
        key = key.replace(usual, plain)
    return _TWICE.sub(r"\1", key).replace("h ", " ").removesuffix("h")


def _bones(key: str) -> str:
    """First letter and consonants."""
    folded = _folded(key).replace(" ", "")
    return folded[:1] + _VOWELS.sub("", folded[1:])
