"""How far items have come, for whoever sent them: never what was concluded of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from .models import Item, Pending
from .services.readings import MAX_ATTEMPTS


class ItemStatus(StrEnum):
    """How far an item has come."""

    WAITING = "waiting"
    READ = "read"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


def items_status(*, ids: Sequence[UUID], sources: Sequence[UUID]) -> list[dict[str, Any]]:
    """Id, status, version and time of arrival of each, in order. What is not from `sources` is
    as unknown as what does not exist. One query."""
    waiting = Pending.objects.filter(item=OuterRef("pk"))
    known = {
        item.pk: item
        for item in Item.objects.filter(pk__in=ids, source__in=sources)
        .only("version", "received_at")
        .annotate(waits=Exists(waiting.filter(attempts__lt=MAX_ATTEMPTS)), given_up=Exists(waiting))
    }
    return [_told(pk, known.get(pk)) for pk in ids]


def _told(pk: UUID, item: Any) -> dict[str, Any]:
    if item is None:
        return {"id": pk, "status": ItemStatus.UNKNOWN}
    waits = ItemStatus.WAITING if item.waits else ItemStatus.UNREADABLE
    status = waits if item.given_up else ItemStatus.READ
    return {
        "id": pk, "status": status, "version": item.version, "received_at": item.received_at
    }  # fmt: skip
