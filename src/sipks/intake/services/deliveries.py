from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.connectors.base import Bad, Options, Row
from sipks.intake.connectors.http_api import CONNECTOR
from sipks.intake.models import Delivery, Source
from sipks.people.scope import current_actor
from sipks.reading.masking import mask

from .asides import set_aside_create
from .items import items_store
from .locks import hold_in_transaction


class KeyReused(ValueError):
    """The idempotency key came before with another body."""


@transaction.atomic
def delivery_take_in(
    *, source: Source, body: bytes, key: str = "", brought_by: UUID | None = None
) -> dict[str, Any]:
    """Take in JSON lines from a sender: `{"stored", "known", "set_aside", "results": […]}`.

    `brought_by` is the officer who made the sender's token.
    `results` has one object a line, in order. The same key with the same body gives the answer
    that was given before; with another body it raises `KeyReused`.
    """
    digest = sha256(body).digest()
    if key:
        hold_in_transaction(source.pk.bytes, key.encode())
        before = Delivery.objects.filter(source=source, key=key).first()
        if before and bytes(before.body_hash) != digest:
            raise KeyReused(key)
        if before:
            return dict(before.answer)
    answer = _take_in(source, body, brought_by)
    if key:
        Delivery.objects.create(source=source, key=key, body_hash=digest, answer=answer)
    entry_create(
        actor=current_actor(), verb="delivery_take_in", subject="source", subject_id=source.pk,
        scope_code=source.scope_code, classification=source.classification,
        bytes=len(body), sha256=digest.hex(), brought_by=brought_by,
        **{name: answer[name] for name in ("stored", "known", "set_aside")},
    )  # fmt: skip
    return answer


def _take_in(source: Source, body: bytes, brought_by: UUID | None) -> dict[str, Any]:
    options = Options(timezone=source.area.timezone, now=timezone.now())
    parsed = list(CONNECTOR.parse_body(body, options))
    rows = [one for one in parsed if isinstance(one, Row)]
    bad = [one for one in parsed if isinstance(one, Bad)]
    stored = items_store(source=source, rows=rows, connector=CONNECTOR.kind, brought_by=brought_by)
    set_aside_create(source=source, connector=CONNECTOR.kind, bad=bad)
    ids = iter(stored.ids)
    fresh = set(stored.new)
    results = []
    for one in parsed:
        if isinstance(one, Row):
            pk = next(ids)
            results.append(
                {"line": one.row, "status": "stored" if pk in fresh else "known", "id": str(pk)}
            )
            fresh.discard(pk)
        else:
            results.append(
                {
                    "line": one.row,
                    "status": "set_aside",
                    "code": one.code,
                    "reason": mask(one.reason),
                    "column": one.column,
                }
            )
    return {
        "stored": len(stored.new),
        "known": len(rows) - len(stored.new),
        "set_aside": len(bad),
        "results": results,
    }
