"""When it happened, as the text tells it, counted from the day of publication.

Every expression of time becomes a mention; the one that is most precise, stands with the event and
is not the date of somebody's statement is taken. A clock near it makes the answer precise to the
hour, in the zone that is named or else in that of the place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from operator import itemgetter
from typing import Final

from sipks.reading.calendar import EARLIEST, LATEST
from sipks.reading.clocks import Clock, clocks
from sipks.reading.concepts import Concepts, Found
from sipks.reading.contract import When
from sipks.reading.dates import mentions
from sipks.reading.dates.mention import RANKS, ZONES, Mention, Word
from sipks.reading.normalise import Prepared
from sipks.reading.tables import words

_WITA: Final = words("51 52 53 63 64 65 71 72 73 74 75 76")
_WIT: Final = words("81 82 91 92 93 94 95 96")
_STATEMENT: Final = 3.0
_HISTORY: Final = 2.5
_EVENT: Final = 1.2
_AHEAD: Final = 0.8
_STALE: Final = 1.5
_YEAR: Final = timedelta(days=366)
_RECENT: Final = timedelta(days=45)
_LATER: Final = 0.15
_FIRST: Final = 12
_SPEECH_REACH: Final = 70
_SMALL_HOURS: Final = 5 * 60
_NIGHT: Final = re.compile(r"(?:sejak |dari )?(?:(?:tadi|td|tdi) m|semal|smlm)", re.IGNORECASE)
"""Last night; its small hours are those of the day of publication."""
_POINTED: Final = 4.0
_POINT_REACH: Final = 24
_CLOCK_REACH: Final = 200


@dataclass(frozen=True, slots=True)
class Told:
    """When, and the span of `raw` that tells it."""

    when: When
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What else is known of the text: its hits, and the masks of events and of history."""

    found: Found
    events: int
    history: int


def zone_of(code: str | None) -> int:
    """Hours ahead of UTC in the province of an area code; WIB where there is none.

    >>> zone_of("73.71"), zone_of("91"), zone_of(None)
    (8, 9, 7)
    """
    province = (code or "")[:2]
    if province in _WIT:
        return ZONES["wit"]
    return ZONES["wita"] if province in _WITA else ZONES["wib"]


class Times:
    """Finds when it happened."""

    def __init__(self) -> None:
        self._lexicon = Concepts.load("times")
        self._names = {bit: name for name, bit in self._lexicon.bits.items()}

    def find(
        self,
        text: Prepared,
        published: date | datetime | None,
        context: Context,
        place: str | None = None,
    ) -> Told | None:
        """What the text says of when; None where it is silent or cannot be counted from.

        `published` without offset is told by the clock of the place; `place` is an area code.
        """
        words = [self._word(hit.start, hit.end, hit.mask) for hit in self._lexicon.find(text).hits]
        offset = zone_of(place)
        base = _local(published, offset)
        told = mentions(text, base.date() if base else None, words)
        hours = clocks(text, words)
        if not told:
            return _today(base, published, hours, offset)
        speech = [word.start for word in words if word.kind == "ujar"]
        events = [word.end for word in words if word.kind == "pokok"]
        told = _but_of_the_telling(told, base)
        weights = [_weight(one, text, context, speech, base) for one in told]
        if events:
            weights = [
                weight + _POINTED * _is_pointed(one, events, text)
                for weight, one in zip(weights, told, strict=True)
            ]
        weight, best = max(zip(weights, told, strict=True), key=itemgetter(0))
        if best.rank < 0 and weight < 0:
            return None
        if best.span.precision == "year" and weight < 0 and hours:
            return _today(base, published, hours, offset)
        return _told(text.raw, best, _clock_of(text, best, hours), offset)

    def _word(self, start: int, end: int, mask: int) -> Word:
        kind, _, value = self._names[mask].partition(":")
        return Word(start, end, kind, value)


