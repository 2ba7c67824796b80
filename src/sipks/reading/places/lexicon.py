"""The editable tables (`lexicon/place_*.tsv`) in the form that matching needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from sipks.reading.places.gazetteer import WordRow
from sipks.reading.places.names import name_key
from sipks.reading.tables import expand, table

LENGTHS: Final = {"province": 2, "regency": 5, "district": 8, "village": 13, "-": 0}
"""Length of the official code by level; 0 stands for any."""


class Cue(NamedTuple):
    """What a word beside a name says of it: class, code length of the level (0 any), kind."""

    role: str
    length: int = 0
    kind: str = ""


NO_CUE: Final = Cue("")


@dataclass(frozen=True)
class Lexicon:
    """Cue words before and after names, words that are names too, and what hides a name."""

    cues: dict[str, Cue]
    tails: dict[str, Cue]
    stop: dict[str, str]
    hides: frozenset[str]
    foreign: frozenset[str]
    events: frozenset[str]
    asides: Mapping[str, str]


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """The tables that the package carries."""
    stop = {
        word.replace("_", " "): kind
        for kind, words in table("place_stop", 2)
        for word in words.split()
    }
    return Lexicon(
        cues=dict(_cues("place_cues")),
        tails=dict(_cues("place_tails")),
        stop=stop,
        hides=frozenset(_phrases("place_hide")),
        foreign=frozenset(_phrases("place_foreign")),
        events=frozenset(_phrases("place_events")),
        asides={
            name_key(phrase): kind
            for kind, phrases in table("place_asides", 2)
            for pattern in phrases.split(";")
            for phrase in expand(pattern)
        },
    )


def level_cues(words: Iterable[WordRow]) -> dict[str, Cue]:
    """Cues from the gazetteer's own words for levels; words that it does not know are left out."""
    return {
        name_key(row.word): Cue("level", LENGTHS[row.level], row.kind if row.kind in _KINDS else "")
        for row in words
        if row.level in LENGTHS
    }


_KINDS: Final = ("kota", "kabupaten")


def _cues(name: str) -> Iterator[tuple[str, Cue]]:
    for role, level, kind, words in table(name, 4):
        cue = Cue(role, LENGTHS[level], "" if kind == "-" else kind)
        for word in words.split(";"):
            for phrase in expand(word):
                yield name_key(phrase), cue


def _phrases(name: str) -> Iterator[str]:
    for (line,) in table(name, 1):
        for pattern in line.split(";"):
            for phrase in expand(pattern):
                yield name_key(phrase)
