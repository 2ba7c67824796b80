from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import orjson

from sipks.intake.connectors.base import (
    Connector,
    FieldError,
    JsonValue,
    Options,
    Origin,
    Record,
)
from sipks.intake.connectors.charset import Charset, detect, detect_stream
from sipks.intake.connectors.cleaning import clean_json, clean_text
from sipks.intake.connectors.jsonl.document import document_objects
from sipks.intake.connectors.lines import Line, origin_of, read_lines
from sipks.intake.connectors.records import row_of

_BLANK = b" \t\r\n\x00"


class JsonLines(Connector):
    """`{"id": …, "text": …, "published_at": …}` a line; keys as in `names`."""

    kind = "jsonl"
    label = "JSON baris"
    extensions: tuple[str, ...] = (".jsonl", ".ndjson", ".json")

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether the first line begins like a JSON object or array."""
        text, _ = detect(head).decode(head[:64])
        return text.lstrip("\ufeff \t\r\n")[:2].rstrip() in ("{", '{"', "[", "[{", '["')

    def parse(self, stream: BinaryIO, options: Options) -> Iterator[Record]:
        """A record a line, or an object where the file is one document; blank lines are passed
        over."""
        charset = detect_stream(stream)
        objects = document_objects(stream, charset)
        if objects is not None:
            for number, values in enumerate(objects, start=1):
                yield _row(values, Origin(orjson.dumps(values), number), options)
            return
        for line in read_lines(stream, charset, options.max_record_bytes):
            if line.cut or line.raw.strip(_BLANK):
                yield record_of(line, charset, options)

    def parse_body(self, body: bytes, options: Options) -> Iterator[Record]:
        """`parse` of lines in memory."""
        return self.parse(BytesIO(body), options)


def record_of(line: Line, charset: Charset, options: Options) -> Record:
    """The row of one line, or why it is none."""
    origin = origin_of([line], charset)
    if line.cut:
        return origin.too_long(options)
    try:
        values, remarks = _load(origin.raw, charset)
    except FieldError as error:
        return origin.bad(error.code, error.reason, error.column)
    if remarks:
        origin = Origin(
            origin.raw, origin.row, offset=origin.offset, length=origin.length, remarks=remarks
        )
    return _row(values, origin, options)


def _row(values: dict[str, JsonValue], origin: Origin, options: Options) -> Record:
    try:
        return row_of(values, origin, options)
    except FieldError as error:
        return origin.bad(error.code, error.reason, error.column, _shallow(values))


def _load(raw: bytes, charset: Charset) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    remarks: dict[str, JsonValue] = {}
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        value, remarks = _load_slowly(raw, charset)
    if not isinstance(value, dict):
        raise FieldError("not_an_object", "Baris ini bukan objek JSON {…}.")
    if raw.count(b'":') > len(value) or isinstance(value.get("id"), float):
        # Perhaps a key came twice, or an id is longer than 64 bits: only the slow way tells.
        value, remarks = _load_slowly(raw, charset)
    return value, remarks


def _load_slowly(raw: bytes, charset: Charset) -> tuple[JsonValue, dict[str, JsonValue]]:
    """What the fast parser refuses: other encodings, NaN, halves of characters, NUL."""
    text, encoding = charset.decode(raw)
    twice: list[str] = []

    def pairs(found: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        # The last value counts, as for every JSON parser; the raw line keeps the others.
        value = dict(found)
        if len(value) < len(found):
            keys = [key for key, _ in found]
            twice.extend(key for key in keys if keys.count(key) > 1)
        return value

    try:
        value = json.loads(text.replace("\x00", ""), strict=False, object_pairs_hook=pairs)
    except RecursionError as error:
        raise FieldError(
            "json_too_deep", "Data bersarang terlalu dalam. Ratakan susunannya."
        ) from error
    except ValueError as error:
        raise FieldError("json_broken", _explain(error)) from error
    remarks: dict[str, JsonValue] = {"_encoding": encoding} if encoding else {}
    if "\x00" in text:
        remarks["_nul_removed"] = True
    if twice:
        remarks["_duplicate_keys"] = list[JsonValue](sorted(set(twice)))
    return value, remarks


def _shallow(values: dict[str, JsonValue]) -> dict[str, JsonValue] | None:
    """What a person can mend in a form; None for what no database column holds."""
    try:
        return {clean_text(key): clean_json(value) for key, value in values.items()}
    except FieldError:
        return None


def _explain(error: ValueError) -> str:
    where = f" di kolom {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
    return (
        f"JSON tidak utuh{where}: periksa tanda kutip, koma dan kurung kurawal penutup,"
        " lalu proses ulang."
    )
