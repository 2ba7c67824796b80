"""Where somebody lives, and when he was born: only after words that say so.

The number of a house where something happened stays: it says where. That of the house in which
somebody is said to live goes, with RT and RW; the street stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .near import cues_in, near
from .spans import Span

_HOME_CUES: Final = ("alamat", "tinggal di", "domisili", "kediaman")
_HOME: Final = re.compile(
    r"\b(?:ber)?(?:alamat(?:nya)?|tinggal di|domisili|kediaman(?:nya)?)\b[^\n;!?]{0,90}",
    re.IGNORECASE,
)
_HOUSE: Final = re.compile(
    r"\b(?:no(?:mor)?\.?|rt\.?|rw\.?|blok)[ .:/]{0,2}([a-z]{0,2}[ .-]?\d{1,4}[a-z]?"
    r"(?:[ /]{1,3}\d{1,4})?)(?!\w)",
    re.IGNORECASE,
)
_BIRTH_CUES: Final = ("lahir", "ttl")
_BIRTH: Final = re.compile(
    r"\b(?:(?:ttl|(?:tempat,? ?(?:dan )?)?(?:tanggal|tgl)\.? lahir)\b[^\d\n]{0,40}?"
    r"|(?:ke)?lahir(?:an)?(?: di [\w ]{2,25},?| [\w ]{2,25},)?(?: pada)?(?: tanggal| tgl)? )"
    r"(\d{1,2} ?[-/. ] ?(?:\d{1,2}|[a-z]{3,9}) ?[-/. ] ?(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


def homes(text: str, lower: str) -> Iterator[Span]:
    """Spans of house numbers of persons, and of their dates of birth."""
    for told in near(_HOME, text, cues_in(lower, _HOME_CUES)):
        for found in _HOUSE.finditer(text, told.start(), told.end()):
            yield found.span(1)
    yield from (found.span(1) for found in near(_BIRTH, text, cues_in(lower, _BIRTH_CUES)))
