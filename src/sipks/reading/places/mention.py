"""A name of an area as it stands in a text."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from sipks.reading.normalise import Prepared
from sipks.reading.places.lexicon import NO_CUE, Cue

_LISTS: Final = frozenset([" dan ", ", dan ", " & ", " serta ", ", serta ", "/", " / ", " atau "])
_PAIRS: Final = frozenset(["-", "–", " - ", " – "])
_CHAINED: Final = frozenset(["list", "at", "from", "people"])


class Mention:
    """A name at `raw[start:end]`.

    `cue` is what the words beside it say; `capital` is False in texts without capitals;
    `proper` marks a neighbour that looks like a part of a person's or firm's name, `titled` a
    headline that capitalises all words (looked at only where it matters).
    """

    __slots__ = (
        "capital", "cue", "end", "foreign", "initial", "key", "proper", "start", "titled"
    )  # fmt: skip

    def __init__(self, key: str, start: int, end: int, cue: Cue, *, foreign: bool = False) -> None:
        self.key = key
        self.start = start
        self.end = end
        self.foreign = foreign
        self.cue = cue
        self.capital = True
        self.initial = False
        self.proper = False
        self.titled = False


def share_cues(text: Prepared, mentions: list[Mention]) -> None:
    """Hand a cue on through lists and pairs: "Kecamatan Sape dan Lambu", "Tol Jakarta-Merak"."""
    gaps = [text.raw[one.end : other.start] for one, other in pairwise(mentions)]
    for position, gap in enumerate(gaps):
        one, other = mentions[position], mentions[position + 1]
        if other.cue is not NO_CUE or one.cue is NO_CUE:
            continue
        if gap in _PAIRS:
            other.cue = one.cue
        elif gap in _LISTS or (gap == ", " and _listed(gaps, position)):
            role = "list" if one.cue.role in {"level", "office", "list"} else one.cue.role
            if role in _CHAINED:
                other.cue = Cue(role, one.cue.length, one.cue.kind)


def _listed(gaps: list[str], position: int) -> bool:
    """Whether the comma belongs to "A, B dan C" and not to "Bener, Purworejo"."""
    for gap in gaps[position + 1 :]:
        if gap != ", ":
            return gap in _LISTS
    return False
