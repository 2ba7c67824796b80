"""What may stand in the record: no secrets, and identifiers of persons masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sipks.reading.masking import mask

_SECRET = re.compile(
    r"(?:^|_)(?:password|passphrase|sandi|secret|token|otp|recovery_codes?|private_key|cookie"
    r"|session_key|ciphertext)$",
    re.IGNORECASE,
)
# Ids, digests and times are made of digits that only look like telephone numbers.
_UNMASKED = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[0-9a-f]{64}"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?"
)


class SecretInRecord(ValueError):
    """A detail whose name says that it holds a secret: a mistake of the caller."""


def guarded(detail: Mapping[str, Any]) -> dict[str, Any]:
    """`detail` as JSON values with identifiers masked. Raises `SecretInRecord`."""
    return {_key(key): _value(value) for key, value in detail.items()}


def _key(key: object) -> str:
    text = str(key)
    if _SECRET.search(text):
        raise SecretInRecord(text)
    return text


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return guarded(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return _text(str(value))


def _text(text: str) -> str:
    text = text.replace("\0", "")  # which JSON in the database cannot hold
    return text if _UNMASKED.fullmatch(text) else mask(text)
