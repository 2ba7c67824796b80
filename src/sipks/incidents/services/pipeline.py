"""From stored item to incident: what the worker does, and the command line when it is alone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import orjson
import structlog
from django.db import DatabaseError, connection, transaction

from sipks.incidents.models import Incident, Signal
from sipks.intake.models import Item, Pending
from sipks.intake.services.items import items_scope_move
from sipks.intake.services.readings import pending_claim, reading_fail, readings_create

from .grouping import signals_group
from .signals import signals_prepare

BATCH = 200
CHANNEL = "sipks_live"
_SHOWN = 50
log = structlog.get_logger("sipks.pipeline")


def pending_process(limit: int = BATCH) -> int:
    """Read waiting items, make signals of what matters, group them; all or nothing.

    Answers how many items were taken. An item that cannot be read does not stop the others: the
    batch is then done one by one and the item left with its error.
    """
    try:
        with transaction.atomic():
            return len(_process(pending_claim(limit)))
    except DatabaseError:
        raise
    except Exception:
        log.exception("batch failed, going one by one")
        return _one_by_one(limit)


def _process(items: Sequence[Item]) -> Sequence[Item]:
    if items:
        signals, facts = signals_prepare(readings_create(items))
        items_scope_move(codes={one.item_id: one.scope_code for one in signals})
        _announce(signals_group(signals=signals, facts=facts), len(signals))
    return items


def _one_by_one(limit: int) -> int:
    ids = list(Pending.objects.order_by("item_id").values_list("item_id", flat=True)[:limit])
    for item in Item.objects.filter(pk__in=ids).select_related("source"):
        try:
            with transaction.atomic():
                _process([item])
        except Exception as error:
            log.exception("item cannot be read", item=str(item.pk))
            reading_fail(item=item, error=repr(error))
    return len(ids)


def _announce(touched: set[UUID], signals: int) -> None:
    """Tell open pages, when the transaction is through, which incidents are new or changed."""
    if not touched:
        return
    rows = Incident.objects.filter(pk__in=list(touched)[:_SHOWN])
    payload = {
        "signals": signals,
        "incidents": [
            [str(pk), scope, level]
            for pk, scope, level in rows.values_list("pk", "scope_code", "classification")
        ],
        "more": max(0, len(touched) - _SHOWN),
    }
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, orjson.dumps(payload).decode()])
