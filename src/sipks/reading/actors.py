"""Groups that take part in what a text tells, and their roles; never persons.

A group is a word of `lexicon/actors.tsv` with what ties it to a place, a firm or a side ("warga
Desa Sukamaju", "pendukung paslon 02"). The name of a person is never taken in: only words after
such a tie are. The role follows from what is said beside the group in its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sipks.reading.concepts import Concepts, Hit
from sipks.reading.contract import Group
from sipks.reading.normalise import Prepared

MOST: Final = 8
"""Groups told of one text."""
MEDIATOR: Final = "penengah"
_STATE: Final = frozenset([MEDIATOR, "aparat"])
_ONE_SIDED: Final = frozenset(
    [
        "penyerangan",
        "perusakan_pembakaran",
        "penculikan_penyanderaan",
        "intimidasi_teror",
        "penjarahan",
        "pengusiran",
        "pengeroyokan",
        "ledakan_tembak",
        "blokade",
    ]
)
_ACTING: Final = frozenset(
    [
        "massa",
        "kkb",
        "pemuda",
        "ormas",
        "pendukung",
        "perguruan",
        "suporter",
        "warga",
        "petani",
        "nelayan",
        "penambang",
        "buruh",
        "sopir",
        "pelajar",
        "mahasiswa",
        "suku",
    ]
)
_STANDING: Final = frozenset(["aparat", MEDIATOR, "penyelenggara"])
_TIES: Final = """desa ds dusun dsn kampung kp kelurahan kel kecamatan kec distrik nagari gampong
    kabupaten kab kota rt rw pt cv paslon calon nomor no partai suku marga asal dari sma smk smkn
    sman ormas perguruan"""
_SUFFERED: Final = """serang bacok keroyok aniaya pukul pukuli tembak tembaki usir sandera
    sekap ancam bakar jarah rusak lempar lempari intimidasi culik teror tikam hajar gusur
    evakuasi rawat"""
_DONE: Final = """menyerang membacok mengeroyok menganiaya memukul memukuli menembak menembaki
    mengusir menyandera menyekap mengancam membakar menjarah merusak melempar melempari
    mengintimidasi
    menculik meneror menikam menghajar menyerbu menggeruduk memblokir memblokade menutup menyegel
    menghadang mendobrak merobohkan serang serbu bakar rusak keroyok blokir geruduk palang lempar
    lempari usir"""
_MENDED: Final = """mediasi memediasi dimediasi difasilitasi memfasilitasi menengahi ditengahi
    melerai mendamaikan disaksikan islah damai berdamai"""


def _any(listed: str, prefix: str = "") -> str:
    return "|".join(f"{prefix}{one}" for one in listed.split())


_TIED: Final = re.compile(
    rf"(?: (?i:{_any(_TIES)})\.?){{1,3}}(?: (?:[A-Z][\w'-]*|\d{{1,3}})){{1,3}}"
    r"|(?: [A-Z]{2,6}\b)"
)
_BY: Final = re.compile(r" (?:oleh|ku|dening|dek) $")
_HARMED: Final = re.compile(
    rf"^ (?:\w+ ){{0,3}}?(?:{_any(_SUFFERED, 'di')}|luka|terluka|tewas|meninggal|mengungsi"
    r"|menjadi korban|jadi korban|diungsikan)\b"
)
_ACTS: Final = re.compile(rf"^ (?:\w+ ){{0,3}}?(?:{_any(_DONE)})\b")
_MEDIATES: Final = re.compile(rf"\b(?:{_any(_MENDED)})\b")


class Groups:
    """Finds groups."""

    def __init__(self) -> None:
        self._lexicon = Concepts.load("actors")
        self._kinds = {bit: name for name, bit in self._lexicon.bits.items()}

    def find(self, text: Prepared, form: str | None = None) -> tuple[Group, ...]:
        """The groups of a text in order, each name once, at most `MOST`.

        `form` is the main form of what is told: where one side acts against another, the first
        group of those who may act is taken for it, and those who mostly suffer for the other.
        """
        named: dict[str, Group] = {}
        for hit in self._lexicon.find(text).hits:
            one = self._group(text, hit)
            held = named.setdefault(one.name.lower(), one)
            if held.role == "pihak" != one.role:
                named[one.name.lower()] = held._replace(role=one.role)
        found = tuple(_widest(list(named.values())))[:MOST]
        return _by_form(found) if form in _ONE_SIDED else found

    def _group(self, text: Prepared, hit: Hit) -> Group:
        tied = _TIED.match(text.raw, hit.end)
        end = tied.end() if tied else hit.end
        kind = self._kinds[hit.mask & -hit.mask]
        start, end_full = text.span(hit.start, end)
        role = _role(text, hit.start, end, kind, hit.sentence)
        return Group(text.raw[hit.start : end], kind, role, start, end_full)


def _role(text: Prepared, start: int, end: int, kind: str, sentence: int) -> str:
    starts = text.sentence_starts
    last = starts[sentence + 1] if sentence + 1 < len(starts) else len(text.raw)
    before, behind = text.key[starts[sentence] : start + 1], text.key[end + 1 : last + 1]
    if kind in _STATE and _MEDIATES.search(text.key, starts[sentence], last + 1):
        return "mediator"
    if _BY.search(before) or _ACTS.match(behind):
        return "pelaku"
    return "korban" if _HARMED.match(behind) else "pihak"


def _by_form(found: tuple[Group, ...]) -> tuple[Group, ...]:
    """Roles that nothing beside the groups tells, from the form."""
    acting = any(one.role == "pelaku" for one in found)
    told = []
    for one in found:
        if one.role == "pihak" and one.kind in _ACTING and not acting:
            one, acting = one._replace(role="pelaku"), True
        elif one.role == "pihak" and one.kind not in _STANDING:
            one = one._replace(role="korban")
        told.append(one)
    return tuple(told)


def _widest(groups: list[Group]) -> Iterator[Group]:
    """Without a bare word that a fuller name says again: "warga" beside "warga Desa Sukamaju"."""
    for one in groups:
        if not any(other.name.lower().startswith(f"{one.name.lower()} ") for other in groups):
            yield one
