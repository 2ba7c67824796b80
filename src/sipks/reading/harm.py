"""Sentences taken apart for counting: words, amounts, and the words of harm among them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
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
_ASKING: Final = re.compile(
    r"\W{0,9}(?:apa|apakah|benar|betul|masa|masak|mosok|opo)\b", re.IGNORECASE
)
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
    """oleh dikepung dihadang dicegat disergap diadang
    didatangi dipukul dipukuli dikeroyok dihajar dianiaya diserang diserbu dikejar dibacok
    ditembak lawan vs nomer urut paslon pukulnya jl jln jalan blok gang gg dusun lantai smp sd sma
    smk sman smkn smpn tps pp uu perda pt usia umur berusia berumur pasal nomor
    no rt rw km pukul pkl jam tanggal tgl ayat ke rp tahun
    senin selasa rabu kamis jumat sabtu minggu ahad rupiah nik kv kelas januari februari maret april
    mei juni juli agustus september oktober november desember"""
)
_PARENTS: Final = frozenset(["ayah", "ibu", "bapak", "bapa", "janda", "duda"])
_NEGATION: Final = words(
    """tidak tak tdk tanpa belum bukan nihil jangan gak ga nggak blm blum belom bukannya ngga gk tra
    sonde seng kada"""
)
_UNREAL: Final = words("akan mau ingin hendak bisa diancam mengancam agar ancam siap")
_THERE_IS: Final = frozenset(["ada", "jatuh"])
_THOSE_WHO: Final = frozenset(["yang", "yg", "korban"])
_RUMOUR: Final = words("""isu rumor gosip hoaks hoax bohong berantai benarkah betulkah kah""")
_SUPPOSED: Final = words("kalau jika bila apabila seandainya andai kalo")
_TELLING: Final = words("bilang kata menurut versi dijumlah ditotal dihitung dijumlahkan")
"""Behind "kalau" they make no condition: "kalau kata polisi 3 luka"."""
_WHOEVER: Final = words("siapa sapa barangsiapa")
_NOT_YET: Final = frozenset(["belum", "blm"])
_OR: Final = frozenset(["maupun", "ataupun", "atau"])
_LISTED: Final = 7
_BACK: Final = 8
_NEAR: Final = 3
_ENOUGH_FOR_A_TOTAL: Final = 3
_ACTIVE: Final = frozenset(["aktif", "pukul"])
_WEAK: Final = frozenset(["lemah", "sasaran", "pukul", "kk"])
_TARGET: Final = frozenset(["sasaran", "pukul"])
_THROUGH: Final = words("karena krn akibat dengan dgn oleh dek gara hingga sampai sampe lalu")
_START: Final = itemgetter(0)
_END: Final = itemgetter(1)


class Told(NamedTuple):
    """A figure of one kind (killed, injured, displaced, damaged) and where `raw` tells it.

    `note` says how: "versi" by one of several tellers, "lain" of one more person, "sasaran" of
    people who were beaten without a word of wounds.
    """

    kind: str
    figure: Figure
    start: int
    end: int
    note: str = ""


class Harm(NamedTuple):
    """A word of harm, a thing or a family at `words[start:end]`.

    `manner` is that of the lexicon: "aktif", "lemah", "sasaran" (it is done to those in front),
    "pukul" (it is done to those behind), "kk" (it takes families) or nothing.
    """

    start: int
    end: int
    kind: str
    manner: str

    @property
    def active(self) -> bool:
        """Whether it takes its object behind it."""
        return self.manner in _ACTIVE

    @property
    def weak(self) -> bool:
        """Whether it counts only with an amount."""
        return self.manner in _WEAK

    @property
    def target(self) -> bool:
        """Whether it is a deed done to people, and no word of wounds."""
        return self.manner in _TARGET


@dataclass
class Sentence:
    """Words of a sentence with their offsets in `raw`, its words of harm and its amounts.

    Words of harm and amounts are in order. `used` holds the indexes of amounts that are taken;
    `doubtful`: it passes on a rumour. `fatal`: wounds of one who died of them.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    harms: list[Harm]
    amounts: list[Quantity]
    used: set[int]
    doubtful: bool
    fatal: set[Harm]

    def harms_from(self, start: int, end: int) -> Sequence[Harm]:
        """The words of harm that begin within `words[start:end]`."""
        harms = self.harms
        first = bisect_left(harms, start, key=_START)
        return harms[first : bisect_left(harms, end, first, key=_START)]

    def harms_to(self, start: int, end: int) -> Sequence[Harm]:
        """The words of harm of which the last word lies within `words[start:end]`."""
        harms = self.harms
        first = bisect_right(harms, start, key=_END)
        return harms[first : bisect_right(harms, end, first, key=_END)]

    def amount_from(self, start: int) -> int:
        """Index of the first amount that begins at `words[start]` or behind."""
        return bisect_left(self.amounts, start, key=_START)

    def amount_to(self, end: int) -> int:
        """Index of the first amount that ends behind `words[:end]`."""
        return bisect_right(self.amounts, end, key=_END)


