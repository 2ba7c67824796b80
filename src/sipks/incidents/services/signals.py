from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sipks.ids import uuid7
from sipks.incidents import matching
from sipks.incidents.learning.teaches import teaches
from sipks.incidents.models import Fact, Signal
from sipks.incidents.terms import pack, terms
from sipks.intake.connectors.form import CONNECTOR as FORM
from sipks.intake.models import Item
from sipks.intake.services.structured import coordinates
from sipks.intake.services.versions import taught
from sipks.people.scope import COUNTRY, covers
from sipks.places.models import Area
from sipks.reading import Reading
from sipks.reading.masking import mask

from .headline import headline
from .where import Where, find

EXCERPT = 600
BANDS = ("band_a", "band_b", "band_c", "band_d")


def signals_prepare(read: Sequence[tuple[Item, Reading]]) -> tuple[list[Signal], list[Fact]]:
    """Signals (not yet saved, without incident) and their facts, of what was read as relevant.

    What the reader is unsure of (`relevant` null) becomes a signal too, and so does whatever an
    officer typed into the form, who was told that a verifier looks at it: a person decides.
    """
    matters = [
        (item, said)
        for item, said in read
        if said.relevant is not False or item.connector == FORM.kind
    ]
    places = find([_asked(item, said) for item, said in matters])
    signals = [
        _signal(item, said, where) for (item, said), where in zip(matters, places, strict=True)
    ]
    facts = [
        Fact(signal=signal, kind=kind, low=figure.low, best=figure.best, high=figure.high)
        for signal, (_, said) in zip(signals, matters, strict=True)
        for kind in ("killed", "injured", "displaced", "damaged")
        if (figure := getattr(said.impact, kind)) is not None
    ]
    return signals, facts


def trace(signal: Signal) -> matching.Trace:
    """A signal as matching sees it."""
    return matching.Trace.of(
        signal.place,
        (signal.happened_from.timestamp(), signal.happened_to.timestamp()),
        signal.category,
        signal.form,
        signal.terms,
        signal.fingerprint,
        signal.drill,
    )


def _asked(item: Item, said: Reading) -> Where:
    return Where(
        said.place.code if said.place else "",
        coordinates(item.fields),
        _chosen(item),
    )


def _chosen(item: Item) -> str:
    """The area that an officer picked in our own form; a sender's word for one counts within his
    own area alone, else he could put material on another office's desk."""
    code = str(item.fields.get("area_code") or "")
    return code if item.connector == FORM.kind or covers(item.owner_code, code) else ""


def _signal(item: Item, said: Reading, where: Where) -> Signal:
    start, end, precision = _when(item, said, where.area)
    told = item.published_at or item.received_at
    fingerprint = int(said.fingerprint, 16)
    fingerprint -= (fingerprint >> 63) << 64  # the database's bigint is signed
    return Signal(
        id=uuid7(),
        item=item,
        source=item.source,
        teller=_teller(item),
        drill=item.drill,
        place=_code(where),
        scope_code=_code(where) or item.scope_code,
        classification=item.classification,
        area=where.area,
        lat=where.lat,
        lon=where.lon,
        title=headline(said, bool(item.title)),
        category=said.categories[0].code if said.categories else "",
        form=said.forms[0].code if said.forms else "",
        severity=said.severity,
        teaches=teaches(said, taught(said.model)),
        happened_from=start,
        happened_to=end,
        precision=precision,
        dated=said.when is not None or bool(item.fields.get("happened_at")),
        relevance=said.relevance,
        fingerprint=fingerprint,
        **dict(zip(BANDS, matching.bands(fingerprint, told.timestamp()), strict=True)),
        terms=pack(terms(said.masked, _place_names(said))),
        excerpt=said.masked[:EXCERPT],
        reported_at=told,
    )


def _place_names(said: Reading) -> list[str]:
    """The areas that the text names of where it happened, one in the other."""
    here = said.place.code if said.place else ""
    return [one.name for one in said.places if matching.agreement(one.code, here)]


def _code(where: Where) -> str:
    """The code of a place within the country; the country itself says nothing of where."""
    return where.area.code if where.area and where.area.code != COUNTRY else ""


def _teller(item: Item) -> str:
    return mask(str(item.fields.get("source") or item.source.code))[:120]


def _when(item: Item, said: Reading, area: Area | None) -> tuple[datetime, datetime, str]:
    """The span in which it happened; a text that does not say happened on the day it came."""
    zone = ZoneInfo(area.timezone if area else "Asia/Jakarta")
    told = item.published_at or item.received_at
    if given := _given(item, zone):
        return given
    if said.when is None:
        day = told.astimezone(zone).date()
        return _edge(day, zone, time.min), _edge(day, zone, time.max), "day"
    start = _moment(said.when.start, zone, time.min)
    end = _moment(said.when.end, zone, time.max)
    return start, max(start, end), said.when.precision


def _given(item: Item, zone: ZoneInfo) -> tuple[datetime, datetime, str] | None:
    """What the sender says of the time in a field of its own; midnight means the day."""
    try:
        moment = datetime.fromisoformat(str(item.fields["happened_at"]))
    except (KeyError, ValueError):
        return None
    moment = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
    if moment.time() != time.min:
        return moment, moment, "hour"
    return moment, _edge(moment.date(), zone, time.max), "day"


def _moment(text: str, zone: ZoneInfo, edge: time) -> datetime:
    if len(text) == len("2025-02-03"):
        return _edge(date.fromisoformat(text), zone, edge)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _edge(day: date, zone: ZoneInfo, edge: time) -> datetime:
    return datetime.combine(day, edge.replace(microsecond=0), zone)
