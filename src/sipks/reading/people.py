"""Figures of persons killed, injured or displaced in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sipks.reading.contract import Figure
from sipks.reading.harm import KINDS, VAGUE, Harm, Sentence, Told, added, is_unreal
from sipks.reading.numbers import Quantity
from sipks.reading.tables import words

_BRIDGES: Final = words(
    """sebanyak mencapai berjumlah menjadi bertambah ada adalah : yakni yaitu sekitar sedikitnya
    setidaknya lebih dari kurang minimal total hingga jumlah tercatat diperkirakan ( sejumlah
    hampir"""
)
_BACK: Final = 8
_AHEAD: Final = 4
_NEAR: Final = 3
_BESIDE: Final = 2
_FAMILY: Final = 4
"""Persons of a family (KK); the label guide counts `[n, 4n, null]`."""


def people(sentence: Sentence, kind: str) -> Iterator[Told]:
    """What the sentence tells of one kind of harm: a sum, or at least one without amount."""
    if sentence.doubtful:
        return
    vague: Told | None = None
    figures: list[tuple[Figure, int, int]] = []
    for harm in sentence.harms:
        if harm.kind != kind or is_unreal(sentence.words, harm):
            continue
        at = _amount_for(sentence, harm)
        if at is None:
            if harm.weak:
                continue
            here = sentence.starts[harm.start], sentence.ends[harm.end - 1]
            vague = vague or Told(KINDS[kind], VAGUE, *here)
            continue
        figures += [_figure(sentence, harm, one) for one in _with_partners(sentence, at)]
    if figures:
        start, end = min(one[1] for one in figures), max(one[2] for one in figures)
        yield Told(KINDS[kind], added([one[0] for one in figures]), start, end)
    elif vague:
        yield vague


def _amount_for(sentence: Sentence, harm: Harm) -> int | None:
    """Index of the free amount that belongs to a word of harm."""
    front = _in_front(sentence, harm)
    behind = _behind(sentence, harm)
    after_korban = harm.start > 0 and sentence.words[harm.start - 1] == "korban"
    if harm.active or after_korban or sentence.words[harm.start] in {"korban", "pengungsi"}:
        adjacent = front is not None and harm.start - sentence.amounts[front].end <= after_korban
        order = [front, behind] if adjacent and not harm.active else [behind, front]
    else:
        order = [front, behind]
    chosen = next((one for one in order if one is not None), None)
    if chosen is not None:
        sentence.used.add(chosen)
    return chosen


def _in_front(sentence: Sentence, harm: Harm) -> int | None:
    for index in range(len(sentence.amounts) - 1, -1, -1):
        one = sentence.amounts[index]
        if one.end > harm.start or index in sentence.used:
            continue
        if ":" in sentence.words[one.end : harm.start]:
            return None
        if harm.start - one.end > _BACK or _is_between(sentence, one.end, harm.start, harm.kind):
            return None
        return index
    return None


def _behind(sentence: Sentence, harm: Harm) -> int | None:
    for index, one in enumerate(sentence.amounts):
        if one.start < harm.end or index in sentence.used:
            continue
        between = sentence.words[harm.end : one.start]
        limit = _AHEAD if harm.active else _NEAR
        if len(between) > limit or not (harm.active or _BRIDGES.issuperset(between)):
            return None
        if _is_between(sentence, harm.end, one.start, harm.kind):
            return None
        # An amount right before another word of harm belongs to that word.
        if not harm.active and not between and _claimed(sentence, one, harm):
            return None
        return index
    return None


def _claimed(sentence: Sentence, one: Quantity, harm: Harm) -> bool:
    return any(
        0 <= other.start - one.end <= _BESIDE and other.kind in KINDS
        for other in sentence.harms
        if other is not harm
    )


def _is_between(sentence: Sentence, start: int, end: int, kind: str) -> bool:
    """Whether something that takes the amount for itself stands between."""
    if ";" in sentence.words[start:end]:
        return True
    return any(start <= one.start < end and one.kind not in {kind, "kk"} for one in sentence.harms)


def _with_partners(sentence: Sentence, at: int) -> Iterator[Quantity]:
    """The amount and those joined to it: "3 warga dan 2 polisi tewas"."""
    one = sentence.amounts[at]
    yield one
    if at and at - 1 not in sentence.used and sentence.words[one.start - 1] in {"dan", "serta"}:
        partner = sentence.amounts[at - 1]
        gap = one.start - 1 - partner.end
        taken = any(partner.end <= harm.start < one.start for harm in sentence.harms)
        if 0 < gap <= _NEAR and not taken:
            sentence.used.add(at - 1)
            yield partner


def _figure(sentence: Sentence, harm: Harm, one: Quantity) -> tuple[Figure, int, int]:
    best, high = one.best, one.high
    behind = sentence.words[one.end : one.end + 2]
    if "kk" in behind or behind == ["kepala", "keluarga"] or behind[:1] == ["keluarga"]:
        best, high = _FAMILY * best, None
    first, last = min(one.start, harm.start), max(one.end, harm.end) - 1
    return Figure(one.low, best, high), sentence.starts[first], sentence.ends[last]
