"""Names of areas as they stand in a text, each with its context; which area is decided later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from sipks.reading.normalise import Prepared
from sipks.reading.places.context import after, before, in_address, title_cased
from sipks.reading.places.gazetteer import Gazetteer
from sipks.reading.places.hashtags import Hashtags
from sipks.reading.places.lexicon import NO_CUE, Lexicon, level_cues
from sipks.reading.places.mention import Mention, share_cues

VILLAGE: Final = 0
DISTRICT: Final = 1
STRONG: Final = 2
FOREIGN: Final = 3
HIDE: Final = 4
EVENT: Final = 5
_SHORT: Final = 4
_VILLAGE_CODE: Final = 13
_DISTRICT_CODE: Final = 8
_CITY: Final = "kota "

_DEAF: Final = frozenset(["below", "person", "level"])

Match = tuple[int, int, int]


class Mentions:
    """All names as one automaton."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._cues = level_cues(gazetteer.words) | lexicon.cues
        self._tails = lexicon.tails
        kinds = _kinds(gazetteer, lexicon)
        self._keys = list(kinds)
        self._stop = lexicon.stop
        self._kinds = bytes(kinds.values())
        self._hashtags = Hashtags(
            key for key, kind in kinds.items() if kind == STRONG and lexicon.stop.get(key) != "cue"
        )
        self._shouted = frozenset(
            key
            for key, pairs in gazetteer.aliases.items()
            if len(key) <= _SHORT and all(kind == "abbreviation" for _, kind in pairs)
        ) | {key for key in lexicon.foreign if len(key) <= 3}
        self._automaton = AhoCorasick(
            [f" {key} " for key in self._keys],
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def find(self, text: Prepared) -> tuple[list[Mention], list[int]]:
        """Mentions in order, none overlapping, and the offsets of words of happenings."""
        mentions: list[Mention] = []
        events: list[int] = []
        matches = self._automaton.find_matches_as_indexes(text.key, overlapping=True)
        if matches:
            kept = self._keep(text, matches, events)
            if kept:
                mentions = [
                    mention
                    for match in self._apart(text, kept)
                    if (mention := self._mention(text, match)) is not None
                ]
                share_cues(text, mentions)
        if "#" in text.raw:
            mentions += [Mention(key, *span, NO_CUE) for key, span in self._hashtags.find(text)]
        return mentions, events

    def _keep(self, text: Prepared, matches: list[Match], events: list[int]) -> list[Match]:
        """The matches that their letters' case allows; offsets of events go to `events`."""
        kinds, raw, cased = self._kinds, text.raw, text.cased
        kept = []
        for match in matches:
            kind, start = kinds[match[0]], match[1]
            if kind == EVENT:
                events.append(start)
            elif kind == HIDE or not cased:
                kept.append(match)
            elif _named(raw, start, match[2] - 2, kind):
                name = raw[start : match[2] - 2]
                short = len(name) <= _SHORT
                if short and self._keys[match[0]] in self._shouted and not name.isupper():
                    continue
                if short and kind < STRONG and name.isupper():
                    continue
                kept.append(match)
        return kept

    def _apart(self, text: Prepared, matches: list[Match]) -> Iterator[Match]:
        """The leftmost longest of overlapping matches.

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
            if self._kinds[pattern] == VILLAGE and self._covers(matches, position):
                if not self._told(text, pattern, start):
                    continue
            reach = end
            if self._kinds[pattern] != HIDE:
                yield match

    def _told(self, text: Prepared, pattern: int, start: int) -> bool:
        """Whether a word for a low level stands before the name or begins it ("Kampung Bali")."""
        first = self._cues.get(self._keys[pattern].partition(" ")[0], NO_CUE)
        for cue in (before(text, start, self._cues).cue, first):
            if cue.role == "level" and cue.length >= _DISTRICT_CODE:
                return True
        return False

    def _covers(self, matches: list[Match], position: int) -> bool:
        end = matches[position][2]
        for pattern, start, _ in matches[position + 1 :]:
            if start + 1 >= end:
                return False
            if self._kinds[pattern] in (STRONG, HIDE):
                return True
        return False

    def _mention(self, text: Prepared, match: Match) -> Mention | None:
        """The match with its context; None in an address, or for a village that is a mere word."""
        pattern, start, end = match[0], match[1], match[2] - 2
        if in_address(text, start):
            return None
        key, kind = self._keys[pattern], self._kinds[pattern]
        left, right = before(text, start, self._cues), after(text, end, self._tails)
        cue = left.cue
        if right.cue is not NO_CUE and not left.proper and cue.role not in _DEAF:
            cue = right.cue
        stop = self._stop.get(key)
        if kind == VILLAGE and stop == "cue" and cue.length != _VILLAGE_CODE:
            return None
        mention = Mention(key, start, end, cue, foreign=kind == FOREIGN)
        mention.capital = text.cased
        mention.initial = left.initial and not right.closed
        if text.cased and (left.proper or right.proper or stop):
            mention.titled = title_cased(text, start)
            mention.proper = not mention.titled and (left.proper or (left.initial and right.proper))
        return mention


def _named(raw: str, start: int, end: int, kind: int) -> bool:
    """Whether the letters look like a name: "Aceh Utara", or "north Aceh" for known areas."""
    first = raw[start]
    if first.isupper() or not first.isascii():
        return True
    return kind == STRONG and " " in raw[start:end] and not raw[start:end].islower()


def _kinds(gazetteer: Gazetteer, lexicon: Lexicon) -> dict[str, int]:
    kinds: dict[str, int] = {}
    codes = gazetteer.codes
    for key, indexes in gazetteer.names.items():
        length = min(len(codes[index]) for index in indexes)
        if length == _VILLAGE_CODE and key in lexicon.cues:
            continue  # the village Kabupaten in Karanganyar
        kinds[key] = _rank(gazetteer, key, length)
    kinds.update(dict.fromkeys(gazetteer.aliases, STRONG))
    known = kinds.keys()
    _mark(kinds, lexicon.events - known, EVENT)
    _mark(kinds, (key for key in lexicon.foreign if kinds.get(key, 0) < STRONG), FOREIGN)
    _mark(kinds, (key for key in lexicon.hides if key not in gazetteer.aliases), HIDE)
    return kinds


def _rank(gazetteer: Gazetteer, key: str, length: int) -> int:
    if length == _VILLAGE_CODE:
        return VILLAGE
    if length != _DISTRICT_CODE:
        return STRONG
    # The district Kota Padang lies in Rejang Lebong: "Kota Padang" means the city of Padang.
    city = gazetteer.names.get(key.removeprefix(_CITY), ()) if key.startswith(_CITY) else ()
    return VILLAGE if any(index in gazetteer.kotas for index in city) else DISTRICT


def _mark(kinds: dict[str, int], keys: Iterable[str], kind: int) -> None:
    kinds.update(dict.fromkeys(list(keys), kind))


def _leftmost_longest(match: Match) -> tuple[int, int]:
    return match[1], -match[2]
