"""Figures of things damaged in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sipks.reading.contract import Figure
from sipks.reading.harm import VAGUE, Harm, Sentence, Told, added, is_unreal
from sipks.reading.numbers import Quantity
from sipks.reading.tables import words

_CALLING: Final = frozenset([",", ";", "ayo", "mari", "kita", "dan", ")", "semua"])
_APART: Final = words(", ; dan di ke dari pada dalam oleh jiwa orang org warga kk keluarga")
_OBJECT: Final = 4
_BEFORE: Final = 2
_AFTER: Final = 3


def things(sentence: Sentence) -> Iterator[Told]:
    """Counted things in a sentence of damage, else one thing beside the word of damage."""
    damages = [
        one
        for one in sentence.harms
        if one.kind == "rusak"
        and not is_unreal(sentence.words, one)
        and not _is_call(sentence.words, one)
    ]
    objects = [one for one in sentence.harms if one.kind == "benda"]
    if not damages or sentence.doubtful:
        return
    figures = [found for thing in objects if (found := _counted(sentence, thing))]
    if figures:
        total = added([one.figure for one in figures])
        yield Told("damaged", total, figures[0].start, figures[-1].end)
    else:
        yield from _beside(sentence, damages)


def _is_call(words: Sequence[str], harm: Harm) -> bool:
    """A bare verb with nobody in front calls for the deed ("bakar kantornya!")."""
    before = words[harm.start - 1] if harm.start else ","
    return words[harm.start] == "bakar" and before in _CALLING


def _counted(sentence: Sentence, thing: Harm) -> Told | None:
    """A thing with its amount in front ("12 rumah"), or behind ("rumah sebanyak 5 unit")."""
    ruined = _ruined_behind(sentence, thing)
    last = max(thing.end + _AFTER, ruined or 0)
    for index in range(sentence.amount_to(thing.start - _BEFORE - 1), len(sentence.amounts)):
        one = sentence.amounts[index]
        if one.start > last:
            break
        if index not in sentence.used and _belongs(sentence, thing, one, ruined):
            sentence.used.add(index)
            figure = Figure(one.low, one.best, one.high)
            start = sentence.starts[min(one.start, thing.start)]
            return Told("damaged", figure, start, sentence.ends[thing.end - 1])
    return None


def _ruined_behind(sentence: Sentence, thing: Harm) -> int | None:
    """Where a word of damage right behind the thing ends: "rumah terbakar 3"."""
    behind = sentence.harms_from(thing.end, thing.end + 1)
    return next((harm.end for harm in behind if harm.kind == "rusak"), None)


def _belongs(sentence: Sentence, thing: Harm, one: Quantity, ruined: int | None) -> bool:
    said = sentence.words
    if 0 <= thing.start - one.end <= _BEFORE:
        return not _APART.intersection(said[one.end : thing.start])
    if 0 <= one.start - thing.end <= _AFTER and "unit" in said[one.end : one.end + 1]:
        return True
    return ruined == one.start


def _beside(sentence: Sentence, damages: Sequence[Harm]) -> Iterator[Told]:
    for damage in damages:
        if damage.active:
            near = sentence.harms_from(damage.end, damage.end + _OBJECT + 1)
        else:
            near = sentence.harms_to(damage.start - _OBJECT - 1, damage.start)
        for thing in near:
            if thing.kind == "benda" and not thing.weak:
                first, last = min(thing.start, damage.start), max(thing.end, damage.end) - 1
                yield Told("damaged", VAGUE, sentence.starts[first], sentence.ends[last])
                return
