"""How bad it is, 0 to 5, by a written rubric.

0  nothing that harms: not relevant, a peaceful assembly, or an agreement that ends a dispute
1  words only: a rejection or demand, a campaign online, tension without violence; an assembly that
   stops traffic or work
2  coercion or disorder without injury: a blockade, an unruly protest, a threat, small damage
3  violence: a clash, an attack, an abduction, people driven out, things burnt, anybody injured
4  somebody killed, or ten injured, ten buildings damaged, fifty displaced, shots or a bomb
5  five killed, fifty injured, fifty buildings damaged or a thousand displaced

A peaceful assembly never rises above 1: figures in its text belong to what it is about. The same
holds for an agreement (at most 1) and for a statement or a campaign (at most 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sipks.reading.contract import Figure, Impact, Scored

_BASE: Final = {
    "unjuk_rasa_damai": 0,
    "kesepakatan_damai": 0,
    "pernyataan_penolakan": 1,
    "ujaran_daring": 1,
    "blokade": 2,
    "unjuk_rasa_ricuh": 2,
    "intimidasi_teror": 2,
    "perusakan_pembakaran": 2,
    "pengeroyokan": 3,
    "penjarahan": 3,
    "pengusiran": 3,
    "bentrok_massa": 3,
    "penyerangan": 3,
    "penculikan_penyanderaan": 3,
    "ledakan_tembak": 4,
}
_CEILING: Final = {
    "unjuk_rasa_damai": 1,
    "kesepakatan_damai": 1,
    "pernyataan_penolakan": 2,
    "ujaran_daring": 2,
}
# Least figures (killed, injured, displaced, damaged) for a level, the highest level first.
_LEVELS: Final = ((5, (5, 50, 1000, 50)), (4, (1, 10, 50, 10)), (3, (1, 1, 1, 3)))
_SILENT: Final = (None, None, None, None)
_SECOND: Final = 0.5
_UNKNOWN: Final = 1


def severity(forms: Sequence[Scored], impact: Impact, *, relevant: bool | None) -> int:
    """The level for forms (by falling p) and figures of harm; 0 where nothing is relevant.

    >>> severity([Scored("blokade", 0.9)], Impact(), relevant=True)
    2
    """
    if relevant is False:
        return 0
    if not forms:
        return max(_UNKNOWN, _of_harm(impact))
    first = forms[0].code
    ceiling = _CEILING.get(first, 5)
    likely = [one.code for one in forms if one is forms[0] or one.p >= _SECOND]
    level = max(_BASE[code] for code in likely)
    if first == "unjuk_rasa_damai" and "blokade" in likely:
        level = 1
    return min(ceiling, max(level, _of_harm(impact)))


def _of_harm(impact: Impact) -> int:
    figures = (impact.killed, impact.injured, impact.displaced, impact.damaged)
    if figures == _SILENT:
        return 0
    for level, least in _LEVELS:
        if any(_best(figure) >= count for figure, count in zip(figures, least, strict=True)):
            return level
    return 0


def _best(figure: Figure | None) -> int:
    return figure.best if figure else 0
