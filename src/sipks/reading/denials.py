"""Where a text says that nobody was harmed and nothing damaged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sipks.reading.harm import NOUGHT, TOKEN, Told
from sipks.reading.normalise import Prepared

_NO: Final = (
    r"(?:tidak|tak|tdk|gak|gk|ga|nggak|ngga|enggak|kaga|kagak|kada|tra|trada|tarada|seng|sing|nyanda"
    r"|nda|ndak|ndag|dak|sonde|son|indak|ora|ra|teu|tanpa|nihil|euweuh|tara)"
)
_THERE: Final = (
    r"(?:ada|ado|ade|ono|ana|aya|katong ada|satu|satupun|seorang|seorangpun|sorangpun|pun)"
)
_WHO: Final = r"(?:yang|yg|nan|nu|sing|orang yang|org yg|orang|org|warga)"
_HURT: Final = r"kena|luka|luko|terluka|tatu|cedera|cidera|tewas|meninggal"
_WHAT: Final = rf"(?: (?P<what>jiwa|{_HURT}))?"
_OR: Final = r"(?:maupun|atau|dan|ataupun|/)"
_NONE: Final = (
    re.compile(
        rf"\b{_NO}(?: (?:ada|ditemukan|terdapat|terjadi|adanya|menimbulkan|sampai|memakan"
        rf"|jatuh|aya|yang jadi|yg jadi|yang menjadi"
        rf"|ado|ono|satu|seorang|pun|satupun|seorangpun))*"
        rf" korban\b{_WHAT}(?: (?:{_OR} )?(?:korban )?(?P<more>luka|jiwa))?"
    ),
    re.compile(
        rf"\bkorban{_WHAT}(?: {_OR} (?:korban )?(?P<more>luka|jiwa|materi\w*))?"
        r"(?: (?:mah|sih|dlm|dalam|aksi|kejadian|peristiwa|ini|itu|tersebut|sementara|sejauh))*"
        r" ?:? ?(?:-? ?)(?:nihil|tidak ada|tdk ada|tak ada|gak ada|ga ada|gk ada|trada|tra ada|0)\b"
    ),
    re.compile(r"\b(?:kor|kormat) (?:: )?nihil\b"),
    re.compile(r"\b(?P<what>luka|korlun|korluk) (?:: )?nihil\b"),
    re.compile(r"\bnihil (?:yang |yg |nan )?(?P<what>luka)\b"),
)
_NOBODY: Final = re.compile(
    rf"\b(?:{_NO}(?: {_THERE})+|trada|tarada|euweuh)(?: (?!{_WHO} )\w+)?(?: {_WHO})?"
    rf" (?P<what>{_HURT})(?: {_OR} (?P<more>{_HURT}))?\b"
)
"""Nobody at all: who is not even hurt is not dead."""
_WOUNDED: Final = frozenset(
    ["kena", "luka", "luko", "terluka", "tatu", "cedera", "cidera", "korlun", "korluk"]
)
_NO_DAMAGE: Final = re.compile(
    r"\bkerugian(?: materi\w*)? ?:? ?(?:nihil|tidak ada)"
    r"|(?:tidak|tak|tdk|tanpa)(?: ada| adanya| menimbulkan)* (?:kerugian|kerusakan)"
)


def denials(text: Prepared, sentences: Iterable[int]) -> Iterator[Told]:
    """Figures of nought, each with its sentence; only in `sentences`, by their index."""
    for index in sentences:
        starts = text.sentence_starts
        end = starts[index + 1] if index + 1 < len(starts) else len(text.raw)
        tokens = list(TOKEN.finditer(text.raw, starts[index], end))
        if not tokens:
            continue
        line = " ".join(token[0].lower() for token in tokens)
        for kind in _denied(line):
            yield Told(kind, NOUGHT, tokens[0].start(), tokens[-1].end())


def _denied(line: str) -> Iterator[str]:
    for pattern in _NONE:
        for match in pattern.finditer(line):
            told = match.groupdict()
            what = told.get("what")
            named = {what, told.get("more")}
            if what is None or named & {"jiwa", "meninggal", "tewas"}:
                yield "killed"
            if what is None or named & _WOUNDED:
                yield "injured"
    for match in _NOBODY.finditer(line):
        yield "killed"
        if {match["what"], match["more"]} & _WOUNDED:
            yield "injured"
    if _NO_DAMAGE.search(line):
        yield "damaged"
