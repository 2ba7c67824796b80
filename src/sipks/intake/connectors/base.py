"""What every connector is given and what it hands back: rows, bad records, refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Protocol, TypeAlias
from zoneinfo import ZoneInfo

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"

KIB = 1024
MIB = 1024 * KIB
HEAD_BYTES = 64 * KIB  # what `sniff` and `connector_for` want to see; also the most a `Bad` keeps

# Kept and counted, but nobody has to mend them: the record was never a report.
HARMLESS_CODES = frozenset({"system_message", "media_only", "deleted_message"})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing exactly as it came.

    `raw` is its bytes in the file without line end (for xlsx, which has no lines: a JSON array of
    the cells). `row` counts from 1: line, sheet row, or line on which a message begins.
    `published_at` is aware. `fields` holds all other columns; keys that begin with `_` are the
    connector's own remarks: `_encoding` (how bytes that are not UTF-8 were decoded),
    `_published_precision` (`day` when no time was given), `_heading` (lines above a table),
    `_text_from` (columns a text was put together from), `_edited`. `author` and `names` (other ways
    in which the raw bytes name the author) are not kept: intake puts a keyed hash in their place.
    `sealed` is what was taken out of all these because it belongs under seal, by kind (`sealing`);
    `raw` is then a JSON object of the other cells.
    """

    raw: bytes
    text: str
    title: str = ""
    external_id: str = ""
    published_at: datetime | None = None
    author: str = ""
    url: str = ""
    row: int = 0
    sheet: str = ""
    fields: dict[str, JsonValue] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    sealed: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that could not be used, with the reason.

    `raw` is at most `HEAD_BYTES` of it; `offset` and `length` (bytes) find the whole in the file.
    `code` is stable and for programs, `reason` is Indonesian: what, where, what to do. `values`
    are its cells by heading, as far as they could be told apart: what a person mends.
    """

    raw: bytes
    reason: str
    code: str
    row: int
    column: str = ""
    sheet: str = ""
    offset: int = 0
    length: int = 0
    values: dict[str, JsonValue] | None = None


Record: TypeAlias = Row | Bad


@dataclass(frozen=True, slots=True)
class Options:
    """What a connector cannot know by itself. There is no clock inside: `now` must be aware."""

    now: datetime
    timezone: str = "Asia/Jakarta"  # of dates that do not name a zone
    max_record_bytes: int = MIB
    max_message_bytes: int = 32 * MIB  # an e-mail with its attachments
    max_unpacked_bytes: int = 256 * MIB  # a spreadsheet after unzipping
    max_cells: int = 5_000_000  # of one sheet; a dense cell costs 32 bytes

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("Options.now must be an aware datetime")
        ZoneInfo(self.timezone)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of dates that do not name one."""
        return ZoneInfo(self.timezone)


class FileRefused(Exception):
    """The whole file is unusable. `code` is stable, `reason` is Indonesian."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class FieldError(ValueError):
    """One value of a record is unusable. `column` is the standard name or the user's header."""

    def __init__(self, code: str, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.column = column


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stood in its file, and what was noticed while it was decoded."""

    raw: bytes
    row: int
    sheet: str = ""
    offset: int = 0
    length: int = 0
    remarks: dict[str, JsonValue] = field(default_factory=dict)

    def bad(
        self,
        code: str,
        reason: str,
        column: str = "",
        values: Mapping[str, JsonValue] | None = None,
    ) -> Bad:
        """The record as unusable, with at most `HEAD_BYTES` of its bytes."""
        return Bad(
            raw=self.raw[:HEAD_BYTES],
            reason=reason,
            code=code,
            row=self.row,
            column=column,
            sheet=self.sheet,
            offset=self.offset,
            length=self.length or len(self.raw),
            values=dict(values) if values and len(self.raw) <= HEAD_BYTES else None,
        )

    def too_long(self, options: Options) -> Bad:
        """The record as longer than `Options.max_record_bytes`."""
        limit = options.max_record_bytes / MIB
        return self.bad(
            "record_too_long",
            f"Baris {self.row} terlalu panjang ({self.length or len(self.raw):,} bita, batas "
            f"{limit:g} MiB). Pecah menjadi beberapa laporan, lalu kirim ulang.",
        )


class Connector(Protocol):
    """One kind of source. Stateless: one instance serves all files."""

    kind: str
    label: str  # shown to the user
    extensions: tuple[str, ...]

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether content `head` (the first `HEAD_BYTES`) is surely of this kind."""
        ...

    def parse(self, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """Yield every record of a seekable stream, in order, in bounded memory.

        Raises `FileRefused` when the whole file is unusable, nothing else. `stream.tell()` tells
        the progress while text is read.
        """
        ...

    def parse_again(self, raw: bytes, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """Read one record again that was set aside, perhaps mended by a person.

        `stream` is the file that it came from (empty when there is none), for kinds whose records
        cannot be understood without its head.
        """
        return self.parse(BytesIO(raw), options)
