"""E-mail addresses, handles, and the names of accounts in links and after a word for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sipks.reading.tables import words

from .near import cues_in, near
from .spans import Span

_LONGEST_NAME: Final = 64
_BEFORE_SIGN: Final = re.compile(r"\w[\w.+-]*$")
_SIGN: Final = re.compile(r"(?:[@\uff20][\w-]{1,63}(?:\.[\w-]{1,63}){0,4}){1,64}")
# Only endings that addresses have, so that the sentence after a handle is not taken for one.
_TOP: Final = "(?:com|co|net|org|id|go|ac|sch|or|web|my|io|me|mail|example)"
_NAME_APART: Final = re.compile(r"\b[\w.+-]{2,64} ?$")
_PLAIN_SIGN: Final = re.compile("@")
_HOST_APART: Final = re.compile(
    rf" ?[\w-]{{2,63}}(?:\.[\w-]{{2,63}})?(?: ?\. ?{_TOP}\b){{1,3}}", re.IGNORECASE
)
_SPELT_SIGN: Final = re.compile(r"[\[({] ?at ?[\])}]| at ", re.IGNORECASE)
_HOST_SPELT: Final = re.compile(
    r" ?[\w-]{2,63}(?:\.[\w-]{2,63})?"
    rf"(?: ?(?:\.|[\[({{] ?dot ?[\])}}]| dot | titik ) ?{_TOP}\b){{1,3}}",
    re.IGNORECASE,
)
_LINK_CUES: Final = (".com/", ".me/", ".net/", ".watch/", ".app/")
_ACCOUNT: Final = re.compile(
    r"(?:twitter|x|facebook|fb|instagram|tiktok|threads|t|wa|youtube|linkedin|telegram|bsky|chat"
    r"\.whatsapp)\.(?:com|me|net|watch|app)/"
    r"(?:(?:c|user|channel|in|people|profile|send/?\?phone=|profile\.php\?id=)(?:/|(?<==)))?"
    r"(@?\+?[\w.%+-]{1,80})",
    re.IGNORECASE,
)
_NOT_ACCOUNTS: Final = words(
    """p reel reels tv watch groups hashtag search explore share sharer stories events photo video
    videos status i home story.php photo.php permalink.php watch.php shorts playlist embed live c
    user channel in people send profile profile.php intent"""
)
_NAMED_CUES: Final = ("ig", "insta", "twit", "fb", "face", "tok", "tele", "akun", "user", "line")
_NAMED: Final = re.compile(
    r"\b(?:ig|insta|fb|tele|line|akun|username|(?:instagram|twitter|facebook|tik ?tok|telegram)"
    r"(?= ?[:=] ?\w*[._\d]))"
    r" ?[:=] ?(?!https?:|www\.)([\w][\w.\-]{2,40})",
    re.IGNORECASE,
)


def accounts(text: str, lower: str) -> Iterator[Span]:
    """Spans of what names an account."""
    if "@" in text or "\uff20" in text:
        yield from _signs(text)
    if "at" in lower and ("dot" in lower or "titik" in lower or "at]" in lower or "at)" in lower):
        yield from _apart(text, _SPELT_SIGN, _HOST_SPELT)
    if "/" in text:
        yield from (
            found.span(1)
            for found in near(_ACCOUNT, text, cues_in(lower, _LINK_CUES))
            if found[1].lower().rstrip(".") not in _NOT_ACCOUNTS
        )
    if (":" in text or "=" in text) and any(cue in lower for cue in _NAMED_CUES):
        yield from (found.span(1) for found in near(_NAMED, text, cues_in(text, ":=")))


def _signs(text: str) -> Iterator[Span]:
    """E-mail addresses and handles: whatever touches an at sign, or stands around one."""
    done = 0
    for found in _SIGN.finditer(text):
        start, end = found.span()
        # What stands before the last one's end is hidden already.
        front = max(done, start - _LONGEST_NAME)
        name = _BEFORE_SIGN.search(text[front:start]) if front < start else None
        yield (front + name.start() if name else start, end)
        done = end
    if " @" in text or "@ " in text:
        yield from _apart(text, _PLAIN_SIGN, _HOST_APART)


def _apart(text: str, sign: re.Pattern[str], host: re.Pattern[str]) -> Iterator[Span]:
    """Addresses with room around their sign; a look from each sign to both sides is quickest."""
    for found in sign.finditer(text):
        behind = host.match(text, found.end())
        front = max(0, found.start() - _LONGEST_NAME - 1)
        name = _NAME_APART.search(text, front, found.start()) if behind else None
        if name and behind:
            yield name.start(), behind.end()
