"""Areas by name, alias or code, as somebody types: in memory, without a database."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Self

from rapidfuzz import fuzz, process

from .naming import base_name, folded
from .shipped import Unit, aliases, ancestors, current_units

SHORTEST, LONGEST = 2, 80  # letters of a query that is looked for
MOST_WORDS = 5  # of a query that is read as names within names
DEPTH = {"country": 0, "province": 1, "regency": 2, "district": 3, "village": 4}
WORDS = {
    "provinsi": "province", "propinsi": "province", "prov": "province",
    "kabupaten": "kabupaten", "kab": "kabupaten", "kota": "kota",
    "kecamatan": "district", "kec": "district", "distrik": "district", "kapanewon": "district",
    "kemantren": "district", "desa": "village", "kelurahan": "village", "kel": "village",
    "kampung": "village", "nagari": "village", "gampong": "village", "kalurahan": "village",
}  # fmt: skip
EXACT, START, WORD, INSIDE, ALIKE = range(5)
ALIKE_ENOUGH = 82  # of 100, rapidfuzz `token_sort_ratio`: one wrong letter in a name of six


class Hit(NamedTuple):
    """One area found, and the name by which it was."""

    unit: Unit
    matched: str
    rank: tuple[int, int, int, int]


class Index:
    """Every name of every standing area, one a line in one long text that is scanned at once."""

    def __init__(self) -> None:
        self._units = current_units()
        entries = sorted({(key, code) for key, code in self._names() if key})
        self._keys = [key for key, _ in entries]
        self._codes = [code for _, code in entries]
        self._text = "\n" + "\n".join(self._keys) + "\n"
        self._starts = [0]
        for key in self._keys[:-1]:
            self._starts.append(self._starts[-1] + len(key) + 1)
        self._coarse = [i for i, code in enumerate(self._codes) if len(code) <= 8]

    @classmethod
    @cache
    def shipped(cls) -> Self:
        """The index of the shipped tables; built once a process."""
        return cls()

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """The best `limit` areas: exact names first, then beginnings, words, parts, and likenesses
        when there is nothing else; wide areas before narrow ones, populous before small.

        A second name narrows to what lies within it (`Bener Purworejo`, `Bener, Purworejo`); a
        word for the level narrows to it (`kec bener`); digits are a code. Never raises.
        """
        text = folded(query)[:LONGEST]
        if re.fullmatch(r"[\d ]+", text):
            return self._by_code(text)[:limit]
        if len(text) < SHORTEST:
            return []
        hits = self._named(text) or self._within(text) or self._alike(text)
        return sorted(hits.values(), key=lambda hit: (hit.rank, hit.unit.code))[:limit]

    def _names(self) -> Iterator[tuple[str, str]]:
        for unit in self._units.values():
            yield (name := folded(unit.name)), unit.code
            yield base_name(name), unit.code
        for alias in aliases():
            yield folded(alias.name), alias.code

    def _named(self, text: str) -> dict[str, Hit]:
        word, _, rest = text.partition(" ")
        hits = self._scan(text)
        if rest and (wanted := WORDS.get(word)):
            for code, hit in self._scan(rest).items():
                if wanted in (hit.unit.level, hit.unit.kind):
                    hits.setdefault(code, hit)
        return hits

    def _scan(self, text: str) -> dict[str, Hit]:
        found: dict[str, Hit] = {}
        for match, sought in ((EXACT, f"\n{text}\n"), (START, f"\n{text}"), (WORD, f" {text}")):
            self._collect(found, sought, match)
        if len(text) > SHORTEST and len(found) < LONGEST:
            self._collect(found, text, INSIDE)
        return found

    def _collect(self, found: dict[str, Hit], sought: str, match: int) -> None:
        at = self._text.find(sought)
        while at >= 0:
            line = bisect_right(self._starts, at + (sought[0] == "\n")) - 1
            line = max(line - (self._starts[line] > at and sought[0] != "\n"), 0)
            self._add(found, line, match)
            at = self._text.find(sought, at + 1)

    def _add(self, found: dict[str, Hit], line: int, match: int) -> None:
        code = self._codes[line]
        if code not in found:
            unit = self._units[code]
            # Of 62,000 village names one fits nearly any beginning of a better known one.
            told = START if unit.level == "village" else EXACT
            rank = (max(match, told), DEPTH[unit.level], match, -(unit.population or 0))
            found[code] = Hit(unit, self._keys[line], rank)

    def _within(self, text: str) -> dict[str, Hit]:
        """Names within names, the narrow one first: every cut of the words is tried, from the
        right, each rest once."""
        words = text.split()
        if not 1 < len(words) <= MOST_WORDS:
            return {}
        rests: dict[int, dict[str, Hit]] = {}
        for start in range(len(words) - 1, -1, -1):
            rests[start] = self._named(" ".join(words[start:])) or self._cut(words, start, rests)
        return rests[0]

    def _cut(
        self, words: list[str], start: int, rests: dict[int, dict[str, Hit]]
    ) -> dict[str, Hit]:
        for cut in range(len(words) - 1, start, -1):
            wider = {hit.unit.code for hit in rests[cut].values() if hit.rank[0] <= START}
            if not wider or " ".join(words[cut:]) in WORDS:
                continue
            inner = self._named(" ".join(words[start:cut]))
            inside = {c: hit for c, hit in inner.items() if wider.intersection(ancestors(c)[:-1])}
            if inside:
                return inside
        return {}

    def _alike(self, text: str) -> dict[str, Hit]:
        names = [self._keys[i] for i in self._coarse]
        close = process.extract(
            text, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE_ENOUGH, limit=20
        )
        found: dict[str, Hit] = {}
        for _, score, at in close:
            self._add(found, self._coarse[at], ALIKE + round(100 - float(score)))
        return found

    def _by_code(self, text: str) -> list[Hit]:
        digits = text.replace(" ", "")
        groups = (digits[:2], digits[2:4], digits[4:6], digits[6:10])
        code = ".".join(group for group in groups if group)
        near = (u for c, u in self._units.items() if c.startswith(code) and c.count(".") < 3)
        exact = [self._units[code]] if code in self._units else []
        units = [*exact, *(unit for unit in near if unit.code != code)]
        return [Hit(unit, unit.code, (EXACT, DEPTH[unit.level], EXACT, 0)) for unit in units]
