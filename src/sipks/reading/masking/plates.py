"""Number plates: as they are painted, and in any spelling after a word that announces one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .near import cues_in, near
from .spans import Span

_PREFIXES: Final = (
    "AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW"
    "|EA|EB|ED|KB|KH|KT|KU|PA|PB|PE|PG|PS|PT|PY|[ABDEFGHKLMNPRSTWZ]"
)
_PLATE: Final = re.compile(
    rf"(?<![\w@/])(?!G[ -]?30[ -]?S)(?:{_PREFIXES})"
    r"(?:(?:[ .-]\d{1,4}[ .-]?|\d{3,4}[ .-]?)[A-Z]{2,3}|[ .-]\d{4}[ .-]?[A-Z])(?!\w)"
)
_MAYBE: Final = re.compile(r"[A-Z][ .-]?\d{1,4}[ .-]?[A-Z]")
_CUES: Final = (
    "nopol", "no pol", "no.pol", "no. pol", "nomor polisi", "plat", "pelat", "kendaraan", "mobil",
    "motor", "avanza", "truk", "angkot", "bus",
)  # fmt: skip
_SPOKEN: Final = re.compile(
    r"\b(?:ber)?(?:nopol|no\.? ?pol(?:isi)?|nomor polisi|pelat(?: nomor)?|plat(?: nomor)?"
    r"|nomor kendaraan|mobil|motor|sepeda motor|avanza|truk|angkot|bus)[ .:]{1,3}"
    rf"((?:{_PREFIXES})[ .-]?\d{{3,4}}[ .-]?[a-z]{{1,3}})(?!\w)",
    re.IGNORECASE,
)
_AFTER_NOPOL: Final = re.compile(
    r"\b(?:nopol|no\.? ?pol|nomor polisi|pelat(?: nomor)?|plat(?: nomor)?|nomor kendaraan)"
    r"[ .:]{0,3}([a-z]{1,2}[ .-]?\d{1,4}[ .-]?[a-z]{0,3})\b",
    re.IGNORECASE,
)


def plates(text: str, lower: str) -> Iterator[Span]:
    """Spans of number plates."""
    # Nearly no text has a plate, and the exact patterns are slow: a cheap look decides first.
    maybe = (found.start() for found in _MAYBE.finditer(text))
    yield from (found.span() for found in near(_PLATE, text, maybe))
    if cues := cues_in(lower, _CUES):
        yield from (found.span(1) for found in near(_SPOKEN, text, cues))
        yield from (found.span(1) for found in near(_AFTER_NOPOL, text, cues))
