"""Text made ready for matching, with every character still traceable to the original.

`key` is lower-case ASCII: letters and digits stay, accents and styled letters (full width,
mathematical bold) fold to their plain form, all else becomes a space. One space is added at both
ends so that a pattern written as " kata " matches whole words only. Handles and links are no words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from sipks.reading.tables import words

DEPTH: Final = 20_000
"""Characters analysed deeply; masking covers the whole text, the rest of it is not read."""

_NON_ASCII: Final = re.compile(r"[^\x00-\x7f]")
# Soft hyphen, combining accents, zero-width characters, direction marks, byte-order mark.
_INVISIBLE: Final = re.compile(
    r"[\u00ad\u0300-\u036f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SEPARATORS: Final = bytes(
    byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256)
)
_NOT_UPPER: Final = bytes(byte for byte in range(256) if not 65 <= byte <= 90)
_NOT_LOWER: Final = bytes(byte for byte in range(256) if not 97 <= byte <= 122)
_FEW: Final = 40
_TWICE: Final = re.compile(r"(?<=[a-z]{3})2(?![a-z0-9])")
"""The figure that writes a word twice: "rame2"."""
_NOT_WORDS: Final = re.compile(r"@\w+|https?://\S+")
_STOP: Final = re.compile(r"[.!?][\"”’')\]]*(?=\s)|[\n\r]+|\u2026")
_ABBREVIATIONS: Final = words(
    """jl jln kec kab kel ds no dr drs ir hj kh prof sh mh st dkk akp akbp kompol iptu ipda aiptu
    bripka brigjen irjen komjen kombes letkol letjen mayjen kol kapt sdr bpk gg rt rw prov tgl
    km pt cv ust kp dsn gmp hm"""
)


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """One ASCII character for `char`, a space when it has no plain letter or digit."""
    for plain in unicodedata.normalize("NFKD", char):
        if plain.isascii() and plain.isalnum():
            return plain
    return " "


def ascii_fold(text: str) -> str:
    """`text` with each non-ASCII character replaced by one ASCII character (same length)."""
    if text.isascii():
        return text
    strange = set(_NON_ASCII.findall(text))
    if len(strange) > _FEW:
        return text.translate({ord(char): _fold(char) for char in strange})
    for char in strange:
        text = text.replace(char, _fold(char))
    return text


def as_key(text: str) -> str:
    """Lower-case words between single separators' worth of spaces; same length as `text`."""
    folded = ascii_fold(text).encode("ascii")
    return folded.translate(_SEPARATORS).decode("ascii").lower()


@dataclass(frozen=True)
class Prepared:
    """A text ready for matching.

    `raw` is the visible text (cut at `DEPTH`, invisible characters dropped), `key` the padded
    matching form: `key[i + 1]` stands for `raw[i]`. `kept` maps `raw` to the full text when
    something invisible was dropped, else it is None.
    """

    full: str
    raw: str
    key: str
    kept: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the full text of `raw[start:end]`."""
        if self.kept is None:
            return start, end
        return self.kept[start], self.kept[end - 1] + 1

    @cached_property
    def tokens(self) -> list[str]:
        """Words of `key`."""
        return self.key.split()

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Offsets in `raw` at which sentences begin; the first is 0."""
        starts = [0]
        for stop in _STOP.finditer(self.raw):
            if not self._is_abbreviation(stop.start()):
                starts.append(stop.end())
        return starts

    def _is_abbreviation(self, stop: int) -> bool:
        # key is shifted by one, so key[:stop + 1] ends just before the full stop.
        if self.raw[stop] != ".":
            return False
        word = self.key[self.key.rfind(" ", 0, stop + 1) + 1 : stop + 1]
        return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence that holds `raw[offset]`."""
        return bisect_right(self.sentence_starts, offset) - 1

    @cached_property
    def cased(self) -> bool:
        """Whether capital letters tell anything (neither all lower nor mostly upper case)."""
        sample = self.raw[:2000].encode("ascii", "ignore")
        upper = len(sample.translate(None, _NOT_UPPER))
        lower = len(sample.translate(None, _NOT_LOWER))
        return 0 < upper < 0.4 * (upper + lower)


def prepare(full: str) -> Prepared:
    """Make `full` ready; only the first `DEPTH` characters are kept for analysis."""
    raw, kept = full[:DEPTH], None
    if not raw.isascii() and _INVISIBLE.search(raw):
        kept = [index for index, char in enumerate(raw) if not _INVISIBLE.match(char)]
        raw = "".join(raw[index] for index in kept)
    said = raw
    if "2" in raw:
        said = _TWICE.sub(" ", said)
    if "@" in raw or "http" in raw:
        said = _NOT_WORDS.sub(lambda found: " " * len(found[0]), said)
    return Prepared(full, raw, f" {as_key(said)} ", kept)
