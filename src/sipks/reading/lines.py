"""JSON lines in, JSON lines out, in the same order and in bounded memory.

A line that cannot be read becomes an object with `error` in its place, and the rest goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import IO, Any, Final, NamedTuple

import orjson

from sipks.reading.reader import Reader

LONGEST: Final = 4 * 1024 * 1024
"""Bytes of a line that are still read; a longer line is refused."""
_CHUNK_LINES: Final = 256
_CHUNK_BYTES: Final = 512 * 1024
_AHEAD: Final = 2


class Line(NamedTuple):
    """A line of input with its number, counted from 1; None where it was too long."""

    number: int
    content: bytes | None


class Answer(NamedTuple):
    """A line of output (with its line feed), and whether it is an error."""

    content: bytes
    failed: bool


def split(stream: IO[bytes]) -> Iterator[Line]:
    """Lines of a stream that are not blank, holding no more than `LONGEST` bytes at a time."""
    number = 0
    while part := stream.readline(LONGEST):
        number += 1
        if part.endswith(b"\n") or len(part) < LONGEST:
            if not part.isspace():
                yield Line(number, part)
            continue
        while part and not part.endswith(b"\n"):
            part = stream.readline(LONGEST)
        yield Line(number, None)


def read_lines(stream: IO[bytes], *, workers: int = 1, evidence: bool = False) -> Iterator[Answer]:
    """Read documents, one JSON object a line, with `workers` processes; answers in their order."""
    reader = Reader.default()
    if workers <= 1:
        for line in split(stream):
            yield _answer(reader, line, evidence)
        return
    with ProcessPoolExecutor(workers, initializer=Reader.default) as pool:
        waiting: deque[Future[list[Answer]]] = deque()
        for chunk in _chunks(split(stream)):
            waiting.append(pool.submit(_answers, chunk, evidence))
            if len(waiting) > _AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line.content or b"")
        if len(chunk) >= _CHUNK_LINES or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _answers(chunk: list[Line], evidence: bool) -> list[Answer]:
    reader = Reader.default()
    return [_answer(reader, line, evidence) for line in chunk]


def _answer(reader: Reader, line: Line, evidence: bool) -> Answer:
    if line.content is None:
        return _error(line, None, "too_long", f"baris lebih panjang dari {LONGEST} bita")
    try:
        content = line.content.removeprefix(b"\xef\xbb\xbf")
        given = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        if not _is_utf8(line.content):
            return _error(line, None, "invalid_utf8", "baris bukan UTF-8")
        return _error(line, None, "invalid_json", f"bukan JSON: {error}")
    if not isinstance(given, dict):
        return _error(line, None, "not_an_object", 'harus objek JSON, misalnya {"text": "…"}')
    return _reading(reader, line, given, evidence)


def _reading(reader: Reader, line: Line, given: dict[str, Any], evidence: bool) -> Answer:
    name = given.get("id")
    if not isinstance(given.get("text"), str):
        return _error(line, name, "invalid_field", "text: wajib ada dan harus berupa teks")
    try:
        result = reader.read(given).as_dict(evidence=evidence)
    except ValueError as error:
        return _error(line, name, "invalid_field", str(error))
    return Answer(orjson.dumps(result, option=orjson.OPT_APPEND_NEWLINE), failed=False)


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
