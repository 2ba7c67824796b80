"""The areas that a name may stand for, with how ready each is to be meant without context."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p
from typing import Final, NamedTuple

from sipks.reading.places.gazetteer import Gazetteer

_PRIOR: Final = {2: 3.0, 5: 2.2, 8: -0.3, 13: -3.0}
_KOTA: Final = 0.5
_TOWNS: Final = frozenset(["capital", "town"])
_SEAT: Final = 0.6
_COMMON: Final = 0.3
_UNIQUE: Final = 1.5
_LONE_VILLAGE: Final = 1.6
_LONE_WORDS: Final = 3.0
_TELLING: Final = 6
_SHORT: Final = 2
_URBAN: Final = 0.7
_CAPITAL: Final = 0.5
_REGENCY: Final = 5
_DISTRICT: Final = 8
_VILLAGE: Final = 13
_ALIAS: Final = {
    "nickname": 1.2,
    "town": 1.8,
    "press": 1.7,
    "capital": 1.8,
    "former": 2.0,
    "english": 2.2,
    "spelling": 1.5,
    "abbreviation": 2.4,
}


class Candidate(NamedTuple):
    """An area that bears the name: its index (`area`) and code in the gazetteer, its log-odds,
    "kota" or "kabupaten", and whether it is so called only by an alias."""

    area: int
    code: str
    prior: float
    kind: str
    alias: bool


class Candidates:
    """Candidates by name, made when a name is met first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._met: dict[str, tuple[Candidate, ...]] = {}
        self._provinces: dict[str, frozenset[str]] = {}

    def of(self, key: str) -> tuple[Candidate, ...]:
        """All areas named `key`, official names and aliases together."""
        found = self._met.get(key)
        if found is None:
            found = self._met[key] = self._make(key)
        return found

    def provinces(self, key: str) -> frozenset[str]:
        """Codes of the provinces that areas named `key` lie in."""
        found = self._provinces.get(key)
        if found is None:
            found = self._provinces[key] = frozenset(one.code[:2] for one in self.of(key))
        return found

    def _make(self, key: str) -> tuple[Candidate, ...]:
        gazetteer, best = self._gazetteer, dict[int, float]()
        official = gazetteer.names.get(key, ())
        outer = _outermost([gazetteer.codes[index] for index in official])
        villages = sum(len(code) == _VILLAGE for code in outer)
        lone = len({code[:_REGENCY] for code in outer}) == 1 and len(key) >= _TELLING - (
            not villages
        )
        for index in official:
            best[index] = self._prior(index)
            length = len(gazetteer.codes[index])
            if length == _DISTRICT:
                # A name that so many villages bear hardly means the one district.
                best[index] -= _COMMON * log1p(villages)
                best[index] += _UNIQUE * lone
            elif length == _VILLAGE and lone and villages:
                best[index] += _LONE_WORDS if _distinct(key) else _LONE_VILLAGE
        for index, kind in gazetteer.aliases.get(key, ()):
            prior = _ALIAS.get(kind, self._prior(index))
            for seat in self._seats(index, kind, official):
                # "Wamena" is a town; its district of the same name is the nearer answer.
                best[seat], prior = prior, prior - _SEAT
            best[index] = max(best.get(index, prior), prior)
        return tuple(
            Candidate(
                index, gazetteer.codes[index], prior, self._kind(index), index not in official
            )
            for index, prior in best.items()
        )

    def _seats(self, index: int, kind: str, official: Sequence[int]) -> list[int]:
        """Districts in the regency `index` that bear the name of its capital or town."""
        codes = self._gazetteer.codes
        if kind not in _TOWNS:
            return []
        return [
            one
            for one in official
            if len(codes[one]) == _DISTRICT and codes[one].startswith(codes[index])
        ]

    def _prior(self, index: int) -> float:
        gazetteer, code = self._gazetteer, self._gazetteer.codes[index]
        prior = _PRIOR[len(code)] + _KOTA * (index in gazetteer.kotas)
        if len(code) == _DISTRICT:
            city = gazetteer.index.get(code[:_REGENCY]) in gazetteer.kotas
            prior += _URBAN * city + _CAPITAL * code.startswith("31")
        return prior

    def _kind(self, index: int) -> str:
        if len(self._gazetteer.codes[index]) != _REGENCY:
            return ""
        return "kota" if index in self._gazetteer.kotas else "kabupaten"


def _outermost(codes: Sequence[str]) -> list[str]:
    """The codes without villages in a district of the same name, which are hardly ever meant."""
    districts = {code for code in codes if len(code) == _DISTRICT}
    return [code for code in codes if code[:_DISTRICT] not in districts or len(code) <= _DISTRICT]


def _distinct(key: str) -> bool:
    """Whether the name has two different words, which chance hardly puts side by side."""
    first, _, rest = key.partition(" ")
    return bool(rest) and first != rest and min(len(first), len(rest)) > _SHORT
