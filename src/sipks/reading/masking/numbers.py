"""Telephone numbers, NIK and KK, and numbers that a word before them names (account, NIP, NPWP)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from .near import cues_in, near
from .spans import Span

# What people put between digits: spaces, dots, all sorts of dashes, zero-width signs, keycaps.
_GAP: Final = "[ ._\\-\u00a0\u00ad\u200b-\u200f\u2010-\u2015\u2060\u00b7\u2022\ufe0f\u20e3]"
# Not the decimals of an amount; five digits in front are a number of their own.
_FREE: Final = r"(?<!\d)(?:(?<!\d[.,])|(?<=\d{5}[.,]))(?<!#)"
_NUMBERS: Final = re.compile(
    rf"{_FREE}[+(]?\d(?:[()]{{0,2}}{_GAP}{{0,3}}[()]{{0,2}}\d){{7,24}}\)?(?!\d)"
)
_SIXTEEN: Final = frozenset(
    [
        (16,),
        (4, 4, 4, 4),
        (6, 6, 4),
        (2, 2, 2, 6, 4),
        (2, 2, 2, 2, 2, 2, 4),
        (6, 10),
        (8, 8),
        (12, 4),
    ]
)
_RUN: Final = re.compile(r"\d+")
_ANY_SIXTEEN: Final = re.compile(r"(?<!\d)\d(?:[\u200b-\u200f\u2060]?\d){15}(?!\d)")
_MANY: Final = re.compile(rf"\d(?:{_GAP}{{0,3}}\d){{4}}")

# Letters that stand for digits: O812 OOOO 1234, 08l2…
_ALIKE: Final = re.compile(r"(?<!\w)[oO0]8[\doOlI](?:[ .\-]?[\doOlI]){7,10}(?!\w)")
_DIGIT_WORD: Final = "(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
_SPOKEN: Final = re.compile(
    rf"\b(?:(?:nol|kosong)[ ,.\-]{{1,3}}delapan(?:[ ,.\-]{{1,3}}{_DIGIT_WORD}){{3,14}}"
    rf"|{_DIGIT_WORD}(?:[ ,.\-]{{1,3}}{_DIGIT_WORD}){{8,16}})\b",
    re.IGNORECASE,
)

# Word before a number → the fewest digits that make it one of its kind.
_NAMED: Final = {
    "nik": 12,
    "ktp": 12,
    "kk": 14,
    "nip": 14,
    "nrp": 6,
    "nisn": 10,
    "sim": 12,
    "npwp": 14,
    "bpjs": 11,
    "imei": 14,
    "paspor": 6,
    "passport": 6,
    "rekening": 8,
    "norek": 8,
    "rek": 8,
    "bca": 8,
    "bri": 8,
    "bni": 8,
    "btn": 8,
    "bsi": 8,
    "mandiri": 8,
    "seabank": 8,
    "telepon": 6,
    "telp": 6,
    "tlp": 6,
    "telpon": 6,
    "hp": 9,
    "wa": 9,
}
_BY_NAME: Final = re.compile(
    rf"\b({'|'.join(sorted(_NAMED, key=len, reverse=True))})\b"
    r"[ .:#=(\-]{0,4}(?:(?:nomor|no|nya|an|bca|bri|bni|btn|bsi|mandiri)\b[ .:#=(\-]{0,4}){0,2}"
    r"([A-Z]{0,2} ?\d(?:[ .\-]{0,2}\d){4,22})(?!\d)",
    re.IGNORECASE,
)


def numbers(text: str, lower: str) -> Iterator[Span]:
    """Spans of numbers by which a person can be reached or told apart."""
    many = [found.start() for found in _MANY.finditer(text)]
    if many:
        maybe = near(_NUMBERS, text, many)
        yield from (found.span() for found in maybe if _is_identifier(found[0]))
        yield from (found.span() for found in near(_ANY_SIXTEEN, text, many))
        yield from (found.span(2) for found in near(_BY_NAME, text, many) if _is_named(found))
    yield from (found.span() for found in near(_ALIKE, text, cues_in(lower, ("o8", "08"))))
    yield from (found.span() for found in near(_SPOKEN, text, cues_in(lower, ("delapan",))))


def _is_named(found: re.Match[str]) -> bool:
    return sum(map(str.isdigit, found[2])) >= _NAMED[found[1].lower()]


def _is_identifier(number: str) -> bool:
    """Whether digits with gaps are a NIK or a telephone number, alone or behind a short number of
    something else (`14-0812…`)."""
    runs = _RUN.findall(number)
    if _is_sixteen(runs) or _is_sixteen(runs[1:]):
        return True
    if number[0] == "+":
        return 9 <= sum(map(len, runs)) <= 15
    behind = runs[1:] if len(runs) > 1 and len(runs[1]) > 2 else []
    return _is_telephone(runs) or (bool(behind) and _is_telephone(behind))


def _is_sixteen(runs: list[str]) -> bool:
    return tuple(map(len, runs)) in _SIXTEEN


def _is_telephone(runs: list[str]) -> bool:
    digits = _plain("".join(runs))
    if digits.startswith(("08", "62")):
        return 10 <= len(digits) <= 15
    return _is_landline(runs, digits)


def _plain(digits: str) -> str:
    """Digits of any script as ASCII."""
    return digits if digits.isascii() else "".join(str(unicodedata.digit(one)) for one in digits)


def _is_landline(runs: list[str], digits: str) -> bool:
    """An area code such as 021 or 0411 before five to eight digits."""
    area = runs[0]
    if not (digits[0] == "0" and digits[1:2] in set("23456789") and 9 <= len(digits) <= 12):
        return False
    return len(runs) == 1 or (3 <= len(area) <= 4 and len(runs) <= 3)
