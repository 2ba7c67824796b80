"""Files that are one JSON document after all: an array, or an answer of a news service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from sipks.intake.connectors.base import MIB, FileRefused, JsonValue
from sipks.intake.connectors.charset import Charset
from sipks.intake.connectors.names import TELLING, standard

MAX_DOCUMENT = 16 * MIB  # as objects in memory it takes many times that


def document_objects(stream: BinaryIO, charset: Charset) -> list[dict[str, JsonValue]] | None:
    """The objects of a stream that is one document; None when it is lines, and rewound.

    Raises `FileRefused` for a document that is torn or larger than `MAX_DOCUMENT` (it must be in
    memory whole, lines need not).
    """
    first = _first_line(stream, charset)
    if first != "{" and not first.startswith("["):
        return None
    raw = stream.read(MAX_DOCUMENT + 1)
    stream.seek(0)
    if len(raw) <= MAX_DOCUMENT:
        try:
            return list(_objects(orjson.loads(charset.decode(raw.removeprefix(charset.bom))[0])))
        except orjson.JSONDecodeError:
            pass
    if _is_complete(first):
        return None
    raise FileRefused(
        "json_document",
        "Berkas berisi satu dokumen JSON yang tidak utuh atau lebih dari"
        f" {MAX_DOCUMENT / MIB:g} MiB. Tulis satu objek per baris (JSON Lines).",
    )


def _first_line(stream: BinaryIO, charset: Charset) -> str:
    text = charset.decode(stream.read(4096).removeprefix(charset.bom))[0]
    stream.seek(0)
    return text.lstrip().partition("\n")[0].strip()


def _is_complete(line: str) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _objects(document: JsonValue) -> Iterator[dict[str, JsonValue]]:
    if isinstance(document, list):
        for one in document:
            if isinstance(one, dict):
                yield from _objects(one)
            else:
                yield {"": one}  # no report; set aside as a record without text
    elif isinstance(document, dict):
        told = any(standard(key) in TELLING for key in document)
        lists = [value for value in document.values() if isinstance(value, list)]
        inner = [] if told else [one for many in lists for one in many if isinstance(one, dict)]
        yield from inner or [document]
