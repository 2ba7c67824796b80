"""Figures of persons killed, injured or displaced in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sipks.reading.belonging import (
    amount_behind,
    amount_for,
    amount_in_front,
    are_families,
    partners_behind,
    with_partners,
)
from sipks.reading.contract import Figure
from sipks.reading.harm import KINDS, VAGUE, Harm, Sentence, Told, added, is_unreal
from sipks.reading.numbers import Quantity
from sipks.reading.shares import is_more, is_part, is_relative
from sipks.reading.tellers import is_told, told_by_several

Pair = tuple[Harm, int | None]
_PERSONAL: Final = frozenset(["mati", "luka"])
_ONE: Final = Figure(1, 1, 1)
_HIS: Final = ("nya", "nyo")
_SUBJECT: Final = 6
_FAMILY: Final = 4
"""Persons of a family (KK); the label guide counts `[n, 4n, null]`."""


def people(sentence: Sentence, kind: str) -> Iterator[Told]:
    """What the sentence tells of one kind of harm: a sum, or at least one without amount."""
    if sentence.doubtful:
        return
    harms = [one for one in sentence.harms if one.kind == kind]
    harms = [
        one for one in harms if one not in sentence.fatal and not is_unreal(sentence.words, one)
    ]
    wounds = [one for one in harms if not one.target]
    pairs = [(one, amount_for(sentence, one)) for one in wounds]
    told = _of_tellers(sentence, kind, pairs) or _summed(sentence, kind, pairs)
    if told is None or told.figure == VAGUE:
        told = _beaten(sentence, kind, harms) or told
    if told:
        yield told


def _of_tellers(sentence: Sentence, kind: str, pairs: Sequence[Pair]) -> Told | None:
    """What several tellers say, or one telling of which others may stand in other sentences."""
    claimed = [at for _, at in pairs if at is not None]
    if not pairs or not sentence.amounts:
        return None
    alone = not any(one.kind in _PERSONAL and one.kind != kind for one in sentence.harms)
    several = told_by_several(sentence, claimed, alone=alone)
    if several is None:
        return None
    found, figure = several
    first, last = min(one.start for one in found), max(one.end for one in found) - 1
    span = sentence.starts[first], sentence.ends[last]
    return Told(KINDS[kind], figure, *span, "versi")


def _summed(sentence: Sentence, kind: str, pairs: Sequence[Pair]) -> Told | None:
    """The sum of all who are counted, else at least one where a plain word of harm stands."""
    sums = _Sums(sentence)
    for harm, at in pairs:
        if at is not None:
            sums.count(harm, at)
        elif kind in _PERSONAL and not harm.active and is_relative(sentence, harm):
            sums.one_more(harm)
        else:
            sums.mention(harm)
    return sums.told(kind)


class _Sums:
    """Adds up what one sentence tells of one kind."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._figures: list[tuple[Figure, int, int]] = []
        self._last: tuple[Harm, Quantity] | None = None
        self._vague: Harm | None = None
        self._weak: Harm | None = None
        self._alone = True
        self._teller = False
        self._more = False

    def count(self, harm: Harm, at: int) -> None:
        """A word of harm with its amount."""
        sentence, one = self._sentence, self._sentence.amounts[at]
        if self._last and is_part(sentence, harm, one, self._last):
            return
        if is_more(sentence, harm, one):
            self._first()
            self._more = not self._figures
        joined = [*with_partners(sentence, at)]
        if one.start >= harm.end:
            joined += partners_behind(sentence, at)
        self._figures += [_figure(sentence, harm, each) for each in joined]
        self._last, self._alone = self._last or (harm, one), False
        self._teller = is_told(sentence, at)

    def one_more(self, harm: Harm) -> None:
        """Somebody's brother, friend or driver."""
        self._first()
        self._figures.append((_ONE, *_span(self._sentence, harm)))

    def mention(self, harm: Harm) -> None:
        """A word of harm without an amount."""
        if harm.weak and not self._sentence.words[harm.start].endswith(_HIS):
            self._weak = self._weak or harm
        else:
            self._vague = self._vague or harm

    def _first(self) -> None:
        """Another one implies a first, who was told without an amount."""
        first = self._vague or self._weak
        if first and not self._figures:
            self._figures.append((_ONE, *_span(self._sentence, first)))

    def told(self, kind: str) -> Told | None:
        """The figure, or at least one."""
        if self._figures:
            start = min(one[1] for one in self._figures)
            end = max(one[2] for one in self._figures)
            note = self._note()
            return Told(KINDS[kind], added([one[0] for one in self._figures]), start, end, note)
        if self._vague:
            return Told(KINDS[kind], VAGUE, *_span(self._sentence, self._vague))
        return None

    def _note(self) -> str:
        if self._more:
            return "lain"
        if len(self._figures) > 1:
            return ""
        return "lain" if self._alone else "kata" if self._teller else ""


def _span(sentence: Sentence, harm: Harm) -> tuple[int, int]:
    return sentence.starts[harm.start], sentence.ends[harm.end - 1]


def _beaten(sentence: Sentence, kind: str, harms: Sequence[Harm]) -> Told | None:
    """How many were beaten, where no wound is told: they stand in front, or behind "memukul"."""
    if any(one.kind == "mati" for one in sentence.harms):
        return None
    figures = []
    for harm in harms:
        if not harm.target:
            continue
        at = amount_behind(sentence, harm) if harm.active else amount_in_front(sentence, harm)
        if at is None or not _is_target(sentence, harm, sentence.amounts[at]):
            continue
        sentence.used.add(at)
        figures += [_figure(sentence, harm, one) for one in with_partners(sentence, at)]
    if figures:
        start, end = min(one[1] for one in figures), max(one[2] for one in figures)
        return Told(KINDS[kind], added([one[0] for one in figures]), start, end, "sasaran")
    return None


def _is_target(sentence: Sentence, harm: Harm, one: Quantity) -> bool:
    """Whether an amount tells of those to whom a deed is done, and of persons."""
    if harm.active:
        return not any(each.kind == "benda" for each in sentence.harms_from(one.end, one.end + 2))
    between = sentence.words[one.end : harm.start]
    return len(between) <= _SUBJECT and "," not in between


def _figure(sentence: Sentence, harm: Harm, one: Quantity) -> tuple[Figure, int, int]:
    best, high = one.best, one.high
    if are_families(sentence, one):
        best, high = _FAMILY * best, None
    first, last = min(one.start, harm.start), max(one.end, harm.end) - 1
    return Figure(one.low, best, high), sentence.starts[first], sentence.ends[last]
