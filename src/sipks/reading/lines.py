"""JSON lines in, JSON lines out, in the same order and in bounded memory.

A line that cannot be read becomes an object with `error` in its place, and the rest goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from io import BufferedIOBase
from typing import Any, Final, NamedTuple

import orjson

from sipks.reading.contract import Document, Reading
from sipks.reading.reader import Reader, as_document

LONGEST: Final = 4 * 1024 * 1024
"""Bytes of a line that are still read; a longer line is refused."""
_ARRIVING: Final = 256 * 1024
_AHEAD: Final = 2


class Line(NamedTuple):
    """A line of input with its number, counted from 1; None where it was too long."""

    number: int
    content: bytes | None


class Answer(NamedTuple):
    """A line of output (with its line feed), and whether it is an error."""

    content: bytes
    failed: bool


def batches(stream: BufferedIOBase) -> Iterator[list[Line]]:
    """Lines of a stream that are not blank, as many together as arrive together.

    Holds no more than about `LONGEST` bytes; somebody who types line by line is answered at once.
    """
    number, rest, skipping = 0, b"", False
    while part := stream.read1(_ARRIVING):
        *whole, rest = (rest + part).split(b"\n")
        batch: list[Line] = []
        for content in whole:
            number += 1
            if skipping or len(content) > LONGEST:
                batch.append(Line(number, None))
            elif content and not content.isspace():
                batch.append(Line(number, content))
            skipping = False
        if len(rest) > LONGEST:
            rest, skipping = b"", True
        if batch:
            yield batch
    if skipping or rest.strip():
        yield [Line(number + 1, None if skipping else rest)]


def read_lines(
    stream: BufferedIOBase, *, workers: int = 1, evidence: bool = False
) -> Iterator[list[Answer]]:
    """Read documents, one JSON object a line, with `workers` processes.

    Answers come in the order of the lines, in batches as they are ready.
    """
    if workers <= 1:
        yield from (_answers(batch, evidence) for batch in batches(stream))
        return
    with ProcessPoolExecutor(workers, initializer=Reader.default) as pool:
        waiting: deque[Future[list[Answer]]] = deque()
        for batch in batches(stream):
            waiting.append(pool.submit(_answers, batch, evidence))
            if len(waiting) > _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _answers(batch: list[Line], evidence: bool) -> list[Answer]:
    given = [_document(line) for line in batch]
    readings = iter(Reader.default().read_many(one for one in given if isinstance(one, Document)))
    return [
        one if isinstance(one, Answer) else _said(next(readings), evidence=evidence)
        for one in given
    ]


def _said(reading: Reading, *, evidence: bool) -> Answer:
    content = orjson.dumps(reading.as_dict(evidence=evidence), option=orjson.OPT_APPEND_NEWLINE)
    return Answer(content, failed=False)


def _document(line: Line) -> Document | Answer:
    """The document of a line, or what is wrong with it."""
    if line.content is None:
        return _error(line, None, "too_long", f"baris lebih panjang dari {LONGEST} bita")
    try:
        given = orjson.loads(line.content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        if not _is_utf8(line.content):
            return _error(line, None, "invalid_utf8", "baris bukan UTF-8")
        return _error(line, None, "invalid_json", f"bukan JSON: {error}")
    if not isinstance(given, dict):
        return _error(line, None, "not_an_object", 'harus objek JSON, misalnya {"text": "…"}')
    name = given.get("id")
    if not isinstance(given.get("text"), str):
        return _error(line, name, "invalid_field", "text: wajib ada dan harus berupa teks")
    try:
        return as_document(given)
    except ValueError as error:
        return _error(line, name, "invalid_field", str(error))


def _error(line: Line, name: Any, code: str, message: str) -> Answer:
    if not isinstance(name, str | int) or isinstance(name, bool):
        name = None
    error = {"code": code, "message": message, "line": line.number}
    content = orjson.dumps({"id": name, "error": error}, option=orjson.OPT_APPEND_NEWLINE)
    return Answer(content, failed=True)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
