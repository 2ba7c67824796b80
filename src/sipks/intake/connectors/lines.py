"""Physical lines of a text stream, however long, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sipks.intake.connectors.base import HEAD_BYTES, Origin
from sipks.intake.connectors.charset import Charset


@dataclass(frozen=True, slots=True)
class Line:
    """`raw` includes the line end; of a line that is too long it is only the head."""

    raw: bytes
    number: int
    offset: int
    length: int

    @property
    def cut(self) -> bool:
        """Whether `raw` is only the head."""
        return self.length > len(self.raw)


def read_lines(stream: BinaryIO, charset: Charset, limit: int) -> Iterator[Line]:
    """Lines from the position of `stream` on, numbered from 1; more than `limit` bytes are cut.

    Needs only `readline`, so it serves request bodies too; `stream.tell()` stays exact.
    """
    offset, number = 0, 0
    while True:
        raw, length = _read_line(stream, charset, limit)
        if not length:
            return
        number += 1
        if number == 1 and charset.bom and raw.startswith(charset.bom):
            raw, offset = raw[len(charset.bom) :], len(charset.bom)
            length -= len(charset.bom)
        if length:
            yield Line(raw, number, offset, length)
        offset += length


def _read_line(stream: BinaryIO, charset: Charset, limit: int) -> tuple[bytes, int]:
    kept, length, last = bytearray(), 0, b""
    while piece := stream.readline(HEAD_BYTES):
        if charset.name == "utf-16-le" and piece.endswith(b"\n") and (length + len(piece)) % 2:
            piece += stream.read(1)  # the zero after the line feed
        length += len(piece)
        last = (last + piece)[-2:]
        # Of a line past the limit only the head is kept, the rest is read and counted.
        room = limit - len(kept)
        kept += piece[:room]
        if _ends(charset, last, length):
            break
    return (bytes(kept[:HEAD_BYTES]) if length > limit else bytes(kept)), length


def _ends(charset: Charset, last: bytes, length: int) -> bool:
    if charset.unit == 1:
        return last.endswith(b"\n")
    # A byte 0x0A inside another UTF-16 character (U+010A, U+0A00) is no line end.
    return length % 2 == 0 and last == "\n".encode(charset.name)


def origin_of(lines: list[Line], charset: Charset) -> Origin:
    """The origin of a record that fills `lines` (at least one)."""
    whole = b"".join(line.raw for line in lines)
    length = sum(line.length for line in lines)
    raw = whole if length > len(whole) else charset.strip_eol(whole)
    return Origin(
        raw=raw,
        row=lines[0].number,
        offset=lines[0].offset,
        length=length - (len(whole) - len(raw)),
    )
