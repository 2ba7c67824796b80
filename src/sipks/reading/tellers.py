"""Figures that several tellers give of the same: "polisi 3, warga 7, rumah sakit 4".

They are not added. The least and the most bound what is known; the middle one is the best guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sipks.reading.contract import Figure
from sipks.reading.harm import Sentence
from sipks.reading.numbers import Quantity
from sipks.reading.tables import words

_TELLS: Final = words(
    """versi kata menurut bilang bilangnya sebut menyebut disebut nyebut ngaku mengaku catat
    mencatat mencatatkan tercatat dicatat tulis menulis ditulis hitung menghitung data catatan
    laporan klaim mengklaim ngeklaim awalnya semula ngomong ceunah cenah jare jarene tacatat
    manyabuik manyabuk lapor melaporkan ket keterangan kecek kate kato dibilang"""
)
_BARE: Final = words(", ; ) ( orang org orng urang oreng wong jiwa termasuk pun nan yang yg luka")
_SAID_BEHIND: Final = words("menurut versi kata")
_UNSURE: Final = words("siur beda berbeda berubah macam")
_STEADY: Final = words(
    """polisi polsek polres polresta polda kapolsek kapolres kapolda piket puskesmas pustu klinik rs
    rsud bidan dokter perawat mantri dinkes rumkit"""
)
"""Police and clinics count; of two tellers theirs is the best guess."""
_DENIED: Final = words("tak tidak tdk ga gak nggak nda")
_FRONT: Final = 6
_BEHIND: Final = 2
_LIST: Final = 4


def is_told(sentence: Sentence, at: int) -> bool:
    """Whether somebody is named who gives the amount of that index."""
    said, one = sentence.words, sentence.amounts[at]
    floor = sentence.amounts[at - 1].end if at else 0
    front = said[max(floor, one.start - _FRONT) : one.start]
    if ";" in front:
        front = front[len(front) - front[::-1].index(";") :]
    if _TELLS.intersection(front):
        return True
    behind = said[one.end : one.end + _BEHIND]
    return not _SAID_BEHIND.isdisjoint(behind)


def tellings(sentence: Sentence, claimed: Sequence[int], *, alone: bool) -> list[Quantity]:
    """The amounts of different tellers, if there are two or more; `claimed` have a word of harm.

    With `alone` no other harm to persons is told: amounts without any noun are counted, too.
    """
    taken = set(claimed)
    found: list[Quantity] = []
    explicit = int(not _UNSURE.isdisjoint(sentence.words))
    for at, one in enumerate(sentence.amounts):
        mine = at in taken
        if not mine and not (alone and at not in sentence.used and _is_bare(sentence, one)):
            continue
        told = is_told(sentence, at)
        explicit += told
        if told or (explicit and _is_listed(sentence, at)) or (mine and not found):
            found.append(one)
    if not explicit or len(found) < 2 or explicit + 1 < len(found) - explicit:
        return []
    return [_denied(sentence, one) for one in found]


def told_by_several(
    sentence: Sentence, claimed: Sequence[int], *, alone: bool
) -> tuple[list[Quantity], Figure] | None:
    """The amounts of different tellers and the figure that they make together."""
    found = tellings(sentence, claimed, alone=alone)
    if not found:
        return None
    figure = spread(found)
    steady = [one for one in found if _is_steady(sentence, one)]
    if len(found) == 2 and len(steady) == 1:
        return found, Figure(figure.low, steady[0].best, figure.high)
    return found, figure


def _is_steady(sentence: Sentence, one: Quantity) -> bool:
    said = sentence.words
    at = max(
        (end for end in (each.end for each in sentence.amounts) if end <= one.start), default=0
    )
    front = said[max(at, one.start - _FRONT) : one.start]
    behind = said[one.end : one.end + _BEHIND + 1] if not _TELLS.intersection(front) else []
    return not _STEADY.isdisjoint([*front, *behind])


def spread(amounts: Sequence[Quantity] | Sequence[Figure]) -> Figure:
    """The range of several tellings with the middle one as the best."""
    best = sorted(one.best for one in amounts)
    middle = (best[(len(best) - 1) // 2] + best[len(best) // 2]) // 2
    highs = [one.high for one in amounts if one.high is not None]
    high = max(highs) if len(highs) == len(amounts) else None
    return Figure(min(one.low for one in amounts), middle, high)


def _is_bare(sentence: Sentence, one: Quantity) -> bool:
    if sentence.words[one.start - 1 : one.start] and sentence.words[one.start - 1] in _TELLS:
        return True
    behind = sentence.words[one.end : one.end + 1]
    return not behind or behind[0] in _BARE or behind[0] in _SAID_BEHIND


def _is_listed(sentence: Sentence, at: int) -> bool:
    """ ", puskesmas empat": a teller without a verb, behind one with a verb."""
    one = sentence.amounts[at]
    front = sentence.words[max(0, one.start - _LIST) : one.start]
    return bool(front) and front[-1] not in {",", ";"} and bool({",", ";", ":"}.intersection(front))


def _denied(sentence: Sentence, one: Quantity) -> Quantity:
    front = sentence.words[max(0, one.start - 2) : one.start]
    return one._replace(low=0, best=0, high=0) if _DENIED.intersection(front) else one
