"""Personal identifiers hidden in a text without changing its length.

Masked are NIK and KK numbers (16 digits), telephone numbers, e-mail addresses, number plates,
handles, and the names of accounts in links; numbers that a word before them names (account, NIP,
NPWP, passport); and, after words that say so, where somebody lives and when he was born. Names of
persons are not: what the news says of who spoke and who died is part of what happened. Every step
looks at a bounded stretch of text, so the work grows with the length of the text and not faster.
"""

from __future__ import annotations

import re
from typing import Final

from .accounts import accounts
from .homes import homes
from .numbers import numbers
from .plates import plates
from .spans import joined

HIDDEN: Final = "*"
_DIGIT: Final = re.compile(r"\d")
_LETTER: Final = re.compile(r"\w")


def mask(text: str) -> str:
    """`text` with the letters and digits of identifiers replaced by `HIDDEN`; same length."""
    # The only letter that grows when it is made small; spans must stay those of the text.
    lower = text.replace("\u0130", "i").lower()
    spans = [*accounts(text, lower), *numbers(text, lower)]
    if _DIGIT.search(text):
        spans += [*plates(text, lower), *homes(text, lower)]
    if not spans:
        return text
    pieces, done = [], 0
    for start, end in joined(spans):
        pieces += [text[done:start], _LETTER.sub(HIDDEN, text[start:end])]
        done = end
    return "".join(pieces) + text[done:]
