"""Figures of persons killed, injured or displaced in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sipks.reading.contract import Figure
from sipks.reading.harm import KINDS, VAGUE, Harm, Sentence, Told, added, is_unreal
from sipks.reading.numbers import Quantity
from sipks.reading.shares import is_more, is_part, is_relative
from sipks.reading.tables import words
from sipks.reading.tellers import is_told, told_by_several

Pair = tuple[Harm, int | None]

_BRIDGES: Final = words(
    """sebanyak mencapai berjumlah menjadi bertambah ada adalah : yakni yaitu sekitar sedikitnya
    setidaknya lebih dari kurang minimal total hingga jumlah tercatat diperkirakan ( sejumlah
    hampir antara disebut dilaporkan masih nih katanya kabarnya kakinya tangannya kepalanya nan
    yang yg sudah sdh lah total totalnya semuanya"""
)
_PERSONAL: Final = frozenset(["mati", "luka"])
_ONE: Final = Figure(1, 1, 1)
_AND: Final = frozenset(["dan", "serta", "sareng", "jo", "deng", "karo"])
_PERSONS: Final = words(
    """orang org orng urang oreng wong warga petugas polisi anggota aparat satpam penjaga pemuda
    pelajar siswa mahasiswa santri murid buruh pekerja petani nelayan pedagang sopir supir ibu bapak
    bapa mama anak bocah jemaat jamaah pengurus personel prajurit penumpang penghuni pengungsi
    pengendara pemotor pemilik jaga kepala ketua guru karyawan tukang"""
)
_THINGS: Final = frozenset(["sebuah", "seunit"])
_ROLES: Final = words(
    """penjaga sopir supir satpam ketua kepala kades lurah camat istri suami anak adik kakak ibu
    bapak pemilik guru imam pendeta mandor"""
)
_HIS: Final = ("nya", "nyo")
_LEAD: Final = frozenset(["ada", "antara", "jumlahnya", "sebanyak", "ado"])
_STOPS: Final = frozenset([",", ";", "dan", "(", ")", ":"])
_SUBJECT: Final = 6
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
    harms = [one for one in sentence.harms if one.kind == kind]
    harms = [
        one for one in harms if one not in sentence.fatal and not is_unreal(sentence.words, one)
    ]
    wounds = [one for one in harms if not one.target]
    pairs = [(one, _amount_for(sentence, one)) for one in wounds]
    told = _of_tellers(sentence, kind, pairs) or _summed(sentence, kind, pairs)
    if told is None or told.figure == VAGUE:
        told = _beaten(sentence, kind, harms) or told
    if told:
        yield told


def _of_tellers(sentence: Sentence, kind: str, pairs: Sequence[Pair]) -> Told | None:
    """What several tellers say, or one telling of which others may stand in other sentences."""
    claimed = [at for _, at in pairs if at is not None]
    if not pairs or not sentence.amounts:
        return None
    alone = not any(one.kind in _PERSONAL and one.kind != kind for one in sentence.harms)
    several = told_by_several(sentence, claimed, alone=alone)
    if several is None:
        return None
    found, figure = several
    first, last = min(one.start for one in found), max(one.end for one in found) - 1
    span = sentence.starts[first], sentence.ends[last]
    return Told(KINDS[kind], figure, *span, "versi")


def _summed(sentence: Sentence, kind: str, pairs: Sequence[Pair]) -> Told | None:
    """The sum of all who are counted, else at least one where a plain word of harm stands."""
    sums = _Sums(sentence)
    for harm, at in pairs:
        if at is not None:
            sums.count(harm, at)
        elif kind in _PERSONAL and not harm.active and is_relative(sentence, harm):
            sums.one_more(harm)
        else:
            sums.mention(harm)
    return sums.told(kind)


class _Sums:
    """Adds up what one sentence tells of one kind."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._figures: list[tuple[Figure, int, int]] = []
        self._last: tuple[Harm, Quantity] | None = None
        self._vague: Harm | None = None
        self._weak: Harm | None = None
        self._alone = True
        self._teller = False
        self._more = False

    def count(self, harm: Harm, at: int) -> None:
        """A word of harm with its amount."""
        sentence, one = self._sentence, self._sentence.amounts[at]
        if self._last and is_part(sentence, harm, one, self._last):
            return
        if is_more(sentence, harm, one):
            self._first()
            self._more = not self._figures
        joined = [*_with_partners(sentence, at)]
        if one.start >= harm.end:
            joined += _partners_behind(sentence, at)
        self._figures += [_figure(sentence, harm, each) for each in joined]
        self._last, self._alone = self._last or (harm, one), False
        self._teller = is_told(sentence, at)

    def one_more(self, harm: Harm) -> None:
        """Somebody's brother, friend or driver."""
        self._first()
        self._figures.append((_ONE, *_span(self._sentence, harm)))

    def mention(self, harm: Harm) -> None:
        """A word of harm without an amount."""
        if harm.weak and not self._sentence.words[harm.start].endswith(_HIS):
            self._weak = self._weak or harm
        else:
            self._vague = self._vague or harm

    def _first(self) -> None:
        """Another one implies a first, who was told without an amount."""
        first = self._vague or self._weak
        if first and not self._figures:
            self._figures.append((_ONE, *_span(self._sentence, first)))

    def told(self, kind: str) -> Told | None:
        """The figure, or at least one."""
        if self._figures:
            start = min(one[1] for one in self._figures)
            end = max(one[2] for one in self._figures)
            note = self._note()
            return Told(KINDS[kind], added([one[0] for one in self._figures]), start, end, note)
        if self._vague:
            return Told(KINDS[kind], VAGUE, *_span(self._sentence, self._vague))
        return None

    def _note(self) -> str:
        if self._more:
            return "lain"
        if len(self._figures) > 1:
            return ""
        return "lain" if self._alone else "kata" if self._teller else ""


def _span(sentence: Sentence, harm: Harm) -> tuple[int, int]:
    return sentence.starts[harm.start], sentence.ends[harm.end - 1]


def _beaten(sentence: Sentence, kind: str, harms: Sequence[Harm]) -> Told | None:
    """How many were beaten, where no wound is told: they stand in front, or behind "memukul"."""
    if any(one.kind == "mati" for one in sentence.harms):
        return None
    figures = []
    for harm in harms:
        if not harm.target:
            continue
        at = _behind(sentence, harm) if harm.active else _in_front(sentence, harm)
        if at is None or not _is_target(sentence, harm, sentence.amounts[at]):
            continue
        sentence.used.add(at)
        figures += [_figure(sentence, harm, one) for one in _with_partners(sentence, at)]
    if figures:
        start, end = min(one[1] for one in figures), max(one[2] for one in figures)
        return Told(KINDS[kind], added([one[0] for one in figures]), start, end, "sasaran")
    return None


def _is_target(sentence: Sentence, harm: Harm, one: Quantity) -> bool:
    """Whether an amount tells of those to whom a deed is done, and of persons."""
    if harm.active:
        return not any(each.kind == "benda" for each in sentence.harms_from(one.end, one.end + 2))
    between = sentence.words[one.end : harm.start]
    return len(between) <= _SUBJECT and "," not in between


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
    if chosen is not None and harm.manner == "kk":
        chosen = chosen if _are_families(sentence, sentence.amounts[chosen]) else None
    if chosen is not None:
        sentence.used.add(chosen)
    return chosen


def _in_front(sentence: Sentence, harm: Harm) -> int | None:
    for index in range(sentence.amount_to(harm.start) - 1, -1, -1):
        one = sentence.amounts[index]
        if harm.start - one.end > _BACK:
            return None
        if index in sentence.used:
            return None
        said = sentence.words
        if ":" in said[one.end : harm.start] or said[one.start] in _THINGS:
            return None
        if harm.kind == "mati" and one.best == 1 and _died_of_it(sentence, one.end, harm):
            return index
        return None if _is_between(sentence, one.end, harm.start, harm.kind) else index
    return None


def _died_of_it(sentence: Sentence, start: int, harm: Harm) -> bool:
    """Whether only wounds stand between one person and a death: "seorang kena panah, meninggal"."""
    between = sentence.harms_from(start, harm.start)
    if not between or any(one.kind != "luka" for one in between):
        return False
    if sentence.amount_to(harm.start) > sentence.amount_from(start):
        return False
    sentence.fatal.update(between)
    return True


def _behind(sentence: Sentence, harm: Harm) -> int | None:
    if sentence.words[harm.start] == "dijahit":
        return None
    limit = _AHEAD
    for index in range(sentence.amount_from(harm.end), len(sentence.amounts)):
        one = sentence.amounts[index]
        if one.start - harm.end > limit:
            return None
        if index in sentence.used:
            continue
        between = sentence.words[harm.end : one.start]
        if not (harm.active or _BRIDGES.issuperset(between) or _leads_up(between)):
            return None
        if _is_between(sentence, harm.end, one.start, harm.kind):
            return None
        # An amount right before another word of harm belongs to that word.
        if not harm.active and not between and _claimed(sentence, one, harm):
            return None
        return index
    return None


def _leads_up(between: Sequence[str]) -> bool:
    """ "kena batu waktu lewat ada 4 orang": the amount is announced."""
    return bool(between) and between[-1] in _LEAD and not _STOPS.intersection(between)


def _claimed(sentence: Sentence, one: Quantity, harm: Harm) -> bool:
    if sentence.words[one.end : one.end + 1] == [","]:
        return False
    beside = sentence.harms_from(one.end, one.end + _BESIDE + 1)
    others = [other for other in beside if other is not harm and other.kind in KINDS]
    return any(not _has_amount_behind(sentence, other) for other in others)


def _has_amount_behind(sentence: Sentence, harm: Harm) -> bool:
    """ "meninggal 1 luka 3": each amount stands behind its word."""
    at = sentence.amount_from(harm.end)
    return at < len(sentence.amounts) and sentence.amounts[at].start == harm.end


def _is_between(sentence: Sentence, start: int, end: int, kind: str) -> bool:
    """Whether something that takes the amount for itself stands between.

    A thing takes it only when it stands beside it: in "dua penjaga gudang" persons are counted.
    """
    said = sentence.words
    if ";" in said[start:end]:
        return True
    person = said[start : start + 1] and said[start] in _PERSONS
    for one in sentence.harms_from(start, end):
        if one.kind in {kind, "kk"} or (person and _is_aside(one, start, said)):
            continue
        if one.kind == "benda" and one.start - start > 1:
            continue
        return True
    return False


def _is_aside(one: Harm, start: int, said: Sequence[str]) -> bool:
    """Whether a word between an amount of persons and their harm is but a part of the telling."""
    return one.kind == "benda" or (one.start == start and said[start] == "pengungsi")


def _with_partners(sentence: Sentence, at: int) -> Iterator[Quantity]:
    """The amount and those joined to it: "3 warga dan 2 polisi tewas", "sopir dan 2 warga luka"."""
    one, said = sentence.amounts[at], sentence.words
    yield one
    if not one.start or said[one.start - 1] not in _AND:
        return
    partner = sentence.amounts[at - 1] if at else None
    if partner and 0 < one.start - 1 - partner.end <= _NEAR:
        if at - 1 not in sentence.used and not sentence.harms_from(partner.end, one.start):
            sentence.used.add(at - 1)
            yield partner
        return
    for start in range(max(0, one.start - 1 - _NEAR), one.start - 1):
        if said[start] in _ROLES and (start == 0 or said[start - 1] == ","):
            yield Quantity(start, start + 1, 1, 1, 1)
            return


def _partners_behind(sentence: Sentence, at: int) -> Iterator[Quantity]:
    """What "dan" joins to an amount behind a word of harm: "luka dua warga dan satu polisi"."""
    if at + 1 >= len(sentence.amounts) or at + 1 in sentence.used:
        return
    one, partner = sentence.amounts[at : at + 2]
    gap = partner.start - 1 - one.end
    joined = 0 < gap <= _NEAR and sentence.words[partner.start - 1] in _AND
    if joined and not sentence.harms_from(one.end, partner.end + _NEAR):
        sentence.used.add(at + 1)
        yield partner


def _are_families(sentence: Sentence, one: Quantity) -> bool:
    behind = sentence.words[one.end : one.end + 2]
    return "kk" in behind or behind[:1] == ["keluarga"] or behind == ["kepala", "keluarga"]


def _figure(sentence: Sentence, harm: Harm, one: Quantity) -> tuple[Figure, int, int]:
    best, high = one.best, one.high
    if _are_families(sentence, one):
        best, high = _FAMILY * best, None
    first, last = min(one.start, harm.start), max(one.end, harm.end) - 1
    return Figure(one.low, best, high), sentence.starts[first], sentence.ends[last]