def take_apart(
    raw: str, start: int, end: int, harms: Sequence[tuple[int, int, str, str]]
) -> Sentence:
    """The sentence `raw[start:end]`; `harms` are start, end, kind, manner in offsets of `raw`."""
    tokens = list(TOKEN.finditer(raw, start, end))
    said = [token[0].lower() for token in tokens]
    starts, ends = [token.start() for token in tokens], [token.end() for token in tokens]
    opening = {at: index for index, at in enumerate(starts)}
    closing = {at: index + 1 for index, at in enumerate(ends)}
    asked = _question(raw, start, end)
    found = [
        Harm(opening[first], closing[last], kind, manner)
        for first, last, kind, manner in harms
        if first < asked and first in opening and last in closing
    ]
    amounts = [one for one in quantities(said) if _is_amount(said, one)]
    return Sentence(
        said, starts, ends, _without_causes(said, found), amounts, set(), _is_rumour(said), set()
    )


def _without_causes(said: Sequence[str], harms: list[Harm]) -> list[Harm]:
    """Without a wound of which somebody died: "kena panah mati", "tewas karena luka tusuk"."""
    causes = set()
    for one, other in pairwise(harms):
        if {one.kind, other.kind} == {"mati", "luka"} and _THROUGH.issuperset(
            said[one.end : other.start]
        ):
            causes.add(one if one.kind == "luka" else other)
    return [one for one in harms if one not in causes] if causes else harms


def _question(raw: str, start: int, end: int) -> int:
    """Where the part that asks begins ("2 luka, lalu apa?"), or `end` if nothing is asked."""
    mark = raw.rfind("?", start, end)
    if mark < 0:
        return end
    comma = raw.rfind(",", start, mark)
    return start if comma < 0 or _ASKING.match(raw, start, end) else comma


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
    if before in _PARENTS and behind == "anak":
        return False
    if behind == ")" and "(" not in said[max(0, one.start - 6) : one.start]:
        return False
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
    if behind[:1] and behind[0] in _NOT_YET and behind[-1] not in {"pulih", "sadar", "sembuh"}:
        return True
    if "nihil" in behind or behind[-2:] == ["tidak", "ada"] or behind[:2] == ["tidak", "ada"]:
        return True
    fill = len(before) > 2 and before[-2] in _THERE_IS and before[-1] in _THOSE_WHO
    if _NEGATION.intersection(before) or _UNREAL.intersection(before[-3 if fill else -2 :]):
        return True
    front = said[max(0, harm.start - _BACK) : harm.start]
    if _SUPPOSED.intersection(front) and not _TELLING.intersection(front):
        return True
    return bool(_WHOEVER.intersection(before))


def added(figures: Sequence[Figure]) -> Figure:
    """The sum, unless the first is the total of the rest."""
    if len(figures) >= _ENOUGH_FOR_A_TOTAL:
        largest = max(figures, key=lambda one: one.best)
        if 2 * largest.best == sum(one.best for one in figures):
            return largest
    open_ended = any(one.high is None for one in figures)
    high = None if open_ended else sum(one.high or 0 for one in figures)
    return Figure(sum(one.low for one in figures), sum(one.best for one in figures), high)
