"""Which encoding a text file has, decided from its head and again for every line."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes

from sipks.intake.connectors.base import HEAD_BYTES

# What offices send besides Unicode: Windows Western, Windows Arabic, Chinese, old Macintosh.
_LEGACY = ["cp1252", "cp1256", "gb18030", "mac_roman"]
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Charset:
    """An encoding; `legacy` serves the lines of a UTF-8 file that are not UTF-8."""

    name: str = "utf-8"
    bom: bytes = b""
    legacy: str = "cp1252"

    @property
    def unit(self) -> int:
        """Bytes of one code unit."""
        return 2 if self.name.startswith("utf-16") else 1

    def strip_eol(self, raw: bytes) -> bytes:
        """The line without its line feed and carriage return."""
        for end in ("\n", "\r"):
            raw = raw.removesuffix(end.encode(self.name))
        return raw

    def decode(self, raw: bytes) -> tuple[str, str]:
        """Text, and a remark on how it was decoded ("" when as declared). Never raises."""
        try:
            return raw.decode(self.name), ""
        except UnicodeDecodeError:
            return self._repair(raw)

    def _repair(self, raw: bytes) -> tuple[str, str]:
        text = raw.decode(self.name, "replace")
        broken = text.count("\ufffd")
        # Mostly good UTF-8 with a torn character (a post cut off in an emoji) is still UTF-8.
        sound = sum(not char.isascii() for char in text) - broken
        if self.unit == 2 or sound >= broken:
            return text, f"{self.name}, karakter rusak diganti"
        try:
            return raw.decode(self.legacy), self.legacy
        except UnicodeDecodeError:
            return raw.decode("latin-1"), "latin-1"


def detect(head: bytes) -> Charset:
    """The encoding of a file that begins with `head`."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Charset(name, bom)
    return _wide(head) or _narrow(head)


def detect_stream(stream: BinaryIO) -> Charset:
    """`detect` on the head of a seekable stream, which is rewound."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return detect(head)


def _wide(head: bytes) -> Charset | None:
    # Without a mark, UTF-16 of Latin text shows in every second byte being zero.
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > 0.7 * len(zeros) and others.count(0) < 0.1 * len(others):
            return Charset(name)
    return None


def _narrow(head: bytes) -> Charset:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        best = from_bytes(head, cp_isolation=_LEGACY).best()
        return Charset(legacy=best.encoding if best else "cp1252")
    return Charset()
