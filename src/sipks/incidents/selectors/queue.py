from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sipks.incidents.choices import Order, State
from sipks.incidents.forms import Filters
from sipks.incidents.models import Incident

from .narrow import incidents_asked

SIZE = 30
_RANK = {Order.SEVEREST: "severity", Order.TEACHING: "teaches"}
"""The column that an order goes by, before the time of the last report."""
_RANKS = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and the cursor of the next one (None at the end)."""

    items: list[Incident]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page begins: behind the incident with these values."""

    rank: int
    reported: datetime
    pk: UUID


def queue_page(filters: Filters, after: str | None = None, size: int = SIZE) -> Page:
    """Incidents in the order asked for, `size` a page, each with its `area`.

    `after` is the `next_cursor` of the page before; one that cannot be understood begins anew.
    """
    asked = filters.cleaned
    found = incidents_asked(asked).select_related("area")
    if place := _read(after):
        found = found.filter(_behind(asked.order, place))
    rows = list(_sorted(found, asked.order)[: size + 1])
    more = len(rows) > size
    return Page(rows[:size], _write(_place(rows[size - 1], asked.order)) if more else None)


def queue_counts(filters: Filters) -> dict[str, int]:
    """How many incidents stand in each state, with all other filters applied: the keys are the
    values of `State` and `terbuka` (new and verified)."""
    rows = incidents_asked(filters.cleaned, states=False)
    counts = dict(rows.values_list("state").annotate(number=Count("*")).order_by())
    found = {state: counts.get(state, 0) for state in State.values}
    return found | {"terbuka": found[State.NEW] + found[State.VERIFIED]}


def queue_neighbours(filters: Filters, incident: Incident) -> tuple[UUID | None, UUID | None]:
    """The ids before and behind an incident in the list, for going on by keyboard."""
    asked = filters.cleaned
    found = incidents_asked(asked)
    place = _place(incident, asked.order)
    behind = _sorted(found.filter(_behind(asked.order, place)), asked.order)
    before = _sorted(found.filter(_before(asked.order, place)), asked.order).reverse()
    return (
        before.values_list("pk", flat=True).first(),
        behind.values_list("pk", flat=True).first(),
    )


def _place(incident: Incident, order: Order) -> _Place:
    rank = getattr(incident, _RANK[order]) if order in _RANK else 0
    return _Place(rank, incident.last_reported, incident.pk)


def _sorted(found: QuerySet[Incident], order: Order) -> QuerySet[Incident]:
    keys = ["-last_reported", "-id"]
    return found.order_by(f"-{_RANK[order]}", *keys) if order in _RANK else found.order_by(*keys)


def _behind(order: Order, place: _Place) -> Q:
    later = Q(last_reported__lte=place.reported) & (
        Q(last_reported__lt=place.reported) | Q(pk__lt=place.pk)
    )
    if order not in _RANK:
        return later
    rank = _RANK[order]
    return Q(**{f"{rank}__lt": place.rank}) | (Q(**{rank: place.rank}) & later)


def _before(order: Order, place: _Place) -> Q:
    earlier = Q(last_reported__gte=place.reported) & (
        Q(last_reported__gt=place.reported) | Q(pk__gt=place.pk)
    )
    if order not in _RANK:
        return earlier
    rank = _RANK[order]
    return Q(**{f"{rank}__gt": place.rank}) | (Q(**{rank: place.rank}) & earlier)


def _write(place: _Place) -> str:
    text = f"{place.rank}|{place.reported.isoformat()}|{place.pk.hex}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str | None) -> _Place | None:
    try:
        padded = (cursor or "") + "=" * (-len(cursor or "") % 4)
        rank, reported, pk = base64.urlsafe_b64decode(padded).decode().split("|")
        moment = datetime.fromisoformat(reported)
        # In UTC: PostgreSQL knows no offsets beyond 16 hours.
        there = moment.astimezone(UTC) if moment.tzinfo else None
        return _Place(int(rank) % _RANKS, there, UUID(pk)) if there else None
    except (ValueError, OverflowError, binascii.Error):
        return None
