"""Sentences taken apart for counting: words, amounts, and the words of harm among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from sipks.reading.contract import Figure
from sipks.reading.numbers import Quantity, quantities
from sipks.reading.tables import words

KINDS: Final = {"mati": "killed", "luka": "injured", "ungsi": "displaced", "rusak": "damaged"}
NOUGHT: Final = Figure(0, 0, 0)
VAGUE: Final = Figure(1, 1, None)
"""Harm without an amount: at least one."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d|0\d")
"""A year, or the minutes of a clock ("09.00"): written with thousands points a count has none."""
TOKEN: Final = re.compile(r"(?<![^\W_])\d+(?:\.\d{3})*(?![\d])|[^\W\d_]+|[():;,/–-]")
_NOT_AMOUNT_BEHIND: Final = words(
    """tahun thn th taun meter m persen juta jt rupiah hari hr jam menit mnt detik kali x km
    kilometer hektare hektar ha bulan bln minggu mgg pekan januari februari maret april mei juni
    juli agustus september oktober november desember wib wita wit ribu rb kg ton liter karung
    suara lantai jahitan selongsong butir peleton pleton ssk lawan vs titik malam lembar tanda
    kubu kelompok desa kampung kampong dusun kelurahan kecamatan kabupaten rt rw ormas suku marga
    partai pihak sekolah gang geng perguruan distrik nagari gampong negeri pekon pelaku tersangka
    saksi pleno kloter lapis"""
)
_NOT_AMOUNT_BEFORE: Final = words(
    """oleh didatangi dipukul dipukuli dikeroyok dihajar dianiaya diserang diserbu dikejar dibacok
    ditembak lawan vs nomer urut paslon pukulnya jl jln blok gang dusun lantai smp sd sma smk
    sman smkn smpn tps pp uu perda pt usia umur berusia berumur pasal nomor
    no rt rw km pukul pkl jam tanggal tgl ayat ke rp tahun
    senin selasa rabu kamis jumat sabtu minggu ahad rupiah nik kv kelas januari februari maret april
    mei juni juli agustus september oktober november desember"""
)
_NEGATION: Final = words("tidak tak tdk tanpa belum bukan nihil jangan gak ga nggak")
_UNREAL: Final = words("akan mau ingin hendak bisa diancam mengancam agar ancam siap")
_RUMOUR: Final = words("""isu rumor gosip hoaks hoax bohong berantai benarkah betulkah kah""")
_SUPPOSED: Final = words("kalau jika bila apabila seandainya andai kalo")
_OR: Final = frozenset(["maupun", "ataupun", "atau"])
_LISTED: Final = 7
_BACK: Final = 8
_NEAR: Final = 3
_ENOUGH_FOR_A_TOTAL: Final = 3


class Told(NamedTuple):
    """A figure of one kind (killed, injured, displaced, damaged) and where `raw` tells it."""

    kind: str
    figure: Figure
    start: int
    end: int


class Harm(NamedTuple):
    """A word of harm, a thing or a family at `words[start:end]`."""

    start: int
    end: int
    kind: str
    active: bool
    weak: bool


@dataclass
class Sentence:
    """Words of a sentence with their offsets in `raw`, its words of harm and its amounts.

    `used` holds the indexes of amounts that are taken; `doubtful`: it asks, or passes on a rumour.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    harms: list[Harm]
    amounts: list[Quantity]
    used: set[int]
    doubtful: bool


def take_apart(
    raw: str, start: int, end: int, harms: Sequence[tuple[int, int, str, str]]
) -> Sentence:
    """The sentence `raw[start:end]`; `harms` are start, end, kind, manner in offsets of `raw`."""
    tokens = list(TOKEN.finditer(raw, start, end))
    said = [token[0].lower() for token in tokens]
    starts, ends = [token.start() for token in tokens], [token.end() for token in tokens]
    opening = {at: index for index, at in enumerate(starts)}
    closing = {at: index + 1 for index, at in enumerate(ends)}
    found = [
        Harm(opening[first], closing[last], kind, manner == "aktif", manner == "lemah")
        for first, last, kind, manner in harms
        if first in opening and last in closing
    ]
    amounts = [one for one in quantities(said) if _is_amount(said, one)]
    doubtful = "?" in raw[start:end] or _is_rumour(said)
    return Sentence(said, starts, ends, found, amounts, set(), doubtful)


def _is_rumour(said: Sequence[str]) -> bool:
    """Whether the sentence only passes on what is said, or says that it is not true."""
    if _RUMOUR.intersection(said):
        return True
    return any(
        before in _NEGATION and word in {"benar", "betul"} for before, word in pairwise(said)
    )


def _is_amount(said: Sequence[str], one: Quantity) -> bool:
    """Whether a number may count persons or things: no age, date, clock, money or article."""
    before = said[one.start - 1] if one.start else ""
    behind = said[one.end] if one.end < len(said) else ""
    if before == "-" and said[one.start - 2 : one.start - 1] == ["ke"]:
        return False
    if before == "(" and behind in {")", "th", "thn", "tahun"}:
        return False
    if one.end - one.start == 1 and _YEAR.fullmatch(said[one.start]):
        return False
    return not (
        before in _NOT_AMOUNT_BEFORE or behind in _NOT_AMOUNT_BEHIND or before == behind == "/"
        or (behind == "/" and said[one.end + 1 : one.end + 2] and said[one.end + 1][0].isdigit())
        or (before == "/" and said[one.start - 2][0].isdigit())
    )  # fmt: skip


def is_unreal(said: Sequence[str], harm: Harm) -> bool:
    """Whether the harm is denied, threatened or supposed."""
    listed = said[max(0, harm.start - 2) : harm.start]
    reach = _LISTED if _OR.intersection(listed) else _NEAR
    before, behind = said[max(0, harm.start - reach) : harm.start], said[harm.end : harm.end + 3]
    if "nihil" in behind or behind[-2:] == ["tidak", "ada"] or behind[:2] == ["tidak", "ada"]:
        return True
    supposed = _SUPPOSED.intersection(said[max(0, harm.start - _BACK) : harm.start])
    return bool(supposed or _NEGATION.intersection(before) or _UNREAL.intersection(before[-2:]))


def added(figures: Sequence[Figure]) -> Figure:
    """The sum, unless the first is the total of the rest."""
    if len(figures) >= _ENOUGH_FOR_A_TOTAL:
        largest = max(figures, key=lambda one: one.best)
        if 2 * largest.best == sum(one.best for one in figures):
            return largest
    open_ended = any(one.high is None for one in figures)
    high = None if open_ended else sum(one.high or 0 for one in figures)
    return Figure(sum(one.low for one in figures), sum(one.best for one in figures), high)