def _but_of_the_telling(told: list[Mention], base: datetime | None) -> list[Mention]:
    """Without the day of publication written out, where an earlier day is told, too.

    "Pelapor menyampaikan pada 18/9 bahwa tanggal 12/9 …": the first is that of the telling.
    """
    if base is None:
        return told
    day = base.date()
    earlier = any(
        one.span.precision == "day" and timedelta() < day - one.span.end <= _RECENT for one in told
    )
    if not earlier:
        return told
    return [one for one in told if not (one.rank >= RANKS["day"] and one.span.start == day)]


def _local(published: date | datetime | None, offset: int) -> datetime | None:
    """The moment of publication in the zone of the place; None in a year out of all reason."""
    if published is None or not EARLIEST <= published.year <= LATEST:
        return None
    zone = timezone(timedelta(hours=offset))
    if not isinstance(published, datetime):
        return datetime.combine(published, time(), zone)
    if published.tzinfo is None:
        return published.replace(tzinfo=zone)
    return published.astimezone(zone)


def _is_pointed(one: Mention, events: Sequence[int], text: Prepared) -> bool:
    """Whether a word right in front says that this is the day of the happening itself."""
    before = bisect_left(events, one.start + 1)
    return (
        before > 0
        and one.start - events[before - 1] <= _POINT_REACH
        and text.sentence_of(events[before - 1] - 1) == text.sentence_of(one.start)
    )


def _weight(
    one: Mention, text: Prepared, context: Context, speech: Sequence[int], base: datetime | None
) -> float:
    sentence = text.sentence_of(one.start)
    concepts = context.found.sentences.get(sentence, 0)
    weight = one.rank - _LATER * min(sentence, _FIRST)
    if concepts & context.events:
        weight += _EVENT
    if concepts & context.history:
        weight -= _HISTORY
    if base and one.span.start > base.date():
        weight -= _AHEAD
    elif base and base.date() - one.span.end > _YEAR:
        weight -= _STALE
    first = max(text.sentence_starts[sentence], one.start - _SPEECH_REACH)
    before = bisect_left(speech, one.start)
    if before and speech[before - 1] >= first:
        weight -= _STATEMENT
    return weight


def _clock_of(text: Prepared, day: Mention, hours: Sequence[Clock]) -> Clock | None:
    """The clock that belongs to a day: in its sentence, or soon behind it."""
    if day.span.start != day.span.end or not hours:
        return None
    sentence = text.sentence_of(day.start)
    same = [one for one in hours if text.sentence_of(one.start) == sentence]
    if same:
        return min(same, key=lambda one: abs(one.start - day.start))
    behind = [one for one in hours if 0 < one.start - day.end < _CLOCK_REACH]
    return behind[0] if behind else None


def _told(raw: str, day: Mention, clock: Clock | None, offset: int) -> Told:
    if clock is None:
        span = day.span
        when = When(span.start.isoformat(), span.end.isoformat(), span.precision)
        return Told(when, day.start, day.end)
    date_of = day.span.start
    if clock.minute < _SMALL_HOURS and _NIGHT.match(raw, day.start):
        date_of += timedelta(days=1)
    when = _at(date_of, clock, offset)
    return Told(when, min(day.start, clock.start), max(day.end, clock.end))


def _at(day: date, clock: Clock, offset: int) -> When:
    zone = timezone(timedelta(hours=clock.offset or offset))
    midnight = datetime.combine(day, time(), zone)
    start = midnight + timedelta(minutes=clock.minute)
    end = midnight + timedelta(minutes=clock.last)
    if end < start:
        end += timedelta(days=1)
    return When(start.isoformat(), end.isoformat(), "hour")


def _today(
    base: datetime | None, published: object, hours: Sequence[Clock], offset: int
) -> Told | None:
    """A clock without a day is that of the day of publication, or of the day before."""
    if base is None or not hours:
        return None
    clock, day = hours[0], base.date()
    minute_of_day = base.hour * 60 + base.minute
    if isinstance(published, datetime) and clock.minute > minute_of_day:
        day -= timedelta(days=1)
    return Told(_at(day, clock, offset), clock.start, clock.end)
