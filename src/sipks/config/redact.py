"""No secrets in logs: neither ours nor those that people put into what they send."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from sipks.reading.masking import mask

HIDDEN = "***"
_NAMES = (
    r"(?:authorization|cookie|set-cookie|password\w*|passphrase|sandi|secret\w*|token|api_?key"
    r"|csrf\w*|sessionid|session_key|otp|recovery_codes?|private_key|client_secret)"
)
_NAMED = re.compile(_NAMES, re.IGNORECASE)
_KEY = re.compile(r"sipks_[\w-]{8,}")
_BEARER = re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]+", re.IGNORECASE)
# `password=…`, `"token": "…"`, `Cookie: …`
_PAIR = re.compile(
    rf"""(['"]?(?:\b|_){_NAMES}['"]?\s*[:=]\s*)(?:b?'[^'\n]*'|b?"[^"\n]*"|[^\s,;&)\]}}]+)""",
    re.IGNORECASE,
)
_DSN = re.compile(r"(\w+://[^\s:/@]*:)[^\s@/]+@")
# PostgreSQL quotes the row that broke a rule.
_ROW = re.compile(r"\b(DETAIL|CONTEXT|QUERY|PARAMETERS):.*$", re.MULTILINE)
_PLAIN = frozenset({"timestamp", "level", "logger", "request_id", "route", "method"})
_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


def redacted(text: str) -> str:
    """`text` without secrets, and with personal identifiers masked."""
    text = _ROW.sub(rf"\1: {HIDDEN}", text)
    text = _BEARER.sub(rf"\1 {HIDDEN}", text)
    text = _DSN.sub(rf"\1{HIDDEN}@", text)
    text = _PAIR.sub(rf"\1{HIDDEN}", text)
    text = _KEY.sub(f"sipks_{HIDDEN}", text)
    return text if _ID.fullmatch(text) else mask(text)


def redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """A processor of structlog: everything that is written, the traceback too."""
    for name, value in event.items():
        if name not in _PLAIN:
            event[name] = HIDDEN if _NAMED.fullmatch(name) else _value(value)
    return event


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {
            redacted(str(name)): HIDDEN if _NAMED.fullmatch(str(name)) else _value(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(one) for one in value]
    return redacted(str(value))
