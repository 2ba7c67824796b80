"""Names of areas as they stand in a text, each with its context; which area is decided later."""

from __future__ import annotations

from itertools import islice
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from sipks.reading.normalise import Prepared
from sipks.reading.places.context import (
    after,
    before,
    dateline,
    follows_capital,
    in_address,
    names_capitalised,
    title_cased,
)
from sipks.reading.places.filtering import Filter, Match
from sipks.reading.places.gazetteer import Gazetteer
from sipks.reading.places.hashtags import Hashtags
from sipks.reading.places.lexicon import NO_CUE, Cue, Lexicon
from sipks.reading.places.mention import Mention, share_cues
from sipks.reading.places.vocabulary import EVENT, FOREIGN, SITE, VILLAGE, VILLAGE_CODE, Vocabulary

_MANY: Final = 200  # mentions read of one text; lists of villages would else take seconds
_DATELINE: Final = Cue("dateline")
_DEAF: Final = frozenset(["below", "person"])
_NAMED_AFTER: Final = frozenset(["site", "below", "part"])


class Sight(NamedTuple):
    """What a text holds for place finding: mentions, none overlapping, offsets of words of
    happenings, spans of words before sites, and words of `place_asides` with their offsets."""

    mentions: list[Mention]
    events: list[int]
    sites: list[tuple[int, int]]
    asides: list[tuple[str, int]]


class Mentions:
    """All names as one automaton."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._words = words = Vocabulary.of(gazetteer, lexicon)
        self._filter = Filter(words)
        self._hashtags = Hashtags(words.known())
        self._automaton = AhoCorasick(
            [f" {key} " for key in words.keys],
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def find(self, text: Prepared) -> Sight:
        """What the text holds, in order of text."""
        names: list[Match] = []
        events: list[int] = []
        marked: list[Match] = []
        kinds, marks, has_mark = self._words.kinds, self._words.marks, self._words.marked
        for match in self._automaton.find_matches_as_indexes(text.key, overlapping=True):
            kind = kinds[match[0]]
            if kind < EVENT:
                names.append(match)
            elif kind == EVENT:
                events.append(match[1])
            if has_mark[match[0]]:
                marked.append(match)
        mentions = self._mentions(text, names) if names else []
        if "#" in text.raw:
            mentions += [Mention(key, *span, NO_CUE) for key, span in self._hashtags.find(text)]
        sites: list[tuple[int, int]] = []
        asides: list[tuple[str, int]] = []
        for pattern, start, end in marked:
            if marks[pattern] == SITE:
                sites.append((start, end - 2))
            else:
                asides.append((marks[pattern], start))
        return Sight(mentions, events, sites, asides)

    def _mentions(self, text: Prepared, names: list[Match]) -> list[Mention]:
        capitals = names_capitalised(text)
        named = self._filter.by_letters(text, names, capitals=capitals)
        if not named:
            return []
        kept = islice(self._filter.apart(text, named), _MANY)
        found = (self._mention(text, match, capitals=capitals) for match in kept)
        mentions = [mention for mention in found if mention is not None]
        if mentions:
            self._complete(text, mentions)
        return mentions

    def _complete(self, text: Prepared, mentions: list[Mention]) -> None:
        """What only the mentions together tell."""
        share_cues(text, mentions)
        starts = {mention.start for mention in mentions}
        opening = dateline(text)
        for mention in mentions:
            if mention.start == opening:
                mention.cue = _DATELINE
                mention.initial = mention.partial = False
            elif mention.end + 1 in starts:
                mention.partial = False

    def _mention(self, text: Prepared, match: Match, *, capitals: bool) -> Mention | None:
        """The match with its context; None in an address, or for a village that is a mere word."""
        pattern, start, end = match[0], match[1], match[2] - 2
        if in_address(text, start):
            return None
        words = self._words
        key, kind = words.keys[pattern], words.kinds[pattern]
        left = before(text, start, words.cues)
        right = after(text, end, words.tails, words.usual)
        cue = left.cue
        longer = right.cue.role == "level" and cue is NO_CUE and follows_capital(text, start)
        if right.cue is not NO_CUE and not (left.proper or longer) and cue.role not in _DEAF:
            cue = right.cue
        stop = words.stop.get(key)
        if kind == VILLAGE and stop == "cue" and cue.length != VILLAGE_CODE:
            return None
        # "Terminal Kamboja", "Jalan Kamboja"
        foreign = kind == FOREIGN and cue.role not in _NAMED_AFTER
        mention = Mention(key, start, end, cue, foreign=foreign)
        mention.capital = text.cased and text.raw[start].isupper()
        mention.small = capitals and not mention.capital
        mention.initial = left.initial and not right.closed
        if longer:
            mention.proper = True  # "Teupi Asan village" is no village of the name Asan
        elif text.cased and (left.proper or right.proper or stop):
            mention.titled = title_cased(text, start)
            mention.proper = not mention.titled and (left.proper or (left.initial and right.proper))
            mention.partial = (
                right.proper and not mention.titled and cue.role != "office" and not right.usual
            )
        return mention
