from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from sipks.intake.connectors.base import Bad, JsonValue, Options, Origin
from sipks.intake.connectors.charset import Charset
from sipks.intake.connectors.lines import Line, origin_of

Found = tuple[list[str], Origin]


class _TooLong(Exception):
    """More lines were drawn into one record than a record may hold."""


class _Feed:
    """Lines for `csv.reader`, which draws as many as a record has; remembers which."""

    def __init__(self, lines: Iterator[Line], charset: Charset, limit: int) -> None:
        self.lines, self.charset, self.limit = lines, charset, limit
        self.again: deque[Line] = deque()
        self.dry = False
        self._clear()

    def _clear(self) -> None:
        self.drawn: list[Line] = []
        self.size = 0
        self.remarks: dict[str, JsonValue] = {}

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.size > self.limit:
            raise _TooLong
        line = self.again.popleft() if self.again else next(self.lines, None)
        if line is None:
            self.dry = True
            raise StopIteration
        self.drawn.append(line)
        self.size += line.length
        if line.cut:
            raise _TooLong
        return self._text(line) + "\n"

    def _text(self, line: Line) -> str:
        text, encoding = self.charset.decode(self.charset.strip_eol(line.raw))
        if encoding:
            self.remarks["_encoding"] = encoding
        if "\x00" in text:
            self.remarks["_nul_removed"] = True
            text = text.replace("\x00", "")
        return text

    def take(self) -> Origin:
        """The origin of the record that was drawn; the next one begins."""
        origin = origin_of(self.drawn, self.charset, self.remarks)
        self._clear()
        return origin

    def rewind(self) -> Line:
        """Give all lines but the first of the record out again; answers the first."""
        first, *rest = self.drawn
        self.again.extendleft(reversed(rest))
        self.dry = False
        self._clear()
        return first


def read_records(
    lines: Iterator[Line], charset: Charset, delimiter: str, options: Options
) -> Iterator[Found | Bad]:
    """Cells and origin of each record. A quote that is never closed spoils its own line only."""
    csv.field_size_limit(max(csv.field_size_limit(), options.max_record_bytes))
    feed = _Feed(lines, charset, options.max_record_bytes)
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        try:
            cells = next(reader, None)
        except _TooLong:
            cells, reader = None, csv.reader(feed, delimiter=delimiter)
        if cells is None and not feed.drawn:
            return
        if cells is None or _unclosed(feed):
            reader = csv.reader(feed, delimiter=delimiter)
            yield _spoilt(feed.rewind(), charset, options)
            continue
        yield cells, feed.take()


def _unclosed(feed: _Feed) -> bool:
    if not feed.dry or len(feed.drawn) < 2:
        return False
    quote = '"'.encode(feed.charset.name)
    return sum(line.raw.count(quote) for line in feed.drawn) % 2 == 1


def _spoilt(line: Line, charset: Charset, options: Options) -> Bad:
    origin = origin_of([line], charset)
    if line.cut:
        return origin.too_long(options)
    return origin.bad(
        "quote_unclosed",
        f"Baris {line.number}: tanda kutip dibuka tetapi tidak ditutup. Tutup atau hapus tanda"
        " kutipnya, lalu proses ulang.",
    )
