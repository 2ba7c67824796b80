"""Groups that take part in what a text tells, and their roles; never persons.

A group is a word of `lexicon/actors.tsv` with what ties it to a place, a firm or a side ("warga
Desa Sukamaju", "pendukung paslon 02"). The name of a person is never taken in: only words after
such a tie are. The role follows from what is said beside the group in its sentence, else from the
form of what is told. Kinds with "?" are weak words ("orang", "anggota"), which need either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sipks.reading.actor_cues import OWNED, WITH
from sipks.reading.actor_forms import ACTING, EQUAL, ONE_SIDED, Seen, by_form, widest, without_crowd
from sipks.reading.actor_names import Name, names
from sipks.reading.actor_roles import ACTS, HARMED, MEDIATES, TAKES_PART, Sentences
from sipks.reading.concepts import Concepts, Hit
from sipks.reading.contract import Group
from sipks.reading.normalise import Prepared
from sipks.reading.tables import words

MOST: Final = 8
"""Groups told of one text."""
_LATE: Final = 0.6
"""Share of a text behind which its end begins: who comes in only there follows up or stands by."""
_SHORT: Final = 150
"""Letters of a text too short to have such an end."""
_TIE_SUFFICES: Final = frozenset(["perusahaan?", "suku?"])
"""Weak kinds that are named well enough by a tie alone."""
_PLAIN: Final = ACTING | {"jemaat", "pedagang", "pengungsi"}
"""Kinds whose words name a group by themselves."""
_ASIDE: Final = words(
    """ijin izin yth pak bapak bpk ibu kata ketua kepala saya sy jubir bicara menurut hari dinas
    koordinator mantan bekas versi kadis seorang majelis partai di ke balai sekretaris admin humas
    batas pucuk staf klinik blok meminta minta mengimbau mengajak berharap kantor gedung jalan
    jln depan"""
)


class Groups:
    """Finds groups."""

    def __init__(self) -> None:
        self._lexicon = Concepts.load("actors")
        self._kinds = {bit: name for name, bit in self._lexicon.bits.items()}
        self._officials = self._lexicon.mask("penengah?")
        self._mending = self._lexicon.mask("penengah", "penengah?")

    def find(self, text: Prepared, form: str | None = None) -> tuple[Group, ...]:
        """The groups of a text in order, each name once, at most `MOST`.

        `form` is the main form of what is told: where one side acts against another, the first
        group of those who may act is taken for it, and those who mostly suffer for the other.
        """
        hits: Sequence[Hit] = self._lexicon.find(text).hits
        if not hits:
            return ()
        sentences = Sentences(text)
        officials, mends = self._officials, sentences.is_mediating
        hits = [hit for hit in hits if hit.mask != officials or mends(hit.sentence)]
        late = max(len(text.raw) * _LATE, _SHORT)
        first = [hit for hit in hits if hit.start <= late]
        told = list(self._each(sentences, first, form))
        if len(first) < len(hits):
            rest = hits[len(first) :]
            if told:
                rest = [hit for hit in rest if hit.mask & self._mending]
            told += self._each(sentences, rest, form)
        named: dict[str, Seen] = {}
        for one in told:
            held = named.setdefault(one.name.lower(), one)
            if one.role and held.role in ("", TAKES_PART):
                held.role = one.role
        seen = list(named.values())
        if len(seen) > 1:
            seen = list(widest(without_crowd(seen)))[:MOST]
        by_form(seen, form)
        return tuple(
            Group(one.name, one.kind, one.role, *text.span(one.start, one.end)) for one in seen
        )

    def _each(self, sentences: Sentences, hits: Sequence[Hit], form: str | None) -> Iterator[Seen]:
        """Groups as they come; a role that nothing tells is empty."""
        text, last = sentences.text, ""
        one_sided, equal = form in ONE_SIDED, form in EQUAL
        for name in names(text, hits):
            hit, kind = name.hits[0], self._kind(name)
            before = sentences.before(hit)
            neighbour = before[-1] if before else ""
            if neighbour in _ASIDE:
                continue
            if equal and kind in _PLAIN:
                role = TAKES_PART
            else:
                role = sentences.role(before, name.after, hit, kind) or ""
            if not role and last == TAKES_PART and neighbour in WITH:
                role = TAKES_PART
            elif not role and one_sided and neighbour in OWNED:
                role = HARMED
            if not _is_aside(role, kind, tied=name.tied):
                last = role
                said = text.raw[hit.start : name.end]
                yield Seen(said, kind.rstrip("?"), role, hit.start, name.end)

    def _kind(self, name: Name) -> str:
        """Of the first word that says enough by itself."""
        kinds = self._kinds
        for hit in name.hits:
            kind = kinds[hit.mask & -hit.mask]
            if kind[-1] != "?":
                return kind
        return kinds[name.hits[0].mask & -name.hits[0].mask]


def _is_aside(role: str, kind: str, *, tied: bool) -> bool:
    """Whether a word for a group only stands by, as no role or tie makes it more."""
    if kind in _PLAIN:
        return False
    if kind == "penengah?":
        return role != MEDIATES
    if kind == "massa?":
        return role not in (ACTS, TAKES_PART) and not tied
    if kind[-1] == "?":
        return not role and not (tied and kind in _TIE_SUFFICES)
    return kind == "aparat" and not role
