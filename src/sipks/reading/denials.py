"""Where a text says that nobody was harmed and nothing damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sipks.reading.harm import NOUGHT, TOKEN, Told
from sipks.reading.normalise import Prepared

_NO: Final = (
    r"(?:tidak|tak|tdk|gak|ga|nggak|kaga|kagak|kada|tra|trada|tarada|seng|sing|nyanda|ora|tanpa"
    r"|nihil)"
)
_WHAT: Final = r"(?: (?P<what>jiwa|meninggal|tewas|luka))?"
_OR: Final = r"(?:maupun|atau|dan|ataupun|/)"
_NONE: Final = (
    re.compile(
        rf"\b{_NO}(?: (?:ada|ditemukan|terdapat|terjadi|adanya|menimbulkan|sampai|memakan|jatuh))*"
        rf" korban\b{_WHAT}(?: {_OR} (?:korban )?(?P<more>luka|jiwa))?"
    ),
    re.compile(
        rf"\bkorban{_WHAT}(?: {_OR} (?:korban )?(?P<more>luka|jiwa|materi\w*))?"
        r" ?:? ?(?:-? ?)(?:nihil|tidak ada|tdk ada|tak ada|trada|tra ada|0)\b"
    ),
    re.compile(r"\b(?:kor|kormat) (?:: )?nihil\b"),
    re.compile(r"\b(?P<what>luka|korlun|korluk) (?:: )?nihil\b"),
    re.compile(
        r"\b(?:tidak ada|tak ada|tdk ada|tanpa ada|trada|tra ada|tarada|seng ada|kada ada|kaga ada)"
        r"(?: \w+)? (?:yang|yg)"
        r" (?P<what>luka|terluka|cedera|tewas|meninggal)"
        rf"(?: {_OR} (?P<more>luka|terluka|tewas))?"
    ),
)
_NO_DAMAGE: Final = re.compile(
    r"\bkerugian(?: materi\w*)? ?:? ?(?:nihil|tidak ada)"
    r"|(?:tidak|tak|tdk|tanpa)(?: ada| adanya| menimbulkan)* (?:kerugian|kerusakan)"
)
_CUES: Final = (
    " korban ", " kerugian ", " kerusakan ", " tidak ada ", " tak ada ", " tdk ada ", " nihil ",
    " trada ", " tra ada ", " tarada ", " seng ada ", " kada ada ", " kaga ada ",
)  # fmt: skip


def denials(text: Prepared) -> Iterator[Told]:
    """Figures of nought, each with its sentence."""
    if not any(cue in text.key for cue in _CUES):
        return
    starts = text.sentence_starts
    for start, end in zip(starts, [*starts[1:], len(text.raw)], strict=True):
        said = text.key[start : end + 2]
        if not any(cue in said for cue in _CUES):
            continue
        tokens = list(TOKEN.finditer(text.raw, start, end))
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
            if what is None or named & {"luka", "terluka", "cedera", "korlun", "korluk"}:
                yield "injured"
    if _NO_DAMAGE.search(line):
        yield "damaged"
