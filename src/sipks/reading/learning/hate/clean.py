"""Posts as people's tables hold them, brought to readable text.

Published tables were often written by a program that spelled bytes out ("\\xf0\\x9f\\x98\\x82")
or mistook their encoding ("ð\\x9f\\x98\\x82", "â€¦"); what can be recovered is, the rest is
dropped.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

_SPELLED: Final = re.compile(r"(?:\\x[0-9a-fA-F]{2})+")
_BREAKS: Final = re.compile(r"\\[nrt]")
_MISTAKEN: Final = re.compile(r"[\u00c2-\u00f4][\u0080-\u00ff\u0152-\u02dc\u2013-\u2122]+")
_LOST: Final = re.compile(r"[\u00c2\u00c3\u00e2\u00f0\u00ef\u00d8\u00d9][\u0080-\u00ff?]*")
_SPACE: Final = re.compile(r"\s+")


def clean(text: str) -> str:
    """`text` in one line with its emoji and punctuation as they were meant, NFKC."""
    if "\\" in text:
        text = _BREAKS.sub(" \n ", _SPELLED.sub(_bytes, text))
    if not text.isascii():
        text = text.encode("utf-8", "ignore").decode("utf-8")  # halves of surrogate pairs go
        text = _LOST.sub(_remains, _MISTAKEN.sub(_mistaken, text))
        text = unicodedata.normalize("NFKC", text)
    if "&" in text:
        text = html.unescape(text)
    return _SPACE.sub(" ", text).strip()


def _bytes(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("\\x", "")).decode("utf-8", "ignore") or " "


def _mistaken(found: re.Match[str]) -> str:
    try:
        return b"".join(map(_byte, found[0])).decode("utf-8")
    except UnicodeError:
        return found[0]


def _byte(char: str) -> bytes:
    # Windows-1252 has holes; programs fill them with the byte's own number.
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _remains(found: re.Match[str]) -> str:
    # The first byte of an emoji tells that there was one, even when its rest is lost.
    return " \U0001f610 " if found[0].startswith("\u00f0") else " "


@lru_cache(maxsize=4096)
def picture(char: str) -> str:
    """The name of an emoji or other symbol as one word, "" for any other character.

    >>> picture("\U0001f412")
    'xmonkey'
    """
    if unicodedata.category(char) not in {"So", "Sk"} or char.isascii():
        return ""
    return "x" + re.sub(r"[^a-z]", "", unicodedata.name(char, "").lower())
