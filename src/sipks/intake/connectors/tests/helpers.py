"""What tests of connectors share: one moment, and short ways to parse."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any

from sipks.intake.connectors.base import Bad, Connector, Options, Record, Row

NOW = datetime(2025, 6, 1, 5, tzinfo=UTC)
OPTIONS = Options(now=NOW)


def records(connector: Connector, data: bytes, options: Options = OPTIONS) -> list[Record]:
    """All records of a file with this content."""
    return list(connector.parse(BytesIO(data), options))


def rows(connector: Connector, data: bytes, options: Options = OPTIONS) -> list[Row]:
    """The same where every record must be usable."""
    found = records(connector, data, options)
    assert all(isinstance(one, Row) for one in found), found
    return [one for one in found if isinstance(one, Row)]


def bad(connector: Connector, data: bytes, options: Options = OPTIONS) -> Bad:
    """The one bad record of a file."""
    (found,) = [one for one in records(connector, data, options) if isinstance(one, Bad)]
    return found


class _Zeros(RawIOBase):
    def __init__(self, size: int) -> None:
        self.size, self.at = size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (self.at if whence == 1 else self.size if whence == 2 else 0)
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self.size - self.at)
        buffer[:count] = bytes(count)
        self.at += count
        return count


def zeros(size: int) -> BufferedReader:
    """A file of zeros without a single line end, made as it is read."""
    return BufferedReader(_Zeros(size), 2**20)
