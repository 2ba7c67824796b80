"""Names of areas as they stand in a text, each with its context; which area is decided later."""

from __future__ import annotations

from itertools import islice
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from sipks.reading.normalise import Prepared
from sipks.reading.places.context import after, before, dateline, in_address, title_cased
from sipks.reading.places.filtering import Filter, Match
from sipks.reading.places.gazetteer import Gazetteer
from sipks.reading.places.hashtags import Hashtags
from sipks.reading.places.lexicon import NO_CUE, Cue, Lexicon
from sipks.reading.places.mention import Mention, share_cues
from sipks.reading.places.vocabulary import EVENT, FOREIGN, VILLAGE, VILLAGE_CODE, Vocabulary

_MANY: Final = 200  # mentions read of one text; lists of villages would else take seconds
_DATELINE: Final = Cue("dateline")
_DEAF: Final = frozenset(["below", "person"])


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

    def find(self, text: Prepared) -> tuple[list[Mention], list[int]]:
        """Mentions in order, none overlapping, and the offsets of words of happenings."""
        names: list[Match] = []
        events: list[int] = []
        kinds = self._words.kinds
        for match in self._automaton.find_matches_as_indexes(text.key, overlapping=True):
            if kinds[match[0]] == EVENT:
                events.append(match[1])
            else:
                names.append(match)
        mentions = self._mentions(text, names) if names else []
        if "#" in text.raw:
            mentions += [Mention(key, *span, NO_CUE) for key, span in self._hashtags.find(text)]
        return mentions, events

    def _mentions(self, text: Prepared, names: list[Match]) -> list[Mention]:
        kept = self._filter.apart(text, self._filter.by_letters(text, names))
        found = (self._mention(text, match) for match in islice(kept, _MANY))
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

    def _mention(self, text: Prepared, match: Match) -> Mention | None:
        """The match with its context; None in an address, or for a village that is a mere word."""
        pattern, start, end = match[0], match[1], match[2] - 2
        if in_address(text, start):
            return None
        words = self._words
        key, kind = words.keys[pattern], words.kinds[pattern]
        left = before(text, start, words.cues)
        right = after(text, end, words.tails, words.usual)
        cue = left.cue
        if right.cue is not NO_CUE and not left.proper and cue.role not in _DEAF:
            cue = right.cue
        stop = words.stop.get(key)
        if kind == VILLAGE and stop == "cue" and cue.length != VILLAGE_CODE:
            return None
        mention = Mention(key, start, end, cue, foreign=kind == FOREIGN)
        mention.capital = text.cased and text.raw[start].isupper()
        mention.initial = left.initial and not right.closed
        if text.cased and (left.proper or right.proper or stop):
            mention.titled = title_cased(text, start)
            mention.proper = not mention.titled and (left.proper or (left.initial and right.proper))
            mention.partial = (
                right.proper and not mention.titled and cue.role != "office" and not right.usual
            )
        return mention
