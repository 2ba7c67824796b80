"""What is said beside a group tells its role: who acts, who suffers, who mends.

Indonesian puts the doer right behind a passive verb ("pos dibakar massa") or behind "oleh", the
sufferer behind an active one ("massa memukuli petugas") or before a passive one ("petugas
dipukuli"), and both sides round "antara", "lawan" or "saling". Only the clause of the group is
looked at, as far as the nearest comma, and not beyond the first verb that tells nothing.
"""

from __future__ import annotations

from typing import Final

from sipks.reading.actor_cues import (
    AWAY,
    BETWEEN,
    BY,
    CLASHING,
    DEEDS,
    DONE,
    GOES_ON,
    HOSTILE,
    MENDING,
    NOT_PASSIVE,
    PAINED,
    PASSED_OVER,
    RAGE,
    ROOTS,
    SENT,
    WHO,
    WITH,
)
from sipks.reading.concepts import Hit
from sipks.reading.normalise import Prepared

ACTS, HARMED, TAKES_PART, MEDIATES = "pelaku", "korban", "pihak", "mediator"
STATE: Final = frozenset(["penengah", "aparat", "penengah?", "aparat?"])
"""Kinds that stand between sides more often than on one."""

_SHORT: Final = 5
"""Letters of words too short for a verb with its prefix."""
_TOLD: Final = {
    **dict.fromkeys(PAINED, HARMED),
    **dict.fromkeys(DONE, ACTS),
    **dict.fromkeys(CLASHING, TAKES_PART),
}
_REACH: Final = 40
_FAR: Final = 6
"""Letters before a group, and words behind it, that may tell its role."""


class Sentences:
    """What the sentences of a text say of the groups in them."""

    def __init__(self, text: Prepared) -> None:
        self.text = text
        self._mediating: dict[int, bool] = {}

    def before(self, hit: Hit) -> list[str]:
        """Words of the clause before a group."""
        raw, at = self.text.raw, hit.start
        low = max(self.text.sentence_starts[hit.sentence], at - _REACH)
        low = max(low, raw.rfind(",", low, at) + 1, raw.rfind(":", low, at) + 1)
        return self.text.key[low + 1 : at + 1].split()

    def role(self, before: list[str], after: list[str], hit: Hit, kind: str) -> str | None:
        """The role that the words beside a group tell, or None."""
        at = len(before) - 1
        while at >= 0 and (before[at] in PASSED_OVER or before[at].isdigit()):
            at -= 1
        last = before[at] if at >= 0 else ""
        told = _from_before(last, before[at - 1] if at > 0 else "", kind) or _from_after(after)
        if told in (None, TAKES_PART) and kind in STATE and self.is_mediating(hit.sentence):
            return MEDIATES
        return told

    def is_mediating(self, sentence: int) -> bool:
        """Whether a sentence tells of people who stand between."""
        if sentence not in self._mediating:
            starts = self.text.sentence_starts
            last = starts[sentence + 1] if sentence + 1 < len(starts) else len(self.text.raw)
            said = self.text.key[starts[sentence] : last + 1].split()
            self._mediating[sentence] = not MENDING.isdisjoint(said)
        return self._mediating[sentence]


def _from_before(last: str, earlier: str, kind: str) -> str | None:
    if last in BY or last in RAGE or (earlier == "di" and last in ROOTS):
        return ACTS
    if _is_passive(last):
        return ACTS if kind not in STATE or last[2:] in ROOTS else None
    if last in HOSTILE or last in DEEDS:
        return HARMED
    clashes = last in BETWEEN or (last in WITH and earlier in CLASHING)
    return TAKES_PART if clashes else None


def _from_after(after: list[str]) -> str | None:
    described, earlier = False, ""
    for word in after[:_FAR]:
        told = _TOLD.get(word)
        if told and not (described and told == ACTS and word not in HOSTILE):
            return told
        if word[:2] == "di":
            if _is_passive(word):
                return HARMED
        elif word in WHO:
            described = True
        elif earlier == SENT and word in AWAY:
            return HARMED
        elif word[:2] == "me" and len(word) > _SHORT and not described and word not in GOES_ON:
            return None
        earlier = word
    return None


def _is_passive(word: str) -> bool:
    return word[:2] == "di" and len(word) > _SHORT and word not in NOT_PASSIVE
