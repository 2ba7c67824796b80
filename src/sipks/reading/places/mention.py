"""A name of an area as it stands in a text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from sipks.reading.normalise import Prepared
from sipks.reading.places.lexicon import NO_CUE, Cue

_LISTS: Final = frozenset([" dan ", ", dan ", " & ", " serta ", ", serta ", "/", " / ", " atau "])
_JOINED: Final = re.compile(r",? (?:dan|serta|atau|&) [A-Za-z.]+ $")
_PAIRS: Final = frozenset(["-", "–", " - ", " – "])
_LONGEST: Final = 20
_CHAINED: Final = frozenset(["list", "at", "from", "people"])


class Mention:
    """A name at `raw[start:end]`.

    `cue` is what the words beside it say; `capital` is False in texts without capitals;
    `chained` marks the later members of a list such as "Bandung dan Cimahi", `proper` a word
    before it that looks like a part of a person's or firm's name, `partial` a word after it that
    makes the name longer than any known, `titled` a headline that capitalises all words (looked at
    only where it matters), `small` small letters in a text that writes other names with capitals.
    """

    __slots__ = (
        "capital",
        "chained",
        "cue",
        "end",
        "foreign",
        "initial",
        "key",
        "partial",
        "proper",
        "small",
        "start",
        "titled",
    )

    def __init__(self, key: str, start: int, end: int, cue: Cue, *, foreign: bool = False) -> None:
        self.key = key
        self.start = start
        self.end = end
        self.foreign = foreign
        self.cue = cue
        self.capital = True
        self.initial = False
        self.chained = False
        self.partial = False
        self.proper = False
        self.small = False
        self.titled = False


def share_cues(text: Prepared, mentions: list[Mention]) -> None:
    """Hand a cue on through lists and pairs: "Kecamatan Sape dan Lambu", "Tol Jakarta-Merak"."""
    gaps = [text.raw[one.end : other.start] for one, other in pairwise(mentions)]
    for position, gap in enumerate(gaps):
        one, other = mentions[position], mentions[position + 1]
        joined = gap in _LISTS or (gap == ", " and _listed(gaps, position))
        other.chained = joined or _JOINED.match(gap) is not None
        if other.cue is not NO_CUE or one.cue is NO_CUE:
            continue
        if gap in _PAIRS:
            other.cue = one.cue
        elif joined:
            role = "list" if one.cue.role in {"level", "office", "list"} else one.cue.role
            if role in _CHAINED:
                other.cue = Cue(role, one.cue.length, one.cue.kind)


def _listed(gaps: list[str], position: int) -> bool:
    """Whether the comma belongs to "A, B dan C" and not to "Bener, Purworejo"."""
    for gap in gaps[position + 1 : position + _LONGEST]:
        if gap != ", ":
            return gap in _LISTS
    return False
