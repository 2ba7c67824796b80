from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from sipks.intake.connectors.base import (
    Connector,
    FieldError,
    FileRefused,
    JsonValue,
    Options,
    Origin,
    Record,
    Row,
)
from sipks.intake.connectors.charset import Charset, detect, detect_stream
from sipks.intake.connectors.cleaning import clean_text
from sipks.intake.connectors.dates import plausible
from sipks.intake.connectors.lines import Line, origin_of, read_lines
from sipks.intake.connectors.whatsapp.messages import harmless, split_author, words
from sipks.intake.connectors.whatsapp.stamps import STAMP, Order, find_order, moment_of

_LOOKED_AT = 20_000  # lines that tell the order of day and month
_REASONS = {
    "system_message": "Baris sistem WhatsApp, bukan laporan.",
    "media_only": "Pesan hanya berisi media, yang tidak ikut diekspor.",
    "deleted_message": "Pesan sudah dihapus oleh pengirimnya.",
}
Block = tuple[re.Match[str], list[Line]]


class WhatsApp(Connector):
    """A record a message, however many lines it has; authors are names or numbers."""

    kind = "whatsapp"
    label = "Obrolan WhatsApp"
    extensions: tuple[str, ...] = (".txt",)

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether one of the first lines begins with the stamp of a message."""
        lines = detect(head).decode(head[:8192])[0].splitlines()
        return any(STAMP.match(line) for line in lines[:10])

    def parse(self, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """Every message; what holds no words is bad with a harmless code."""
        return self._read(stream, _order(stream, options), options)

    def parse_again(self, raw: bytes, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """The messages in `raw`, with the order of day and month that the file shows."""
        return self._read(BytesIO(raw), _order(stream, options), options)

    def _read(self, stream: BinaryIO, order: Order, options: Options) -> Iterator[Record]:
        charset = detect_stream(stream)
        seen = False
        for stamp, lines in _blocks(stream, charset, options):
            seen = True
            yield _record(stamp, lines, charset, order, options)
        if not seen:
            raise FileRefused(
                "not_a_chat",
                "Tidak ada pesan WhatsApp di berkas ini. Di WhatsApp pilih Ekspor obrolan › Tanpa"
                " media, lalu kirim berkas .txt-nya.",
            )


def _order(stream: BinaryIO, options: Options) -> Order:
    charset = detect_stream(stream)
    lines = islice(read_lines(stream, charset, options.max_record_bytes), _LOOKED_AT)
    return find_order(found for line in lines if (found := STAMP.match(_text(line, charset))))


def _blocks(stream: BinaryIO, charset: Charset, options: Options) -> Iterator[Block]:
    """Stamps with their lines; lines above the first stamp belong to no message."""
    stamp: re.Match[str] | None = None
    lines: list[Line] = []
    held = 0
    for line in read_lines(stream, charset, options.max_record_bytes):
        found = STAMP.match(_text(line, charset))
        # A message past the limit keeps its head only; the rest is passed over.
        if found is None and held <= options.max_record_bytes:
            lines.append(line)
            held += line.length
        if found is not None:
            if stamp is not None:
                yield stamp, lines
            stamp, lines, held = found, [line], line.length
    if stamp is not None:
        yield stamp, lines


def _record(
    stamp: re.Match[str], lines: list[Line], charset: Charset, order: Order, options: Options
) -> Record:
    origin = origin_of(lines, charset)
    if origin.length > options.max_record_bytes:
        return origin.too_long(options)
    text, encoding = charset.decode(origin.raw)
    said = split_author(text.replace("\x00", "")[stamp.end() :])
    if said is None:
        return origin.bad("system_message", _REASONS["system_message"])
    author, message = said[0], clean_text(said[1])
    code = harmless(message)
    if code:
        return origin.bad(code, _REASONS[code])
    fields: dict[str, JsonValue] = {"_encoding": encoding} if encoding else {}
    text = words(message, fields)
    if not text:
        return origin.bad("media_only", _REASONS["media_only"])
    try:
        return _row(stamp, origin, order, options, author=author, text=text, fields=fields)
    except FieldError as error:
        return origin.bad(error.code, f"Baris {origin.row}: {error.reason}", error.column)


def _row(
    stamp: re.Match[str], origin: Origin, order: Order, options: Options,
    *, author: str, text: str, fields: dict[str, JsonValue],
) -> Row:  # fmt: skip
    try:
        sent = moment_of(stamp, order, options.zone)
    except ValueError as error:
        raise FieldError(
            "date_unreadable", "Tanggal pesan tidak ada dalam kalender.", "published_at"
        ) from error
    return Row(
        raw=origin.raw, text=text, author=author, row=origin.row, fields=fields,
        published_at=plausible(sent, options, "published_at"),
    )  # fmt: skip


def _text(line: Line, charset: Charset) -> str:
    return charset.decode(line.raw[:512])[0]
