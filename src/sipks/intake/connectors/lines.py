"""Physical lines of a text stream, however long, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_CUR
from typing import BinaryIO

from sipks.intake.connectors.base import HEAD_BYTES, JsonValue, Origin
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


class _CarriageReturns:
    """A stream whose lines end in CR alone, as old Macintosh programs write them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._held = stream, b""

    def readline(self, size: int) -> bytes:
        """At most `size` bytes, to the next CR."""
        if not self._held:
            self._held = self._stream.read(size)
        end = self._held.find(b"\r", 0, size) + 1 or size
        line, self._held = self._held[:end], self._held[end:]
        return line


def read_lines(stream: BinaryIO, charset: Charset, limit: int) -> Iterator[Line]:
    """Lines from the position of `stream` on, numbered from 1; more than `limit` bytes are cut.

    A file whose head has carriage returns and no line feed has lines that end in CR alone.
    """
    head = stream.read(HEAD_BYTES)
    stream.seek(-len(head), SEEK_CUR)
    old_mac = charset.unit == 1 and b"\r" in head.rstrip(b"\r") and b"\n" not in head
    source = _CarriageReturns(stream) if old_mac else stream
    end = b"\r" if old_mac else "\n".encode(charset.name)
    offset, number = 0, 0
    while True:
        raw, length = _read_line(source, end, limit)
        if not length:
            return
        number += 1
        if number == 1 and charset.bom and raw.startswith(charset.bom):
            raw, offset = raw[len(charset.bom) :], len(charset.bom)
            length -= len(charset.bom)
        if length:
            yield Line(raw, number, offset, length)
        offset += length


def _read_line(stream: BinaryIO | _CarriageReturns, end: bytes, limit: int) -> tuple[bytes, int]:
    kept, length, last = bytearray(), 0, b""
    while piece := stream.readline(HEAD_BYTES):
        if end == b"\n\0" and piece.endswith(b"\n") and (length + len(piece)) % 2:
            piece += stream.readline(1)  # the zero after the line feed of UTF-16 LE
        length += len(piece)
        last = (last + piece)[-len(end) :]
        # Of a line past the limit only the head is kept, the rest is read and counted.
        kept += piece[: max(0, limit - len(kept))]
        # A byte 0x0A inside another UTF-16 character (U+010A, U+0A00) is no line end.
        if last == end and length % len(end) == 0:
            break
    return (bytes(kept[:HEAD_BYTES]) if length > limit else bytes(kept)), length


def origin_of(
    lines: list[Line], charset: Charset, remarks: dict[str, JsonValue] | None = None
) -> Origin:
    """The origin of a record that fills `lines` (at least one)."""
    whole = b"".join(line.raw for line in lines)
    length = sum(line.length for line in lines)
    raw = whole if length > len(whole) else charset.strip_eol(whole)
    return Origin(
        raw=raw,
        row=lines[0].number,
        offset=lines[0].offset,
        length=length - (len(whole) - len(raw)),
        remarks=remarks or {},
    )
