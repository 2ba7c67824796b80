"""From named values, whatever their source, to a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import orjson

from sipks.intake.connectors.base import FieldError, JsonValue, Options, Origin, Row
from sipks.intake.connectors.cleaning import clean_json, clean_text
from sipks.intake.connectors.dates import PLANNED, plausible, read_moment, read_time
from sipks.intake.connectors.names import ATTRIBUTES, NARRATIVE, standard
from sipks.intake.connectors.points import settle_point
from sipks.intake.connectors.sealing import KINDS, take_out

MAX_ID, MAX_URL = 300, 4000
_NOT_FIELDS = frozenset({*ATTRIBUTES, "number", *KINDS})
# Exports of a social network have a column `location` of where its user says to live.
_PROFILE = frozenset({"retweet_count", "favorite_count", "conversation_id_str", "user_id_str"})
_HANDLE_KEYS = ("screen_name", "username", "handle", "name", "id")


def row_of(values: Mapping[str, JsonValue], origin: Origin, options: Options) -> Row:
    """The row of a record given as heading → value; headings are recognised by `names`.

    Of two columns with one meaning the first that is filled counts, the other stays under its own
    heading. Raises `FieldError` for a value that cannot be used.
    """
    values, sealed = take_out(values)
    known, other = _sort_out(values)
    if _PROFILE & values.keys() and "location" in values:
        other["location"] = known.pop("place", None)
    if isinstance(source := known.get("source"), dict):
        known["source"] = source.get("name") or source.get("title")
    published, remarks = _dates(known, options)
    text, title = _text(known, remarks)
    fields: dict[str, JsonValue] = {
        key: clean_json(value)
        for key, value in known.items()
        if key not in _NOT_FIELDS and value not in (None, "")
    }
    if "lat" in fields or "lon" in fields or "point" in fields:
        settle_point(fields)
    for key, value in other.items():
        fields[clean_text(key)] = clean_json(value)
    author, *names = _author(known.get("author"))
    fields.update(remarks)
    fields.update(origin.remarks)
    return Row(
        raw=orjson.dumps(clean_json(dict(values))) if sealed else origin.raw,
        text=text,
        title=title,
        external_id=_id(known.get("external_id")),
        published_at=published,
        author=author,
        names=tuple(names),
        url=_line(known.get("url"))[:MAX_URL],
        row=origin.row,
        sheet=origin.sheet,
        fields=fields,
        sealed=sealed,
    )


def _sort_out(
    values: Mapping[str, JsonValue],
) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    known: dict[str, JsonValue] = {}
    other: dict[str, JsonValue] = {}
    for heading, value in values.items():
        name = standard(heading)
        if name and known.get(name) in (None, ""):
            known[name] = value
        elif name in KINDS:
            continue
        elif value not in (None, "") and not (name and known[name] == value):
            # Keys that begin with `_` are ours: a sender's own may not pass for a remark.
            other[heading.lstrip("_") or "_"] = value
    return known, other


def _dates(
    known: dict[str, JsonValue], options: Options
) -> tuple[datetime | None, dict[str, JsonValue]]:
    """When it was told, and remarks; `happened_at` is left in `known` as an ISO date, or date and
    time where a time was given."""
    remarks: dict[str, JsonValue] = {}
    published, timed = _moment(known, "published_at", options)
    happened, happened_timed = _moment(known, "happened_at", options)
    if happened:
        moment = plausible(happened, options, "happened_at", PLANNED)
        known["happened_at"] = (moment if happened_timed else moment.date()).isoformat()
        if published is None and happened <= options.now:
            remarks["_published_from"] = "happened_at"
            published, timed = happened, happened_timed
    if published is None:
        return None, remarks
    if not timed:
        remarks["_published_precision"] = "day"
    return plausible(published, options, "published_at"), remarks


def _moment(
    known: dict[str, JsonValue], name: str, options: Options
) -> tuple[datetime | None, bool]:
    """The moment in a column and whether it has a time of day, perhaps from a column of times."""
    value = known.get(name)
    if value in (None, ""):
        return None, False
    moment, timed = read_moment(value, options, name)
    if not timed and (clock := read_time(known.get("time") or "")):
        return moment.replace(hour=clock.hour, minute=clock.minute, second=clock.second), True
    return moment, timed


def _text(known: dict[str, JsonValue], remarks: dict[str, JsonValue]) -> tuple[str, str]:
    title, text = _line(known.get("title")), _prose(known.get("text"), "text")
    if not text.strip():
        parts = {name: _prose(known.get(name), name) for name in NARRATIVE}
        parts = {name: part for name, part in parts.items() if part.strip()}
        if len(parts) == 1:
            ((name, text),) = parts.items()
            known.pop(name)
        else:
            text = "\n".join(f"{NARRATIVE[name]}: {part}" for name, part in parts.items())
        remarks |= {"_text_from": list(parts)} if parts else {}
    if not text.strip() and title:
        remarks["_text_from"] = ["title"]
        return title, ""
    if not text.strip() and (text := _line(known.get("category"))):
        remarks["_text_from"] = ["category"]
    if not text.strip():
        raise FieldError(
            "no_text", "Tidak ada isi. Isi kolom Isi, Uraian Kejadian atau Judul.", "text"
        )
    return text, title


def _prose(value: JsonValue, column: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        raise FieldError("text_not_text", "Isi harus berupa teks, bukan daftar atau objek.", column)
    return clean_text(str(value)).strip("\n ")


def _line(value: JsonValue) -> str:
    return "" if isinstance(value, list | dict) else " ".join(clean_text(str(value or "")).split())


def _id(value: JsonValue) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _line(value) if value != 0 else "0"
    if len(text) > MAX_ID:
        raise FieldError(
            "id_too_long",
            f"ID {len(text)} karakter; paling banyak {MAX_ID}. Pendekkan, lalu proses ulang.",
            "external_id",
        )
    return text


def _author(value: JsonValue) -> tuple[str, ...]:
    """The author's handle, and the other names that an object gives beside it."""
    if isinstance(value, dict):
        given = [_line(value.get(key)) for key in _HANDLE_KEYS]
        return tuple(name for name in given if name) or ("",)
    return (_line(value),)
