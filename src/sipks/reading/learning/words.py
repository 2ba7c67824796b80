"""Words of a text as features: in one spelling, with the pieces of each word and pairs of words.

Everything is additive over the different words of a text, so that the sum over what one word adds
can be kept for the next text that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from sipks.reading.learning.hashtags import hashtags
from sipks.reading.normalise import Prepared
from sipks.reading.tables import slang

FIRST: Final = 240
"""Words of a text that count; what a long one tells at its end is background more often."""
REACH: Final = 2000
"""Characters in which hashtags are looked for."""
PIECES: Final = (3, 4, 5)
_LONGEST: Final = 24
_STRETCHED: Final = re.compile(r"([a-z])\1{2,}")
_TWIN: Final = re.compile(r"([a-z])\1")
_NUMBERED: Final = re.compile(r"[a-z]+|[0-9]+")
_LEET: Final = str.maketrans("0134578", "oieastb")
_DISGUISED: Final = re.compile(r"[a-z]*[0134578]+[a-z]+[a-z0134578]*")
NUMBER: Final = "0"
_ROOTED: Final = 6
_POSSESSIVE: Final = re.compile(r"(?:nya|lah|kah|pun|ku|mu)$")
_SUFFIX: Final = re.compile(r"(?:kan|an|i)$")
_PREFIX: Final = re.compile(
    r"^(?:meng|meny|men|mem|me|peng|peny|pen|pem|per|pe|di|ter|ber|se|ke|nge|ng|ny)"
)


def words_of(text: Prepared) -> list[str]:
    """The first `FIRST` words in one spelling, in order, then those inside hashtags."""
    found: list[str] = []
    for token in text.tokens[:FIRST]:
        found += spelled(token)
    if "#" in text.raw:
        for word in hashtags(text.raw[:REACH]):
            found += spelled(word)
    return found


@lru_cache(maxsize=1 << 17)
def spelled(token: str) -> tuple[str, ...]:
    """The word or words of one token in one spelling."""
    return tuple(_spell(token[:_LONGEST]))


def _spell(token: str) -> Iterator[str]:
    """One token without stretched letters, disguise and short forms.

    >>> list(_spell("bangetttt")), list(_spell("4njing")), list(_spell("tps07")), list(_spell("yg"))
    (['banget'], ['anjing'], ['tps', '0'], ['yang'])
    """
    if token.isdigit():
        yield NUMBER
        return
    word = _STRETCHED.sub(r"\1", token)
    if not word.isalpha():
        if not _DISGUISED.fullmatch(word):
            for part in _NUMBERED.findall(word):
                yield from _spell(part)
            return
        word = word.translate(_LEET)
    yield from slang().get(word, word).split()


def features_of(word: str) -> list[str]:
    """A word, its root and the character sequences inside it, which tie together its forms.

    >>> features_of("didemo")[:4]
    ['didemo', '$demo', '~<di', '~did']
    """
    marked = f"<{_TWIN.sub(chr(92) + '1', word)}>"
    inside = [f"~{marked[at : at + n]}" for n in PIECES for at in range(len(marked) - n + 1)]
    return [word, f"${root(word)}", *inside]


def root(word: str) -> str:
    """The word without what usually stands around a root; a guess that is always the same.

    >>> root("penyerangan"), root("rumahnya"), root("kota")
    ('erang', 'rumah', 'kota')
    """
    for affixes in (_POSSESSIVE, _SUFFIX, _PREFIX):
        if len(word) >= _ROOTED:
            word = affixes.sub("", word)
    return word


def pairs_of(words: Sequence[str]) -> list[str]:
    """Neighbouring words, in order."""
    return [f"{one} {other}" for one, other in pairwise(words)]
