"""Personal identifiers hidden in a text without changing its length.

Masked are NIK and KK numbers (16 digits), telephone numbers, e-mail addresses, number plates,
handles, and the names of accounts in links. Every step looks at a bounded stretch of text, so the
work grows with the length of the text and not faster.
"""

from __future__ import annotations

import re
from typing import Final

from sipks.reading.tables import words

HIDDEN: Final = "*"

_GAP: Final = "[ .\\-\u00a0\u200b-\u200f\u2060]"
_NUMBERS: Final = re.compile(rf"(?<![\w.,])[+(]?\d(?:[()]?{_GAP}{{0,2}}[()]?\d){{7,24}}\)?(?![\w])")
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
_DIGIT: Final = re.compile(r"\d")
_RUN: Final = re.compile(r"\d+")
_ANY_SIXTEEN: Final = re.compile(r"(?<!\d)\d(?:[\u200b-\u200f\u2060]?\d){15}(?!\d)")
_LONGEST_NAME: Final = 64
_BEFORE_SIGN: Final = re.compile(r"\w[\w.+-]*$")
_SIGN: Final = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}")
_PREFIXES: Final = (
    "AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW"
    "|EA|EB|ED|KB|KH|KT|KU|PA|PB|PE|PG|PS|PT|PY|[ABDEFGHKLMNPRSTWZ]"
)
_PLATE: Final = re.compile(
    rf"(?<![\w@/])(?!G[ -]?30[ -]?S)(?:{_PREFIXES})"
    r"(?:[ .-]\d{1,4}[ .-]?|\d{3,4}[ .-]?)[A-Z]{2,3}(?!\w)"
)
_MAYBE_PLATE: Final = re.compile(r"[A-Z][ .-]?\d{1,4}[ .-]?[A-Z]{2}")
_SPOKEN_CUES: Final = ("pol", "plat", "kendaraan")
_LINK_CUES: Final = (".com/", ".me/", ".net/", ".watch/")
_SPOKEN_PLATE: Final = re.compile(
    r"\b(?:nopol|no\.? ?pol|nomor polisi|plat(?: nomor)?|nomor kendaraan)[ .:]{0,3}"
    r"([a-z]{1,2}[ .-]?\d{1,4}[ .-]?[a-z]{0,3})\b",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(
    r"(?:twitter|x|facebook|fb|instagram|tiktok|threads|t|wa|youtube|linkedin)\.(?:com|me|net|watch)/"
    r"(?:(?:c|user|channel|in|people|send/\?phone=|profile\.php\?id=)(?:/|(?<==)))?"
    r"(@?[\w.%+-]{1,80})",
    re.IGNORECASE,
)
_NOT_ACCOUNTS: Final = words(
    """p reel reels tv watch groups hashtag search explore share sharer stories events photo video
    videos status i home story.php photo.php permalink.php watch.php shorts playlist embed live c
    user channel in people send profile.php intent"""
)


def mask(text: str) -> str:
    """`text` with the letters and digits of identifiers replaced by `HIDDEN`; same length."""
    spans = [*_signs(text), *_accounts(text)]
    if _DIGIT.search(text):
        spans += [*_numbers(text), *_plates(text)]
    if not spans:
        return text
    pieces, done = [], 0
    for start, end in sorted(spans):
        start = max(start, done)
        if start < end:
            pieces += [text[done:start], _hide(text[start:end])]
            done = end
    return "".join(pieces) + text[done:]


def _hide(part: str) -> str:
    return "".join(HIDDEN if char.isalnum() or char == "_" else char for char in part)


def _signs(text: str) -> list[tuple[int, int]]:
    """E-mail addresses and handles: whatever touches an at sign."""
    if "@" not in text:
        return []
    spans = []
    for found in _SIGN.finditer(text):
        start = found.start()
        front = max(0, start - _LONGEST_NAME)
        name = _BEFORE_SIGN.search(text[front:start])
        spans.append((front + name.start() if name else start, found.end()))
    return spans


def _numbers(text: str) -> list[tuple[int, int]]:
    spans = [found.span() for found in _NUMBERS.finditer(text) if _is_identifier(found[0])]
    return spans + [found.span() for found in _ANY_SIXTEEN.finditer(text)]


def _is_identifier(number: str) -> bool:
    """Whether digits with gaps are a NIK or a telephone number."""
    runs = _RUN.findall(number)
    digits = "".join(runs)
    if tuple(map(len, runs)) in _SIXTEEN:
        return True
    if number[0] == "+":
        return 9 <= len(digits) <= 15
    if digits.startswith(("08", "628", "62")):
        return 10 <= len(digits) <= 14
    return _is_landline(runs, digits)


def _is_landline(runs: list[str], digits: str) -> bool:
    """An area code such as 021 or 0411 before five to eight digits."""
    area = runs[0]
    if not (area[0] == "0" and area[1:2] in set("23456789") and 9 <= len(digits) <= 12):
        return False
    return len(runs) == 1 or (3 <= len(area) <= 4 and len(runs) <= 3)


def _plates(text: str) -> list[tuple[int, int]]:
    spans = []
    # Nearly no text has a plate, and the exact patterns are slow: a cheap look decides first.
    if _MAYBE_PLATE.search(text):
        spans += [found.span() for found in _PLATE.finditer(text)]
    lower = text.lower()
    if any(cue in lower for cue in _SPOKEN_CUES):
        spans += [found.span(1) for found in _SPOKEN_PLATE.finditer(text)]
    return spans


def _accounts(text: str) -> list[tuple[int, int]]:
    lower = text.lower() if "/" in text else ""
    if not any(cue in lower for cue in _LINK_CUES):
        return []
    return [
        found.span(1)
        for found in _ACCOUNT.finditer(text)
        if found[1].lower().rstrip(".") not in _NOT_ACCOUNTS
    ]
