"""How many were killed, injured or displaced and how much was damaged, as the text tells it.

Sentence by sentence, an amount is tied to the word of harm that it stands with. Figures of one
sentence add up ("3 luka berat dan 5 luka ringan"), those of several sentences are taken as tellings
of the same and the largest stays. Families (KK) count as "at least that many"; nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sipks.reading.concepts import Concepts, Hit
from sipks.reading.contract import Figure, Impact
from sipks.reading.normalise import Prepared
from sipks.reading.numbers import Quantity, quantities

KINDS: Final = {"mati": "killed", "luka": "injured", "ungsi": "displaced", "rusak": "damaged"}
_TOKEN: Final = re.compile(r"(?<![^\W_])\d+(?:\.\d{3})*(?![\d])|[^\W\d_]+|[():;,/–-]")
_NOT_AMOUNT_BEHIND: Final = frozenset(
    """tahun thn th meter m persen juta rupiah hari jam menit kali km kilometer hektare hektar ha
    bulan minggu pekan januari februari maret april mei juni juli agustus september oktober
    november desember wib wita wit ribu kg""".split()
)
_NOT_AMOUNT_BEFORE: Final = frozenset(
    """usia umur berusia berumur pasal nomor no rt rw km pukul pkl jam tanggal tgl ayat ke rp tahun
    senin selasa rabu kamis jumat sabtu minggu ahad rupiah nik kv kelas""".split()
)
_NEGATION: Final = frozenset("tidak tak tdk tanpa belum bukan nihil jangan gak ga nggak".split())
_UNREAL: Final = frozenset("akan mau ingin hendak bisa diancam mengancam agar ancam siap".split())
_BRIDGES: Final = frozenset(
    """sebanyak mencapai berjumlah menjadi bertambah ada adalah : yakni yaitu sekitar sedikitnya
    setidaknya lebih dari kurang minimal total hingga jumlah tercatat diperkirakan ( sejumlah
    hampir""".split()
)
_CALLING: Final = frozenset([",", ";", "ayo", "mari", "kita", "dan", ")", "semua"])
_BACK: Final = 8
_AHEAD: Final = 4
_NEAR: Final = 3
_OBJECT: Final = 4
_NONE: Final = (
    re.compile(
        r"\b(?:tidak|tak|tdk|gak|ga|nggak|tanpa|nihil)(?: (?:ada|ditemukan|terdapat|terjadi|adanya"
        r"|menimbulkan|sampai|memakan|jatuh|satupun|ada laporan))* korban\b(?: (?P<what>jiwa|meninggal|tewas|luka))?"
        r"(?: (?:maupun|atau|dan|ataupun) (?:korban )?(?P<more>luka|jiwa))?"
    ),
    re.compile(
        r"\bkorban(?: (?P<what>jiwa|meninggal|tewas|luka))?(?: (?:maupun|atau|dan|/) (?:korban )?(?P<more>luka|jiwa|materi\w*|materiil))?"
        r" ?:? ?(?:-? ?)(?:nihil|tidak ada|tdk ada|tak ada|0)\b"
    ),
    re.compile(
        r"\b(?:tidak ada|tak ada|tdk ada|tanpa ada)(?: \w+)? (?:yang|yg) (?P<what>luka|terluka|cedera|tewas|meninggal)"
        r"(?: (?:maupun|atau|dan|ataupun) (?P<more>luka|terluka|tewas))?"
    ),
)
_NO_DAMAGE: Final = re.compile(
    r"\bkerugian(?: materi\w*)? ?:? ?(?:nihil|tidak ada)|(?:tidak|tak|tdk|tanpa)(?: ada| adanya| menimbulkan)* (?:kerugian|kerusakan)"
)


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


@dataclass
class Sentence:
    """Words of a sentence with their offsets in `raw`, its words of harm and its amounts."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    harms: list[Harm]
    amounts: list[Quantity]
    used: set[int]


class Impacts:
    """Finds figures of harm."""

    def __init__(self) -> None:
        self._lexicon = Concepts.load("impact")
        self._names = {bit: name for name, bit in self._lexicon.bits.items()}

    def find(self, text: Prepared) -> tuple[Impact, list[Told]]:
        """The figures of the whole text, and each telling that supports them."""
        by_sentence: dict[int, list[Hit]] = defaultdict(list)
        for hit in self._lexicon.find(text).hits:
            by_sentence[hit.sentence].append(hit)
        told = [one for index, hits in by_sentence.items() for one in self._read(text, index, hits)]
        if "orban" in text.raw or "erugian" in text.raw or "tidak ada" in text.key:
            told += _nothing(text)
        return _summed(told), told

    def _read(self, text: Prepared, index: int, hits: Sequence[Hit]) -> Iterator[Told]:
        kinds = {self._names[hit.mask].split("-")[0] for hit in hits}
        if not kinds & KINDS.keys():
            return
        sentence = self._sentence(text, index, hits)
        for kind in ("mati", "luka", "ungsi"):
            if kind in kinds:
                yield from _people(sentence, kind)
        if {"rusak", "benda"} <= kinds:
            yield from _things(sentence)

    def _sentence(self, text: Prepared, index: int, hits: Sequence[Hit]) -> Sentence:
        starts_at = text.sentence_starts
        end = starts_at[index + 1] if index + 1 < len(starts_at) else len(text.raw)
        tokens = list(_TOKEN.finditer(text.raw, starts_at[index], end))
        words = [token[0].lower() for token in tokens]
        starts, ends = [token.start() for token in tokens], [token.end() for token in tokens]
        position = {start: at for at, start in enumerate(starts)}
        closing = {stop: at for at, stop in enumerate(ends)}
        harms = []
        for hit in hits:
            if hit.start in position and hit.end in closing:
                kind, _, active = self._names[hit.mask].partition("-")
                harms.append(Harm(position[hit.start], closing[hit.end] + 1, kind, bool(active)))
        amounts = [one for one in quantities(words) if _is_amount(words, one)]
        return Sentence(words, starts, ends, harms, amounts, set())


def _is_amount(words: Sequence[str], one: Quantity) -> bool:
    """Whether a number may count persons or things: no age, date, clock, money or article."""
    before = words[one.start - 1] if one.start else ""
    behind = words[one.end] if one.end < len(words) else ""
    if before == "(" and behind in {")", "th", "thn", "tahun"}:
        return False
    return not (
        before in _NOT_AMOUNT_BEFORE or behind in _NOT_AMOUNT_BEHIND or before == behind == "/"
        or (behind == "/" and words[one.end + 1 : one.end + 2] and words[one.end + 1][0].isdigit())
        or (before == "/" and words[one.start - 2][0].isdigit())
    )  # fmt: skip


def _people(sentence: Sentence, kind: str) -> Iterator[Told]:
    vague: Told | None = None
    figures: list[tuple[Figure, int, int]] = []
    for harm in sentence.harms:
        if harm.kind != kind or _is_unreal(sentence.words, harm):
            continue
        at = _amount_for(sentence, harm)
        if at is None:
            here = sentence.starts[harm.start], sentence.ends[harm.end - 1]
            vague = vague or Told(KINDS[kind], Figure(1, 1, None), *here)
            continue
        figures += [_figure(sentence, harm, one) for one in _with_partners(sentence, at)]
    if figures:
        start, end = min(one[1] for one in figures), max(one[2] for one in figures)
        yield Told(KINDS[kind], _added([one[0] for one in figures]), start, end)
    elif vague:
        yield vague


def _is_unreal(words: Sequence[str], harm: Harm) -> bool:
    before, behind = words[max(0, harm.start - 3) : harm.start], words[harm.end : harm.end + 3]
    if "nihil" in behind or behind[-2:] == ["tidak", "ada"] or behind[:2] == ["tidak", "ada"]:
        return True
    return bool(_NEGATION.intersection(before) or _UNREAL.intersection(before[-2:]))


def _is_call(words: Sequence[str], harm: Harm) -> bool:
    """"bakar kantornya!": a bare verb with nobody in front of it calls for the deed."""
    before = words[harm.start - 1] if harm.start else ","
    return words[harm.start] == "bakar" and before in _CALLING


def _amount_for(sentence: Sentence, harm: Harm) -> int | None:
    """Index of the free amount that belongs to a word of harm."""
    front = _in_front(sentence, harm)
    behind = _behind(sentence, harm)
    after_korban = harm.start > 0 and sentence.words[harm.start - 1] == "korban"
    if harm.active or after_korban or sentence.words[harm.start] == "korban":
        adjacent = front is not None and harm.start - sentence.amounts[front].end <= 1 + after_korban
        order = [front, behind] if adjacent and not harm.active else [behind, front]
    else:
        order = [front, behind]
    chosen = next((one for one in order if one is not None), None)
    if chosen is not None:
        sentence.used.add(chosen)
    return chosen


def _in_front(sentence: Sentence, harm: Harm) -> int | None:
    for index in range(len(sentence.amounts) - 1, -1, -1):
        one = sentence.amounts[index]
        if one.end > harm.start or index in sentence.used:
            continue
        if harm.start - one.end > _BACK or _is_between(sentence, one.end, harm.start, harm.kind):
            return None
        return index
    return None


def _behind(sentence: Sentence, harm: Harm) -> int | None:
    for index, one in enumerate(sentence.amounts):
        if one.start < harm.end or index in sentence.used:
            continue
        between = sentence.words[harm.end : one.start]
        limit = _AHEAD if harm.active else _NEAR
        if len(between) > limit or not (harm.active or _BRIDGES.issuperset(between)):
            return None
        if _is_between(sentence, harm.end, one.start, harm.kind):
            return None
        # An amount right before another word of harm belongs to that word.
        if not harm.active and not between and _claimed(sentence, one, harm):
            return None
        return index
    return None


def _claimed(sentence: Sentence, one: Quantity, harm: Harm) -> bool:
    return any(
        0 <= other.start - one.end <= 2 and other.kind in KINDS
        for other in sentence.harms
        if other is not harm
    )


def _is_between(sentence: Sentence, start: int, end: int, kind: str) -> bool:
    """Whether something that takes the amount for itself stands between."""
    if ";" in sentence.words[start:end]:
        return True
    return any(
        start <= one.start < end and one.kind not in {kind, "kk"} for one in sentence.harms
    )


def _with_partners(sentence: Sentence, at: int) -> Iterator[Quantity]:
    """The amount and those joined to it: "3 warga dan 2 polisi tewas"."""
    one = sentence.amounts[at]
    yield one
    if at and at - 1 not in sentence.used and sentence.words[one.start - 1] in {"dan", "serta"}:
        partner = sentence.amounts[at - 1]
        gap = one.start - 1 - partner.end
        taken = any(partner.end <= harm.start < one.start for harm in sentence.harms)
        if 0 < gap <= _NEAR and not taken:
            sentence.used.add(at - 1)
            yield partner


def _figure(sentence: Sentence, harm: Harm, one: Quantity) -> tuple[Figure, int, int]:
    high = one.high
    behind = sentence.words[one.end : one.end + 2]
    if "kk" in behind or behind == ["kepala", "keluarga"] or behind[:1] == ["keluarga"]:
        high = None
    first, last = min(one.start, harm.start), max(one.end, harm.end) - 1
    return Figure(one.low, one.best, high), sentence.starts[first], sentence.ends[last]


def _things(sentence: Sentence) -> Iterator[Told]:
    """Counted things in a sentence of damage, else one thing beside the word of damage."""
    words = sentence.words
    figures = []
    for thing in (one for one in sentence.harms if one.kind == "benda"):
        for index, one in enumerate(sentence.amounts):
            gap = thing.start - one.end
            sought = 0 <= gap <= 2 or (0 <= one.start - thing.end <= 3 and "unit" in words[one.end : one.end + 1])
            if index not in sentence.used and sought and not {",", "dan"} & set(words[one.end : thing.start]):
                sentence.used.add(index)
                figure = Figure(one.low, one.best, one.high)
                figures.append((figure, sentence.starts[min(one.start, thing.start)], sentence.ends[thing.end - 1]))
                break
    if figures:
        yield Told("damaged", _added([one[0] for one in figures]), figures[0][1], figures[-1][2])
        return
    for damage in (one for one in sentence.harms if one.kind == "rusak"):
        if _is_unreal(words, damage) or _is_call(words, damage):
            continue
        for thing in (one for one in sentence.harms if one.kind == "benda"):
            gap = thing.start - damage.end if damage.active else damage.start - thing.end
            if 0 <= gap <= _OBJECT:
                first, last = min(thing.start, damage.start), max(thing.end, damage.end) - 1
                yield Told("damaged", Figure(1, 1, None), sentence.starts[first], sentence.ends[last])
                return


def _added(figures: Sequence[Figure]) -> Figure:
    """The sum, unless the first is the total of the rest."""
    if len(figures) > 2:  # noqa: PLR2004
        largest = max(figures, key=lambda one: one.best)
        if 2 * largest.best == sum(one.best for one in figures):
            return largest
    open_ended = any(one.high is None for one in figures)
    high = None if open_ended else sum(one.high or 0 for one in figures)
    return Figure(sum(one.low for one in figures), sum(one.best for one in figures), high)


def _nothing(text: Prepared) -> Iterator[Told]:
    """Where the text says that there was no harm."""
    for start, end in _sentence_spans(text):
        tokens = list(_TOKEN.finditer(text.raw, start, end))
        if not tokens:
            continue
        line = " ".join(token[0].lower() for token in tokens)
        span = tokens[0].start(), tokens[-1].end()
        for pattern in _NONE:
            for match in pattern.finditer(line):
                for kind in _denied(match["what"], match["more"]):
                    yield Told(kind, Figure(0, 0, 0), *span)
        if _NO_DAMAGE.search(line):
            yield Told("damaged", Figure(0, 0, 0), *span)


def _sentence_spans(text: Prepared) -> Iterable[tuple[int, int]]:
    starts = text.sentence_starts
    return zip(starts, [*starts[1:], len(text.raw)], strict=True)


def _denied(what: str | None, more: str | None) -> Iterator[str]:
    named = {what, more}
    if what is None or named & {"jiwa", "meninggal", "tewas"}:
        yield "killed"
    if what is None or named & {"luka", "terluka", "cedera"}:
        yield "injured"


def _summed(told: Sequence[Told]) -> Impact:
    best: dict[str, Figure] = {}
    for one in told:
        held = best.get(one.kind)
        if held is None or (one.figure.best, one.figure.low) > (held.best, held.low):
            best[one.kind] = one.figure
        elif one.figure.best == held.best and held.high is None:
            best[one.kind] = one.figure
    return Impact(**best)
