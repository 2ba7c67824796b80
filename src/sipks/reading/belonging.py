"""Which amounts of a sentence belong to which of its words of harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sipks.reading.harm import KINDS, Harm, Sentence
from sipks.reading.numbers import Quantity
from sipks.reading.tables import words

_BRIDGES: Final = words(
    """sebanyak mencapai berjumlah menjadi bertambah ada adalah : yakni yaitu sekitar sedikitnya
    setidaknya lebih dari kurang minimal total hingga jumlah tercatat diperkirakan ( sejumlah
    hampir antara disebut dilaporkan masih nih katanya kabarnya kakinya tangannya kepalanya nan
    yang yg sudah sdh lah total totalnya semuanya"""
)
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
_LEAD: Final = frozenset(["ada", "antara", "jumlahnya", "sebanyak", "ado"])
_STOPS: Final = frozenset([",", ";", "dan", "(", ")", ":"])
_BACK: Final = 8
_AHEAD: Final = 4
_NEAR: Final = 3
_BESIDE: Final = 2


def amount_for(sentence: Sentence, harm: Harm) -> int | None:
    """Index of the free amount that belongs to a word of harm."""
    front = amount_in_front(sentence, harm)
    behind = amount_behind(sentence, harm)
    after_korban = harm.start > 0 and sentence.words[harm.start - 1] == "korban"
    if harm.active or after_korban or sentence.words[harm.start] in {"korban", "pengungsi"}:
        adjacent = front is not None and harm.start - sentence.amounts[front].end <= after_korban
        order = [front, behind] if adjacent and not harm.active else [behind, front]
    else:
        order = [front, behind]
    chosen = next((one for one in order if one is not None), None)
    if chosen is not None and harm.manner == "kk":
        chosen = chosen if are_families(sentence, sentence.amounts[chosen]) else None
    if chosen is not None:
        sentence.used.add(chosen)
    return chosen


def amount_in_front(sentence: Sentence, harm: Harm) -> int | None:
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


def amount_behind(sentence: Sentence, harm: Harm) -> int | None:
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


def with_partners(sentence: Sentence, at: int) -> Iterator[Quantity]:
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
        if said[start] in _ROLES and (start == 0 or said[start - 1] in {",", ":"}):
            yield Quantity(start, start + 1, 1, 1, 1)
            return


def partners_behind(sentence: Sentence, at: int) -> Iterator[Quantity]:
    """What "dan" joins to an amount behind a word of harm: "luka dua warga dan satu polisi"."""
    if at + 1 >= len(sentence.amounts) or at + 1 in sentence.used:
        return
    one, partner = sentence.amounts[at : at + 2]
    gap = partner.start - 1 - one.end
    joined = 0 < gap <= _NEAR and sentence.words[partner.start - 1] in _AND
    if joined and not sentence.harms_from(one.end, partner.end + _NEAR):
        sentence.used.add(at + 1)
        yield partner


def are_families(sentence: Sentence, one: Quantity) -> bool:
    behind = sentence.words[one.end : one.end + 2]
    return "kk" in behind or behind[:1] == ["keluarga"] or behind == ["kepala", "keluarga"]
