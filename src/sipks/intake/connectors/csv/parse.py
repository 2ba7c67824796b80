from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain, islice
from pathlib import PurePath
from typing import BinaryIO

from sipks.intake.connectors.base import Bad, Connector, Options, Record
from sipks.intake.connectors.charset import Charset, detect, detect_stream
from sipks.intake.connectors.csv.dialect import find_dialect
from sipks.intake.connectors.csv.records import read_records
from sipks.intake.connectors.lines import Line, read_lines
from sipks.intake.connectors.sealing import is_sealed
from sipks.intake.connectors.table import (
    SEARCHED,
    Headings,
    is_blank,
    no_headings,
    table_record,
)


class Csv(Connector):
    """A table with headings in one of the first rows; quoted cells may hold line ends."""

    kind = "csv"
    label = "CSV"
    extensions: tuple[str, ...] = (".csv", ".tsv", ".tab")

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether headings are found, or the name says that it is a table."""
        if PurePath(name.lower()).suffix in self.extensions:
            return True
        text = detect(head).decode(head)[0]
        found = find_dialect(text.splitlines()[:SEARCHED])
        return found is not None and len(found[2].columns) > 1

    def parse(self, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """A record a row of the table. Raises `FileRefused` where there are no headings."""
        layout, first, lines = _open(stream, options)
        yield from _records(chain(first, lines), layout, options)

    def parse_again(self, raw: bytes, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """The rows in `raw`, under the headings of the file."""
        layout, *_ = _open(stream, options)
        lines = read_lines(BytesIO(raw), layout.charset, options.max_record_bytes)
        yield from _records(lines, layout, options)


@dataclass(frozen=True, slots=True)
class _Layout:
    charset: Charset
    delimiter: str
    headings: Headings

    @property
    def holds_sealed(self) -> bool:
        """Whether a column belongs under seal."""
        return any(map(is_sealed, self.headings.columns))


def _open(stream: BinaryIO, options: Options) -> tuple[_Layout, list[Line], Iterator[Line]]:
    """The layout of a file, those lines of its head that follow the headings, and the rest."""
    charset = detect_stream(stream)
    lines = read_lines(stream, charset, options.max_record_bytes)
    first = list(islice(lines, SEARCHED))
    dialect = find_dialect([_text(line, charset) for line in first])
    if dialect is None:
        raise no_headings()
    delimiter, number, headings = dialect
    return _Layout(charset, delimiter, headings), first[number + 1 :], lines


def _records(lines: Iterator[Line], layout: _Layout, options: Options) -> Iterator[Record]:
    for found in read_records(lines, layout.charset, layout.delimiter, options):
        if isinstance(found, Bad):
            # Which of its cells is the informant's cannot be told: none is kept.
            yield replace(found, raw=b"") if layout.holds_sealed else found
            continue
        cells, origin = found
        if not is_blank(cells) and not layout.headings.repeated_by(cells):
            yield table_record(cells, layout.headings, origin, options)


def _text(line: Line, charset: Charset) -> str:
    return charset.decode(charset.strip_eol(line.raw))[0].replace("\x00", "")
