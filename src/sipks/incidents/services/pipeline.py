"""From stored item to incident: what the worker does, and the command line when it is alone."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from sipks.intake.models import Item
from sipks.intake.services.items import items_scope_move
from sipks.intake.services.readings import pending_claim, reading_fail, readings_create

from .grouping import signals_group
from .live import announce
from .signals import signals_prepare

BATCH = 400
PARTS = 8
log = structlog.get_logger("sipks.pipeline")


def pending_process(limit: int = BATCH) -> int:
    """Read waiting items, make signals of what matters, group them; all or nothing.

    Answers how many items were taken. An item that cannot be read does not stop the others: the
    batch is then done in ever smaller parts, and the item left with its error. When the database
    itself fails nothing is noted against the items, and the error goes on to the job.
    """
    try:
        return _batch(limit)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.warning("batch failed, going on in parts", size=limit, exc_info=True)
    if limit <= PARTS:
        return sum(_single() for _ in range(limit))
    return sum(pending_process(limit // PARTS) for _ in range(PARTS))


@transaction.atomic
def _batch(limit: int) -> int:
    """Take a batch. It need not reach the disk before the next begins: should the machine fail,
    its items are found waiting as they were, since both stand in one transaction."""
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")
    items = pending_claim(limit)
    if items:
        _process(items)
    return len(items)


def _process(items: Sequence[Item]) -> None:
    signals, facts = signals_prepare(readings_create(items))
    incidents = signals_group(signals=signals, facts=facts)
    items_scope_move(codes={one.item_id: one.scope_code for one in signals})
    announce(incidents, len(signals))


def _single() -> int:
    """Take one item; one that fails is noted with its error and counts as taken."""
    item = None
    try:
        with transaction.atomic():
            for item in pending_claim(1):
                _process([item])
                return 1
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if item is None:
            raise
        log.exception("item cannot be read", item=str(item.pk))
        reading_fail(item=item, error=repr(error))
        return 1
    return 0
