"""All names and words that place finding looks for, with what kind each is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from sipks.reading.places.gazetteer import Gazetteer
from sipks.reading.places.lexicon import Cue, Lexicon, level_cues
from sipks.reading.tables import table

VILLAGE: Final = 0
DISTRICT: Final = 1
STRONG: Final = 2
FOREIGN: Final = 3
HIDE: Final = 4
EVENT: Final = 5
MARK: Final = 6
SITE: Final = "site"

VILLAGE_CODE: Final = 13
DISTRICT_CODE: Final = 8
SHORT: Final = 4
_TINY: Final = 3
_CITY: Final = "kota "


@dataclass(frozen=True)
class Vocabulary:
    """Patterns by number: `keys` are the words, `kinds` what they are (VILLAGE … MARK).

    STRONG are provinces, regencies and all aliases. `cues` and `tails` are words before and after
    names, `village_cues` the last words of cues for villages, `usual` the words that are no part
    of a longer name. `marks` gives what else a pattern is: the word before a SITE, or a class of
    `place_asides`; `marked` says by number whether it has such a mark. `stop` holds names that are
    ordinary words, `shouted` abbreviations, which a text with capitals writes in capitals.
    """

    keys: list[str]
    kinds: bytes
    cues: Mapping[str, Cue]
    tails: Mapping[str, Cue]
    village_cues: frozenset[str]
    usual: Collection[str]
    marks: Mapping[int, str]
    marked: bytes
    stop: Mapping[str, str]
    shouted: frozenset[str]

    @classmethod
    def of(cls, gazetteer: Gazetteer, lexicon: Lexicon) -> Self:
        """The vocabulary of these tables."""
        kinds = _kinds(gazetteer, lexicon)
        cues = level_cues(gazetteer.words) | lexicon.cues
        marks = {**dict.fromkeys(_before_sites(cues), SITE), **lexicon.asides}
        _mark(kinds, marks.keys() - kinds.keys(), MARK)
        village_cues = (word for word, cue in cues.items() if cue.length == VILLAGE_CODE)
        short = {
            key
            for key, pairs in gazetteer.aliases.items()
            if len(key) <= SHORT and all(kind == "abbreviation" for _, kind in pairs)
        }
        return cls(
            keys=list(kinds),
            kinds=bytes(kinds.values()),
            cues=cues,
            tails=lexicon.tails,
            village_cues=frozenset(word.rpartition(" ")[2] for word in village_cues),
            usual=cues.keys() | lexicon.stop.keys(),
            marks={number: marks[key] for number, key in enumerate(kinds) if key in marks},
            marked=bytes(key in marks for key in kinds),
            stop=lexicon.stop,
            shouted=frozenset(short | {key for key in lexicon.foreign if len(key) <= _TINY}),
        )

    def known(self) -> Iterable[str]:
        """Names well enough known to be met in a hashtag."""
        pairs = zip(self.keys, self.kinds, strict=True)
        return (k for k, kind in pairs if kind == STRONG and self.stop.get(k) != "cue")


_SITES: Final = frozenset(["site", "nature", "below", "part"])


def _before_sites(cues: Mapping[str, Cue]) -> Iterator[str]:
    """Words that stand before the names of sites, and of areas that the gazetteer may not hold."""
    for word, cue in cues.items():
        if cue.role in _SITES or (cue.role == "level" and cue.length):
            yield word
    for (line,) in table("place_sites", 1):
        yield from line.split(";")


def _kinds(gazetteer: Gazetteer, lexicon: Lexicon) -> dict[str, int]:
    kinds: dict[str, int] = {}
    codes = gazetteer.codes
    for key, indexes in gazetteer.names.items():
        length = min(len(codes[index]) for index in indexes)
        if length == VILLAGE_CODE and key in lexicon.cues:
            continue  # the village Kabupaten in Karanganyar
        kinds[key] = _rank(gazetteer, key, length)
    kinds.update(dict.fromkeys(gazetteer.aliases, STRONG))
    known = kinds.keys()
    _mark(kinds, lexicon.events - known, EVENT)
    _mark(kinds, (key for key in lexicon.foreign if kinds.get(key, 0) < STRONG), FOREIGN)
    _mark(kinds, (key for key in lexicon.hides if kinds.get(key, VILLAGE) == VILLAGE), HIDE)
    return kinds


def _rank(gazetteer: Gazetteer, key: str, length: int) -> int:
    if length == VILLAGE_CODE:
        return VILLAGE
    if length != DISTRICT_CODE:
        return STRONG
    # The district Kota Padang lies in Rejang Lebong: "Kota Padang" means the city of Padang.
    city = gazetteer.names.get(key.removeprefix(_CITY), ()) if key.startswith(_CITY) else ()
    return VILLAGE if any(index in gazetteer.kotas for index in city) else DISTRICT


def _mark(kinds: dict[str, int], keys: Iterable[str], kind: int) -> None:
    kinds.update(dict.fromkeys(list(keys), kind))
