"""Which language a text is written in, by the small words that every sentence needs.

Regional languages share most of their long words with Indonesian, so the short ones decide:
"iki", "opo", "wis" are Javanese whatever the topic. Only a clear lead takes a text away from
Indonesian, for posts mix languages and a wrong guess costs more than a missed one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Final

from sipks.reading.normalise import Prepared, as_key
from sipks.reading.tables import table

DEFAULT: Final = "id"
UNDETERMINED: Final = "und"

_DEPTH: Final = 120
_LEAD: Final = 1.25
_LEAD_ENGLISH: Final = 1.7  # posts in Indonesian are full of English phrases
_SHARE: Final = 0.24
_WEIGHT: Final = 3.0
_EMOJI: Final = re.compile(r"<[A-Za-z][^<>]{1,60}>")  # "<Face With Tears of Joy>" of exports


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[tuple[str, float], ...]]:
    words: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for code, weight, line in table("language_words", 3):
        for word in line.split():
            # The key has no apostrophes: "ta'" is met as "ta".
            words[word.replace("'", "").replace("é", "e").replace("è", "e")][code] = float(weight)
    # A word of many languages tells little of each.
    return {
        word: tuple((code, weight / len(codes)) for code, weight in codes.items())
        for word, codes in words.items()
    }


def identify(text: Prepared) -> str:
    """ISO 639 code of the language of `text`.

    The first 120 words decide. "id" where nothing speaks clearly for another language; "und"
    when the text has fewer than two words in Latin letters.
    """
    tokens = as_key(_EMOJI.sub(" ", text.raw)).split() if "<" in text.raw else text.tokens
    words = [token for token in tokens[:_DEPTH] if not token.isdigit()]
    if len(words) < 2:
        return UNDETERMINED
    known, scores = _words(), defaultdict[str, float](float)
    for word in words:
        for code, weight in known.get(word, ()):
            scores[code] += weight
    if not scores:
        return DEFAULT
    best = max(scores, key=scores.__getitem__)
    lead = _LEAD_ENGLISH if best == "en" else _LEAD
    enough = max(min(_WEIGHT, 0.5 * len(words)), _SHARE * len(words))
    return best if scores[best] > lead * scores[DEFAULT] and scores[best] >= enough else DEFAULT
