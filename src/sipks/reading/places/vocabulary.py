"""All names and words that place finding looks for, with what kind each is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from sipks.reading.places.gazetteer import Gazetteer
from sipks.reading.places.lexicon import Cue, Lexicon, level_cues

VILLAGE: Final = 0
DISTRICT: Final = 1
STRONG: Final = 2
FOREIGN: Final = 3
HIDE: Final = 4
EVENT: Final = 5

VILLAGE_CODE: Final = 13
DISTRICT_CODE: Final = 8
SHORT: Final = 4
_TINY: Final = 3
_CITY: Final = "kota "


@dataclass(frozen=True)
class Vocabulary:
    """Patterns by number: `keys` are the words, `kinds` what they are (VILLAGE … EVENT).

    STRONG are provinces, regencies and all aliases. `cues` and `tails` are words before and after
    names, `village_cues` the last words of cues for villages, `usual` the words that are no part
    of a longer name. `stop` holds names that are ordinary words, `shouted` abbreviations, which a
    text with capitals writes in capitals.
    """

    keys: list[str]
    kinds: bytes
    cues: Mapping[str, Cue]
    tails: Mapping[str, Cue]
    village_cues: frozenset[str]
    usual: Collection[str]
    stop: Mapping[str, str]
    shouted: frozenset[str]

    @classmethod
    def of(cls, gazetteer: Gazetteer, lexicon: Lexicon) -> Self:
        """The vocabulary of these tables."""
        kinds = _kinds(gazetteer, lexicon)
        cues = level_cues(gazetteer.words) | lexicon.cues
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
            stop=lexicon.stop,
            shouted=frozenset(short | {key for key in lexicon.foreign if len(key) <= _TINY}),
        )

    def known(self) -> Iterable[str]:
        """Names well enough known to be met in a hashtag."""
        pairs = zip(self.keys, self.kinds, strict=True)
        return (k for k, kind in pairs if kind == STRONG and self.stop.get(k) != "cue")


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
