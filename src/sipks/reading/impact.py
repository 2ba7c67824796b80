"""How many were killed, injured or displaced and how much was damaged, as the text tells it.

Sentence by sentence, an amount is tied to the word of harm that it stands with. Figures of one
sentence add up ("3 luka berat dan 5 luka ringan"), those of several sentences are taken as tellings
of the same and the largest stays. Families (KK) count as "at least that many"; nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from sipks.reading.concepts import Concepts, Hit
from sipks.reading.contract import Figure, Impact
from sipks.reading.denials import denials
from sipks.reading.harm import NOUGHT, VAGUE, Sentence, Told, added, take_apart
from sipks.reading.normalise import Prepared
from sipks.reading.people import people
from sipks.reading.tellers import spread
from sipks.reading.things import things

_ONE: Final = Figure(1, 1, 1)
_DENIAL: Final = "sangkal"


class Impacts:
    """Finds figures of harm."""

    def __init__(self) -> None:
        self._lexicon = Concepts.load("impact")
        self._names = {}
        for name, bit in self._lexicon.bits.items():
            kind, _, manner = name.partition("-")
            self._names[bit] = kind, manner

    def find(self, text: Prepared) -> tuple[Impact, list[Told]]:
        """The figures of the whole text, and each telling that supports them."""
        by_sentence: dict[int, list[Hit]] = defaultdict(list)
        for hit in self._lexicon.find(text).hits:
            by_sentence[hit.sentence].append(hit)
        told: list[Told] = []
        denied: list[int] = []
        for index, hits in by_sentence.items():
            kinds = {self._names[hit.mask][0] for hit in hits}
            told += self._read(text, index, hits, kinds)
            if _DENIAL in kinds:
                denied.append(index)
        told += denials(text, denied)
        return (_summed(told) if told else Impact()), told

    def _read(
        self, text: Prepared, index: int, hits: Sequence[Hit], kinds: AbstractSet[str]
    ) -> Iterator[Told]:
        persons = [kind for kind in ("mati", "luka", "ungsi") if kind in kinds]
        damaged = "rusak" in kinds and "benda" in kinds
        if not (persons or damaged):
            return
        sentence = self._sentence(text, index, hits)
        for kind in persons:
            yield from people(sentence, kind)
        if damaged:
            yield from things(sentence)

    def _sentence(self, text: Prepared, index: int, hits: Sequence[Hit]) -> Sentence:
        starts = text.sentence_starts
        end = starts[index + 1] if index + 1 < len(starts) else len(text.raw)
        harms = []
        for hit in hits:
            kind, manner = self._names[hit.mask]
            if kind != _DENIAL:
                harms.append((hit.start, hit.end, kind, manner))
        return take_apart(text.raw, starts[index], end, harms)


def _summed(told: Sequence[Told]) -> Impact:
    """The largest figure of each kind, or the range where several tell it.

    A mention without amount, and blows without a word of wounds, yield to a plain denial.
    """
    best: dict[str, Figure] = {}
    denied = {one.kind for one in told if one.figure == NOUGHT and not one.note}
    for one in sorted(told, key=_is_of_blows):
        if one.note == "sasaran" and best.get(one.kind, VAGUE) != VAGUE:
            continue
        if one.kind in denied and (one.figure == VAGUE or one.note == "sasaran"):
            continue
        held = best.get(one.kind)
        if held and one.note == "lain":
            best[one.kind] = added([_ONE if held == VAGUE else held, one.figure])
        elif held is None or _is_more(one.figure, held):
            best[one.kind] = one.figure
    return Impact(**best | _versions(told))


def _is_of_blows(one: Told) -> bool:
    return one.note == "sasaran"


def _versions(told: Sequence[Told]) -> dict[str, Figure]:
    """The range of each kind of which several tellers give different figures."""
    kinds: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.note in {"versi", "kata"}:
            kinds[one.kind].append(one)
    return {
        kind: spread([one.figure for one in several])
        for kind, several in kinds.items()
        if len(several) > 1 or several[0].note == "versi"
    }


def _is_more(one: Figure, held: Figure) -> bool:
    if one.best == held.best and held.high is None:
        return True
    return (one.best, one.low) > (held.best, held.low)
