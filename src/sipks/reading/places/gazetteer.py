"""The areas of the country by every name they go by.

The whole table (91,600 areas) is held column by column: building an object for each area would
cost more time at start than the reader is allowed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Self

from sipks.reading.contract import Place
from sipks.reading.normalise import as_key
from sipks.reading.places import shipped
from sipks.reading.places.names import bare, english, name_key, spellings, variants
from sipks.reading.tables import table

LEVELS: Final = {2: "province", 5: "regency", 8: "district", 13: "village"}
"""Level by length of the official code."""

_VILLAGE: Final = 13
_REGENCY: Final = 5


class AreaRow(NamedTuple):
    """One area as the tables of areas give it; `lat` and `lon` in degrees, text or number."""

    code: str
    name: str
    level: str
    kind: str = ""
    parent: str = ""
    lat: str | float | None = None
    lon: str | float | None = None
    population: str | int | None = None


class AliasRow(NamedTuple):
    """Another name of an area; `kind` is nickname, abbreviation, former, capital, town …"""

    alias: str
    code: str
    kind: str = ""


class WordRow(NamedTuple):
    """A word for a level, such as "Distrik"."""

    word: str
    level: str
    kind: str = ""


class Gazetteer:
    """Areas, their other names, and the words for their levels.

    `names` gives for a key the indexes of the areas that bear the name officially, `aliases` the
    pairs (index, kind of alias). `heirs` gives for a province or regency those split from it, which
    older texts and many speakers still call by its name: Sugapa is "in Papua", though it lies in
    Papua Tengah today, and Lamno "in Aceh Barat".
    """

    def __init__(
        self,
        areas: Iterable[AreaRow | Sequence[str]],
        aliases: Iterable[AliasRow] = (),
        words: Iterable[WordRow] = (),
        heirs: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        rows = [row for row in areas if len(row[0]) in LEVELS and row[0][0].isdigit()]
        columns: Sequence[Sequence[object]] = list(zip(*rows, strict=True)) or [()] * 8
        self.codes: list[str] = [str(code) for code in columns[0]]
        self._names: list[str] = [str(name) for name in columns[1]]
        self._lats, self._lons = columns[5], columns[6]
        self.kotas = frozenset(
            index for index, kind in enumerate(columns[3]) if str(kind).startswith("kota")
        )
        self.index = {code: index for index, code in enumerate(self.codes)}
        self.names = self._by_name()
        self.aliases = self._by_alias(aliases)
        self._respell()
        self.words = tuple(words)
        self.heirs = dict(heirs or {})

    @classmethod
    def shipped(cls) -> Self:
        """The areas, aliases and words that the package carries."""
        with shipped.uncollected():
            return cls._shipped()

    @classmethod
    def _shipped(cls) -> Self:
        # The columns of the table begin with those of AreaRow; areas that ended are left out,
        # for their successors bear the same names.
        rows = list(shipped.rows("areas.csv.gz"))
        areas = [row for row in rows if not row[11]]
        own = (
            AliasRow(name, code, "press")
            for code, names in table("place_names", 2)
            for name in names.split(";")
        )
        aliases = [*map(AliasRow._make, shipped.rows("aliases.csv")), *own]
        heirs = shipped.heirs(rows) | {
            code: frozenset(codes.split(", ")) for code, codes in table("place_mothers", 2)
        }
        return cls(areas, aliases, map(WordRow._make, shipped.rows("level_words.csv")), heirs)

    def name(self, index: int) -> str:
        """The official name, with its "Kabupaten" or "Kota"."""
        return self._names[index]

    def place(self, index: int, p: float, start: int, end: int) -> Place:
        """The area as a candidate for the mention at `start` to `end`."""
        code = self.codes[index]
        lat, lon = _number(self._lats[index]), _number(self._lons[index])
        return Place(code, self._names[index], LEVELS[len(code)], lat, lon, p, start, end)

    def _by_name(self) -> dict[str, list[int]]:
        names: defaultdict[str, list[int]] = defaultdict(list)
        # One pass of folding over all names at once is ten times faster than one for each.
        plain = [
            bare(name) if len(code) <= _REGENCY else name
            for code, name in zip(self.codes, self._names, strict=True)
        ]
        keys = as_key("\x00".join(plain))
        start = 0
        for index, name in enumerate(plain):
            end = start + len(name)
            key = keys[start:end]
            start = end + 1
            for variant in variants(key, name, joined=len(self.codes[index]) < _VILLAGE):
                names[variant].append(index)
        return dict(names)

    def _respell(self) -> None:
        """Add the spellings by which the press varies names of districts and regencies."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for key, indexes in self.names.items():
            areas = [index for index in indexes if len(self.codes[index]) < _VILLAGE]
            for other in spellings(key) if areas else ():
                found[other].update(areas)
        for key, areas_of in found.items():
            if key not in self.names and key not in self.aliases:
                self.aliases[key] = [(index, "spelling") for index in sorted(areas_of)]

    def _by_alias(self, rows: Iterable[AliasRow]) -> dict[str, list[tuple[int, str]]]:
        aliases: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for alias, code, kind in rows:
            key, index = name_key(alias), self.index.get(code)
            if key and index is not None:
                for form in english(key) if kind == "english" else (key,):
                    aliases[form].append((index, kind))
        return dict(aliases)


def _number(value: object) -> float | None:
    return None if value is None or value == "" else float(str(value))
