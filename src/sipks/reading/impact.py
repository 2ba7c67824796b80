"""How many were killed, injured or displaced and how much was damaged, as the text tells it.

Sentence by sentence, an amount is tied to the word of harm that it stands with. Figures of one
sentence add up ("3 luka berat dan 5 luka ringan"), those of several sentences are taken as tellings
of the same and the largest stays. Families (KK) count as "at least that many"; nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sipks.reading.concepts import Concepts, Hit
from sipks.reading.contract import Figure, Impact
from sipks.reading.denials import denials
from sipks.reading.harm import KINDS, NOUGHT, VAGUE, Sentence, Told, take_apart
from sipks.reading.normalise import Prepared
from sipks.reading.people import people
from sipks.reading.things import things


class Impacts:
    """Finds figures of harm."""

    def __init__(self) -> None:
        self._lexicon = Concepts.load("impact")
        self._names = {bit: name for name, bit in self._lexicon.bits.items()}

    def find(self, text: Prepared) -> tuple[Impact, list[Told]]:
        """The figures of the whole text, and each telling that supports them."""
        by_sentence: dict[int, list[Hit]] = defaultdict(list)
        for hit in self._lexicon.find(text).hits:
            by_sentence[hit.sentence].append(hit)
        told = [one for index, hits in by_sentence.items() for one in self._read(text, index, hits)]
        told += denials(text)
        return _summed(told), told

    def _read(self, text: Prepared, index: int, hits: Sequence[Hit]) -> Iterator[Told]:
        kinds = {self._names[hit.mask].split("-")[0] for hit in hits}
        if not kinds & KINDS.keys():
            return
        sentence = self._sentence(text, index, hits)
        for kind in ("mati", "luka", "ungsi"):
            if kind in kinds:
                yield from people(sentence, kind)
        if {"rusak", "benda"} <= kinds:
            yield from things(sentence)

    def _sentence(self, text: Prepared, index: int, hits: Sequence[Hit]) -> Sentence:
        starts = text.sentence_starts
        end = starts[index + 1] if index + 1 < len(starts) else len(text.raw)
        harms = []
        for hit in hits:
            kind, _, manner = self._names[hit.mask].partition("-")
            harms.append((hit.start, hit.end, kind, manner))
        return take_apart(text.raw, starts[index], end, harms)


def _summed(told: Sequence[Told]) -> Impact:
    """The largest figure of each kind; a mention without amount yields to a plain denial."""
    best: dict[str, Figure] = {}
    denied = {one.kind for one in told if one.figure == NOUGHT}
    for one in told:
        if one.figure == VAGUE and one.kind in denied:
            continue
        held = best.get(one.kind)
        if held is None or _is_more(one.figure, held):
            best[one.kind] = one.figure
    return Impact(**best)


def _is_more(one: Figure, held: Figure) -> bool:
    if one.best == held.best and held.high is None:
        return True
    return (one.best, one.low) > (held.best, held.low)
