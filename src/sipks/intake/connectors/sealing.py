"""What belongs under seal is taken out of a record before anything else is made of it.

The identity of informants, victims and witnesses, and what is said of a person's health, faith or
descent, and of children, has columns of its own. Their values leave the record here; where they
stood there is `SEALED`, and `HIDDEN` where the rest of the record repeats a name or number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from sipks.intake.connectors.base import FieldError, JsonValue
from sipks.intake.connectors.cleaning import clean_json, clean_text
from sipks.intake.connectors.hiding import HIDDEN, Hider
from sipks.intake.connectors.names import standard

__all__ = ["HIDDEN", "KINDS", "SEALED", "hide_in_raw", "is_sealed", "take_out"]

SEALED: Final = "[disegel]"

# Standard name of a column → kind of sealed value (as in `people`).
KINDS: Final = MappingProxyType(
    {
        "informant": "informant",
        "informant_contact": "informant",
        "victim_identity": "victim",
        "child_identity": "child",
        "health_data": "health",
        "sara_identity": "sara",
    }
)
_NAMES: Final = frozenset(KINDS)
_LABELS: Final = {"informant_contact": "Kontak"}
_JSON_KEY: Final = re.compile(rb'"([^"\\]{1,80})"\s*:\s*')
_JSON_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*(?:"|$)')


def is_sealed(heading: str) -> bool:
    """Whether the values of a column or key belong under seal."""
    return standard(heading) in _NAMES


def take_out(
    values: Mapping[str, JsonValue],
) -> tuple[Mapping[str, JsonValue], dict[str, str]]:
    """A record without what belongs under seal, and that, by kind.

    A record that holds nothing of the kind is answered as it is. What was taken out before
    (`SEALED`) is not taken out again. Raises `FieldError` where it is nested too deeply.
    """
    found: list[tuple[str, str]] = []
    try:
        if not _holds(values):
            return values, {}
        left = {key: _cell(key, value, found) for key, value in values.items()}
    except RecursionError as error:
        raise FieldError(
            "json_too_deep", "Data bersarang terlalu dalam. Ratakan susunannya."
        ) from error
    if not found:
        return left, {}
    hide = Hider(found)
    return {key: hide(value) for key, value in left.items()}, _by_kind(found)


def hide_in_raw(raw: bytes) -> bytes:
    """The bytes of a record whose cells could not be told apart, without values under keys that
    belong under seal; empty where that cannot be done by halves."""
    plain = raw.replace(b"\0", b"")
    if not any(_key_is_sealed(key) for key in _JSON_KEY.finditer(plain)):
        return raw
    if plain != raw:
        return b""
    kept, end = [], 0
    for key in _JSON_KEY.finditer(raw):
        if key.start() < end or not _key_is_sealed(key):
            continue
        value = _JSON_STRING.match(raw, key.end())
        kept += [raw[end : key.end()], b'"%b"' % SEALED.encode()]
        end = value.end() if value else len(raw)
    return b"".join([*kept, raw[end:]])


def _key_is_sealed(key: re.Match[bytes]) -> bool:
    return is_sealed(key[1].decode(errors="replace"))


def _holds(values: Mapping[str, JsonValue]) -> bool:
    for key, value in values.items():
        if standard(key) in _NAMES:
            return True
        if isinstance(value, dict | list) and _holds_deep(value):
            return True
    return False


def _holds_deep(value: JsonValue) -> bool:
    if isinstance(value, dict):
        return _holds(value)
    return isinstance(value, list) and any(map(_holds_deep, value))


def _cell(key: str, value: JsonValue, found: list[tuple[str, str]]) -> JsonValue:
    if standard(key) in _NAMES:
        text = ", ".join(_leaves(value))
        if text and text != SEALED:
            found.append((standard(key), text))
        return SEALED if text else value
    if isinstance(value, dict):
        return {inner: _cell(inner, one, found) for inner, one in value.items()}
    if isinstance(value, list):
        return [_cell("", one, found) for one in value]
    return value


def _leaves(value: JsonValue) -> Iterable[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    elif value is not None and not isinstance(value, bool):
        text = " ".join(clean_text(str(clean_json(value))).split())
        if text:
            yield text


def _by_kind(found: list[tuple[str, str]]) -> dict[str, str]:
    lines: dict[str, list[str]] = {}
    for name, text in sorted(found, key=lambda pair: list(KINDS).index(pair[0])):
        label = _LABELS.get(name)
        lines.setdefault(KINDS[name], []).append(f"{label}: {text}" if label else text)
    return {kind: "\n".join(dict.fromkeys(texts)) for kind, texts in lines.items()}
