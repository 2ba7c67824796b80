"""Names and numbers that were taken out of one column are not repeated by the others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sipks.intake.connectors.base import JsonValue
from sipks.reading.tables import words

HIDDEN: Final = "*****"
# Whose words are names. Of an address, an illness or a faith they tell of the event too.
_NAMING: Final = frozenset({"informant", "victim_identity", "child_identity"})
_TITLES: Final = words(
    """pak bapak bu ibu sdr sdri saudara saudari tuan nyonya nona mas mbak bang kak h hj haji hajah
    kh kyai kiai ustaz ustad ustadz ustadzah pendeta pdt romo pastor dr drs ir prof rt rw"""
)
# An office or an unnamed crowd: the words tell of the event and name nobody.
_NOBODY: Final = words(
    """warga masyarakat anonim anonymous rahasia publik umum sekitar setempat netizen pengguna
    polsek polres polda polri polisi kepolisian koramil kodim korem kodam tni babinsa
    bhabinkamtibmas camat kecamatan lurah kelurahan desa kades kantor dinas badan satpol pp
    kesbangpol bakesbangpol fkdm bpbd binda posko pos petugas operator admin tim redaksi media
    kominfo pemkot pemkab pemda pemprov sekolah kampus organisasi lsm ormas forum"""
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NUMBER: Final = re.compile(r"\+?\d(?:[\d\s().-]{4,28})\d")
_MARKED: Final = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w{5,}\b")  # of a passport, a vehicle
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w.-]+\w")
_SHORTEST: Final = 4
_LONGEST: Final = 2000  # characters of a value that are looked through


class Hider:
    """Puts `HIDDEN` in place of names and numbers, in strings however deep."""

    def __init__(self, found: Iterable[tuple[str, str]]) -> None:
        loose: set[str] = set()
        exact: set[str] = set()
        for name, whole in found:
            text = whole[:_LONGEST]
            for pattern in (_NUMBER, _MARKED, _ADDRESS):
                loose.update(match[0] for match in pattern.finditer(text))
            if name not in _NAMING:
                continue
            for part in re.split(r"[,;/\n]| (?:dan|and) ", text):
                told = _name(part)
                if len(told) > 1:
                    loose.add(" ".join(told))
                elif told and len(told[0]) >= _SHORTEST:
                    exact.add(told[0])
        self._patterns = [
            pattern
            for pattern in (_alternatives(loose, re.IGNORECASE), _alternatives(exact, re.NOFLAG))
            if pattern is not None
        ]

    def __call__(self, value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            for pattern in self._patterns:
                value = pattern.sub(HIDDEN, value)
            return value
        if isinstance(value, dict):
            return {key: self(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self(one) for one in value]
        return value


def _name(text: str) -> list[str]:
    """The words of a person's name, without titles; none for an office or a crowd."""
    told: list[str] = [word for word in _WORD.findall(text) if not any(map(str.isdigit, word))]
    if any(word.casefold() in _NOBODY for word in told):
        return []
    return [word for word in told if word.casefold().rstrip(".") not in _TITLES]


def _alternatives(texts: set[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    if not texts:
        return None
    # Between the words of a name any space may stand.
    longest_first = sorted(texts, key=len, reverse=True)
    forms = [r"\s+".join(map(re.escape, text.split())) for text in longest_first]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", flags)
