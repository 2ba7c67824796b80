"""Make text safe to store and show, without changing what it says."""

from __future__ import annotations

import math
import re

from sipks.intake.connectors.base import FieldError, JsonValue

MAX_DEPTH = 32  # of nested JSON; deeper is hostile, not a report
_INT64 = 2**63

# C0 but tab and line feed, DEL, C1 (PostgreSQL cannot hold NUL); the controls that reverse the
# direction of what follows (they can disguise a name or an address); the byte order mark.
# Zero-width joiners stay: emoji and several scripts need them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?")


def clean_text(text: str) -> str:
    """Without controls, direction marks and lone surrogates; line ends are line feeds."""
    text = _LINE_END.sub("\n", text) if "\r" in text else text
    return _SURROGATE.sub("\ufffd", _UNWANTED.sub("", text))


def clean_json(value: JsonValue, depth: int = 0) -> JsonValue:
    """A JSON value that any JSON column can hold: clean text, finite numbers of 64 bits.

    Raises `FieldError` below `MAX_DEPTH`.
    """
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if -_INT64 <= value < _INT64 else _long_number(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return _clean_container(value, depth + 1)


def _long_number(value: int) -> str:
    # Python refuses to write integers of more than 4,300 digits in decimal.
    return str(value) if value.bit_length() <= 4096 else hex(value)


def _clean_container(value: list[JsonValue] | dict[str, JsonValue], depth: int) -> JsonValue:
    if depth > MAX_DEPTH:
        raise FieldError(
            "json_too_deep",
            f"Data bersarang lebih dari {MAX_DEPTH} tingkat. Ratakan susunannya, lalu kirim ulang.",
        )
    if isinstance(value, list):
        return [clean_json(item, depth) for item in value]
    return {clean_text(key): clean_json(item, depth) for key, item in value.items()}
