"""Indonesian numbers in digits and words: "dua puluh lima", "1.200", "belasan", "3-5", "se-".

A quantity is what a text says of an amount: low, best and high, where high is None for "at least".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

_UNITS: Final = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11,
    "siji": 1, "loro": 2, "telu": 3, "papat": 4, "pitu": 7, "wolu": 8, "songo": 9,
    "hiji": 1, "tilu": 3, "opat": 4, "duo": 2, "tigo": 3, "ampek": 4, "limo": 5, "due": 2,
    "ampat": 4, "anam": 6, "tuju": 7, "tujuah": 7, "lapan": 8, "sambilan": 9, "sapuluah": 10,
    "tige": 3, "enem": 6, "telung": 3, "genep": 6, "dalapan": 8, "tolu": 3, "duwa": 2, "tello": 3,
}  # fmt: skip
_SINGLE: Final = frozenset(
    ["seorang", "seorg", "sebuah", "seunit", "sesosok", "saurang", "surang", "sahalak", "sorang"]
)
_BOTH: Final = {"keduanya": 2, "ketiganya": 3, "keempatnya": 4, "kelimanya": 5}
_ROUND: Final = {"seratus": 100, "seribu": 1000}
_TIMES: Final = {"puluh": 10, "ratus": 100, "ribu": 1000, "juta": 1_000_000, "rb": 1000}
_LOOSE: Final = {
    "belasan": (11, 15, 19), "puluhan": (20, 50, 99), "ratusan": (100, 300, 999),
    "ribuan": (1000, 3000, 9999), "beberapa": (2, 3, None), "sejumlah": (2, 3, None),
    "bbrp": (2, 3, None), "sababaraha": (2, 3, None), "beberapo": (2, 3, None),
    "bebrapa": (2, 3, None), "bbrapa": (2, 3, None), "pirang": (2, 3, None),
}  # fmt: skip
_SEVERAL: Final = {
    "belas": _LOOSE["belasan"], "puluh": _LOOSE["puluhan"], "ratus": _LOOSE["ratusan"],
    "ribu": _LOOSE["ribuan"],
}  # fmt: skip
_FIRST: Final = frozenset([*_UNITS, *_ROUND, *_LOOSE, *_BOTH, *_SINGLE])
_AT_LEAST: Final = frozenset(["sedikitnya", "setidaknya", "minimal", "lebih"])
_ABOUT: Final = frozenset(["sekitar", "kira", "kurang", "diperkirakan", "±", "sekira", "kisaran"])
_AT_MOST: Final = frozenset(["hampir", "maksimal"])
_BETWEEN: Final = frozenset(
    ["-", "–", "sampai", "hingga", "sampe", "smpe", "smpai", "smp", "sd", "atau"]
)
_AMID: Final = frozenset(["antara", "diantara"])
_HEADS: Final = frozenset(["orang", "org", "orng", "urang", "unit", "rumah"])
_LONGEST: Final = 9
_GROUP: Final = 3
_SLACK: Final = 5
_MANY: Final = 10


class Quantity(NamedTuple):
    """An amount told by `words[start:end]`."""

    start: int
    end: int
    low: int
    best: int
    high: int | None


def quantities(words: Sequence[str]) -> list[Quantity]:
    """All amounts in lower-case words (punctuation as words of its own), in order.

    >>> [q.best for q in quantities("dua puluh lima orang dan 1.200 kk".split())]
    [25, 1200]
    """
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        word = words[at]
        one = _read(words, at) if word in _FIRST or word[0].isdigit() else None
        if one is None:
            at += 1
            continue
        found.append(_qualified(words, one))
        at = one.end
    return _joined(words, found)


def _read(words: Sequence[str], at: int) -> Quantity | None:
    word = words[at]
    if word in _LOOSE:
        several = words[at : at + 2]
        if len(several) > 1 and several[0] == "beberapa" and several[1] in _SEVERAL:
            return Quantity(at, at + 2, *_SEVERAL[several[1]])
        low, best, high = _LOOSE[word]
        return Quantity(at, at + 1, low, best, high)
    if word in _SINGLE:
        return Quantity(at, at + 1, 1, 1, 1)
    if word in _BOTH:
        return Quantity(at, at + 1, *(_BOTH[word],) * 3)
    end, number = _number(words, at)
    return Quantity(at, end, number, number, number) if number is not None else None


def _number(words: Sequence[str], at: int) -> tuple[int, int | None]:
    """Position behind the number that begins at `at`, and its value."""
    if words[at][0].isdigit():
        value = _digits(words[at])
        if value is None:
            return at + 1, None
        times = _TIMES.get(words[at + 1]) if at + 1 < len(words) else None
        return (at + 2, value * times) if times else (at + 1, value)
    total, part, end = 0, 0, at
    while end < len(words) and end - at < _LONGEST:
        word = words[end]
        if word in _UNITS and part == 0:
            part = _UNITS[word]
        elif word == "belas" and 0 < part < _MANY:
            part += 10
        elif word in _ROUND and part == 0:
            total += _ROUND[word]
        elif word in _TIMES and part:
            total, part = total + part * _TIMES[word], 0
        else:
            break
        end += 1
    return end, (total + part) if end > at else None


def _digits(word: str) -> int | None:
    """A number in digits with full stops between thousands; None for decimals and codes."""
    plain = word
    if "." in word:
        head, *groups = word.split(".")
        if len(head) > _GROUP or any(len(group) != _GROUP for group in groups):
            return None
        plain = head + "".join(groups)
    if not (plain.isascii() and plain.isdigit()) or len(plain) > _LONGEST:
        return None
    return int(plain)


def _qualified(words: Sequence[str], one: Quantity) -> Quantity:
    """Widen by the words in front: "sedikitnya 12", "sekitar 50", "hampir 100"."""
    before = set(words[max(0, one.start - 2) : one.start])
    after = words[one.end : one.end + 1]
    if before & _AT_LEAST and "kurang" not in before:
        return one._replace(high=None)
    if before & _ABOUT or after == ["an"]:
        slack = one.best // _SLACK
        return one._replace(low=one.best - slack, high=one.best + slack)
    if before & _AT_MOST:
        return one._replace(low=one.best - one.best // _SLACK)
    return one


def _joined(words: Sequence[str], found: list[Quantity]) -> list[Quantity]:
    """Bring "3-5", "tiga orang sampai lima" and "antara 4 dan 9" together."""
    joined: list[Quantity] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and last.best < one.best and _is_range(words, last, one):
            middle = (last.best + one.best) // 2
            joined[-1] = Quantity(last.start, one.end, last.low, middle, one.high)
        else:
            joined.append(one)
    return joined


def _is_range(words: Sequence[str], last: Quantity, one: Quantity) -> bool:
    between = words[last.end : one.start]
    if len(between) == 3 and "".join(between) == "s/d":
        return True
    if len(between) == 2 and between[0] in _HEADS:
        between = between[1:]
    if len(between) != 1:
        return False
    amid = last.start > 0 and words[last.start - 1] in _AMID
    return between[0] in _BETWEEN or (amid and between[0] == "dan")
