"""At the door: an author's handle is replaced by a keyed hash, wherever a record names it."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import orjson
from django.conf import settings

from sipks.intake.connectors.base import JsonValue, Row
from sipks.intake.connectors.names import standard

_TOKEN = re.compile("#[0-9a-f]{32}")
_MENTION = re.compile(r"(?<![\w.#/])@([A-Za-z0-9_](?:[\w.]{0,60}\w)?)")
_HANDLE_KEY = re.compile(
    r"(?:screen|user|full|nick|profile)_?name|(?:user|author|owner)_?id|handle|in_reply_to",
    re.IGNORECASE,
)
_CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
_LEFT = re.compile(rb"[\w-]")


@dataclass(frozen=True, slots=True)
class Concealed:
    """What may be kept of a row: nothing in it names the author."""

    author_hash: str
    raw: bytes
    url: str
    fields: dict[str, JsonValue]


def handle_hash(handle: str) -> str:
    """A keyed hash of an author's handle (HMAC-SHA-256, 128 bits), for de-duplication only.

    `@Budi` and `budi` are one author. What is already hashed (`#` and 32 digits, as `conceal`
    writes it) stays as it is, so that a concealed record can be read again.
    """
    bare = handle.strip().lower().removeprefix("@")
    if _TOKEN.fullmatch(bare):
        return bare[1:]
    return (
        hmac.digest(settings.HANDLE_KEY.encode(), bare.encode(), "sha256").hex()[:32]
        if bare
        else ""
    )


def conceal(row: Row) -> Concealed:
    """A row's parts with `#<hash>` in place of the author's handle, and of each `@mention` in its
    fields.

    In `raw` the bytes of the handle are replaced, in whatever encoding they stand there; every
    other byte stays as it came. Where the handle cannot be found in them (a telephone number
    written in escapes), `raw` becomes the row as JSON without its author, rather than keep it.
    The text itself is what was said and stays; it is masked where it is shown.
    """
    author = handle_hash(row.author)
    fields = row.fields
    if not author:
        return Concealed("", row.raw, row.url, _fields(fields, (), ""))
    token = f"#{author}"
    names = tuple(
        sorted({row.author, row.author.lstrip("@"), *row.names} - {""}, key=len, reverse=True)
    )
    fields = _fields(fields, names, token)
    url = _url(row.url, names, token)
    raw = conceal_bytes(row.raw, names, token)
    if raw == row.raw and not _TOKEN.fullmatch(row.author):
        raw = orjson.dumps(
            {"external_id": row.external_id, "title": row.title, "text": row.text, "url": url,
             "published_at": row.published_at, "author": token, **fields}
        )  # fmt: skip
    return Concealed(author, raw, url, fields)


def sealed_hash(sealed: Mapping[str, str]) -> str:
    """A keyed hash of what belongs under seal: tells equal reports of different informants apart,
    and cannot be tried out without the key."""
    told = orjson.dumps(dict(sealed), option=orjson.OPT_SORT_KEYS)
    return hmac.digest(settings.HANDLE_KEY.encode(), b"sealed:" + told, "sha256").hex()


def conceal_id(row: Row) -> Row:
    """A row whose own id is an address (a feed's guid), without the author's handle in it."""
    if not row.author or "/" not in row.external_id:
        return row
    known = _url(row.external_id, (row.author, *row.names), f"#{handle_hash(row.author)}")
    return replace(row, external_id=known)


def conceal_values(
    values: dict[str, JsonValue],
) -> tuple[dict[str, JsonValue], tuple[str, ...], str]:
    """Cells of a record that could not be used, without its author; the names and their token."""
    names = [
        str(value)
        for key, value in values.items()
        if standard(key) == "author" and isinstance(value, str) and value.strip()
    ]
    token = f"#{handle_hash(names[0])}" if names else ""
    return _fields(values, tuple(names), token), tuple(names), token


def conceal_bytes(raw: bytes, names: tuple[str, ...], token: str) -> bytes:
    """`raw` with `token` in place of each of `names` that stands by itself."""
    for name in names:
        for needle, put in _spellings(name, token).items():
            if needle in raw:
                raw = _swap(raw, needle, put)
    return raw


def _spellings(name: str, token: str) -> dict[bytes, bytes]:
    """Forms in which a name may stand in raw bytes, with what takes its place; JSON's escapes
    first, for the plain name may be a part of them."""
    forms = [json.dumps(name), json.dumps(name, ensure_ascii=False)]
    found = {form[1:-1].encode(errors="replace"): token.encode() for form in forms}
    for coding in _CODINGS:
        try:
            found.setdefault(name.encode(coding), token.encode(coding))
        except UnicodeEncodeError:
            continue
    return found


def _swap(raw: bytes, needle: bytes, put: bytes) -> bytes:
    kept, end = [], 0
    while (start := raw.find(needle, end)) >= 0:
        after = start + len(needle)
        inside = _LEFT.match(raw, start - 1) if start else None
        # Part of a longer word, or the name of a key, is not the author.
        alone = not inside and not _LEFT.match(raw, after) and raw[after : after + 2] != b'":'
        kept += [raw[end:start], put if alone else needle]
        end = after
    return b"".join([*kept, raw[end:]])


def _url(url: str, names: tuple[str, ...], token: str) -> str:
    """An address whose path has the handle as a step (`x.com/budi/status/1`) without it."""
    handles = {name.casefold().lstrip("@") for name in names}
    steps = url.split("/")
    return "/".join(token if step.casefold().lstrip("@") in handles else step for step in steps)


def _fields(
    fields: dict[str, JsonValue], names: tuple[str, ...], token: str
) -> dict[str, JsonValue]:
    return {key: _value(key, value, names, token) for key, value in fields.items()}


def _value(key: str, value: JsonValue, names: tuple[str, ...], token: str) -> JsonValue:
    if isinstance(value, str):
        return _string(key, value, names, token)
    if isinstance(value, dict):
        return _fields(value, names, token)
    if isinstance(value, list):
        return [_value(key, one, names, token) for one in value]
    named = isinstance(value, int) and not isinstance(value, bool) and _HANDLE_KEY.search(key)
    return f"#{handle_hash(str(value))}" if named else value


def _string(key: str, value: str, names: tuple[str, ...], token: str) -> str:
    if value in names:
        return token
    if value and (standard(key) == "author" or _HANDLE_KEY.search(key)):
        return f"#{handle_hash(value)}"
    if "@" in value:
        return _MENTION.sub(lambda found: f"#{handle_hash(found.group(1))}", value)
    return value
