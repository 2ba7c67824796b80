"""What stands around a name: the cue before it, the word after it, and the looks of both."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Final, NamedTuple

from sipks.reading.normalise import Prepared
from sipks.reading.places.lexicon import NO_CUE, Cue

_REACH: Final = 40
_BARRIER: Final = re.compile(r"[,;:!?()\"“”\n\r|\[\]…#@]")
_TITLE_CASE: Final = 0.6
_ABBREVIATED: Final = 4
_HEAD: Final = 300
_DATELINE: Final = re.compile(
    r"(?:^|\n)\s*(?:[\w.]{2,24}\.(?i:com|co|id|net)[,:]?\s+|[A-Z]{4,9}, )?([A-Z][A-Za-z .]{2,30}?)"
    r"(?:\s*[,(/][^-–—\n]{2,36})?\s*(?:--|[-–—|])"
)
_POST: Final = 500
_INNER: Final = re.compile(r"[a-z,] [A-Z][a-z]")
_WORD: Final = re.compile(r"[A-Za-z]+")


class Before(NamedTuple):
    """The cue right before a name, whether a sentence begins with the name, and whether the word
    before it looks like part of a longer proper name."""

    cue: Cue
    initial: bool
    proper: bool


class After(NamedTuple):
    """The cue right after a name, whether a comma, dash or bracket follows, whether the next word
    has a capital, and whether that word is a cue or an ordinary word all the same."""

    cue: Cue
    closed: bool
    proper: bool
    usual: bool = False


_ALONE: Final = Before(NO_CUE, True, False)


def before(text: Prepared, start: int, cues: Mapping[str, Cue]) -> Before:
    """The context to the left of `raw[start]`."""
    segment = text.key[max(0, start + 1 - _REACH) : start + 1]
    words = segment.split()
    if not words:
        return _ALONE
    width = len(segment) - len(segment.rstrip())
    gap = text.raw[start - width : start]
    # key is one longer to the left than raw, so at the text's start the gap may be cut short.
    if _BARRIER.search(gap):
        return Before(NO_CUE, "\n" in gap or "!" in gap or "?" in gap, False)
    cue = _cue(words, cues)
    last = words[-1]
    if "." in gap and not (cue is not NO_CUE and len(last) <= _ABBREVIATED):
        return Before(NO_CUE, True, False)
    proper = cue is NO_CUE and gap == " " and _capital(text, start - 1 - len(last))
    return Before(cue, False, proper)


def _cue(words: list[str], cues: Mapping[str, Cue]) -> Cue:
    if words[-1].isdigit() and len(words) > 1:
        words = words[:-1]  # "Kodim 1705/Nabire"
    if len(words) > 1:
        found = cues.get(f"{words[-2]} {words[-1]}")
        if found is not None:
            return found
    return cues.get(words[-1], NO_CUE)


def _capital(text: Prepared, at: int) -> bool:
    # The first word of a sentence is capitalised whatever it is.
    if not text.raw[at : at + 1].isupper() or not text.raw[at + 1 : at + 2].islower():
        return False
    return at > 1 and text.raw[at - 1] == " " and text.raw[at - 2] not in '.!?:"“-'


def follows_capital(text: Prepared, start: int) -> bool:
    """Whether a capitalised word stands right before `raw[start]`, a sentence's first one too."""
    if start < 2 or text.raw[start - 1] != " " or not text.raw[start - 2].islower():
        return False
    at = text.raw.rfind(" ", 0, start - 1) + 1
    return text.raw[at].isupper()


def after(text: Prepared, end: int, tails: Mapping[str, Cue], usual: Container[str] = ()) -> After:
    """The context to the right of `raw[end - 1]`."""
    following = text.raw[end : end + 2]
    if following[:1] != " ":
        return After(NO_CUE, following[:1] not in {"", ".", "'"}, False)
    if following[1:] in {"-", "–", "—", "(", "|"}:
        return After(NO_CUE, True, False)
    word = text.key[end + 2 : end + 20].partition(" ")[0]
    proper = following[1:].isupper() and text.raw[end + 2 : end + 3].islower()
    return After(tails.get(word, NO_CUE), False, proper, word in usual)


def title_cased(text: Prepared, start: int) -> bool:
    """Whether the line around `raw[start]` capitalises most of its words, as headlines do."""
    low = max(text.raw.rfind("\n", 0, start) + 1, start - 80)
    high = text.raw.find("\n", start)
    line = text.raw[low : min(high if high >= 0 else len(text.raw), start + 80)]
    words: list[str] = _WORD.findall(line)
    capitals = [word for word in words if word[:1].isupper()]
    return len(capitals) > _TITLE_CASE * len(words)


def dateline(text: Prepared) -> int:
    """Offset in `raw` of the place of the dateline ("MAKASSAR, KOMPAS.com -"), or -1."""
    found = _DATELINE.search(text.raw[:_HEAD])
    return found.start(1) if found else -1


def names_capitalised(text: Prepared) -> bool:
    """Whether names carry capitals in this text.

    A post with capitals only in abbreviations and where sentences begin ("rekap PSU nabire
    ricuh") writes names small as well.
    """
    if not text.cased:
        return False
    return len(text.raw) > _POST or _INNER.search(text.raw) is not None


def in_address(text: Prepared, start: int) -> bool:
    """Whether `raw[start]` is inside a handle, an e-mail or a web address."""
    low = max(text.raw.rfind(" ", 0, start), text.raw.rfind("\n", 0, start)) + 1
    if low == start:
        return False
    token = text.raw[low:start]
    return "@" in token or "://" in token or token.startswith(("www.", "#"))
