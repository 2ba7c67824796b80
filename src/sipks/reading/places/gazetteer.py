"""The areas of the country by every name they go by.

The whole table (91,600 areas) is held column by column: building an object for each area would
cost more time at start than the reader is allowed.
"""

from __future__ import annotations

import csv
import gc
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from typing import Final, NamedTuple, Self

from sipks.reading.contract import Place
from sipks.reading.normalise import as_key
from sipks.reading.tables import table

LEVELS: Final = {2: "province", 5: "regency", 8: "district", 13: "village"}
"""Level by length of the official code."""

_PREFIXES: Final = (
    "Kabupaten Administrasi ",
    "Kota Administrasi ",
    "Kabupaten ",
    "Kota ",
    "Provinsi ",
    "Daerah Istimewa ",
    "Daerah Khusus Ibukota ",
)
_ALTERNATIVES: Final = re.compile(r"[/()]")
_JOINED_MIN: Final = 8
_VILLAGE: Final = 13
_REGENCY: Final = 5
_SPELLED_MIN: Final = 6
_SPELLINGS: Final = (
    ("eue", "eu"),
    ("eue", "ue"),
    ("ee", "e"),
    ("eu", "e"),
    ("aa", "a"),
    ("uu", "u"),
    ("rj", "rdj"),
    ("c", "tj"),
    ("u", "oe"),
    ("sh", "s"),
    ("kh", "h"),
    ("y", "j"),
    ("nggi", "ngi"),
)
_POINTS: Final = frozenset(["north", "east", "south", "west", "northeast", "southeast"])


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


def name_key(name: str) -> str:
    """`name` as it is matched: lower-case ASCII words with one space between."""
    return " ".join(as_key(name).split())


def bare(name: str) -> str:
    """`name` without the word for its level: "Kota Bandung" → "Bandung"."""
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


class Gazetteer:
    """Areas, their other names, and the words for their levels.

    `names` gives for a key the indexes of the areas that bear the name officially, `aliases` the
    pairs (index, kind of alias). `heirs` gives for a province those split from it, which older
    texts and many speakers still call by its name: Sugapa is "in Papua", though it lies in Papua
    Tengah today.
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
        with _uncollected():
            return cls._shipped()

    @classmethod
    def _shipped(cls) -> Self:
        # The columns of the table begin with those of AreaRow; areas that ended are left out,
        # for their successors bear the same names.
        rows = list(_csv("areas.csv.gz"))
        areas = [row for row in rows if not row[11]]
        own = (
            AliasRow(name, code, "press")
            for code, names in table("place_names", 2)
            for name in names.split(";")
        )
        aliases = [*map(AliasRow._make, _csv("aliases.csv")), *own]
        return cls(areas, aliases, map(WordRow._make, _csv("level_words.csv")), _heirs(rows))

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
            for variant in _variants(key, name, len(self.codes[index]) < _VILLAGE):
                names[variant].append(index)
        return dict(names)

    def _respell(self) -> None:
        """Add the spellings by which the press varies names of districts and regencies."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for key, indexes in self.names.items():
            areas = [index for index in indexes if len(self.codes[index]) < _VILLAGE]
            if areas and len(key) >= _SPELLED_MIN:
                for usual, other in _SPELLINGS:
                    if usual in key:
                        found[key.replace(usual, other)].update(areas)
        for key, areas_of in found.items():
            if key not in self.names and key not in self.aliases:
                self.aliases[key] = [(index, "spelling") for index in sorted(areas_of)]

    def _by_alias(self, rows: Iterable[AliasRow]) -> dict[str, list[tuple[int, str]]]:
        aliases: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for alias, code, kind in rows:
            key, index = name_key(alias), self.index.get(code)
            if key and index is not None:
                aliases[key].append((index, kind))
                head, _, tail = key.partition(" ")
                if kind == "english" and head in _POINTS:
                    aliases[f"{head}ern {tail}"].append((index, kind))
        return dict(aliases)


def _variants(key: str, name: str, joined: bool) -> Iterator[str]:
    if key.isalnum():
        yield key
        return
    if "/" in name or "(" in name:
        # "Hunuth/Durian Patah" goes by either name, "Kurau (Timur)" without the remark too.
        yield from {name_key(part) for part in _ALTERNATIVES.split(name)} - {""}
    if "  " in key or key[-1:] == " " or key[:1] == " ":
        key = " ".join(key.split())
    if key:
        yield key
        if joined and len(key) > _JOINED_MIN:
            yield key.replace(" ", "")


def _heirs(rows: Iterable[Sequence[str]]) -> dict[str, frozenset[str]]:
    """Provinces whose regencies went to another province, with that one."""
    heirs: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for successor in row[12].split():
            if successor[:2] != row[0][:2]:
                heirs[row[0][:2]].add(successor[:2])
    return {code: frozenset(others) for code, others in heirs.items()}


def _number(value: object) -> float | None:
    return None if value is None or value == "" else float(str(value))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold back the garbage collector.

    Nothing made here is garbage, and looking through the many new lists again and again would
    take a third of the time.
    """
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()


def _csv(name: str) -> Iterator[list[str]]:
    data = (resources.files("sipks") / "data" / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    yield from rows
