from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from sipks.ids import uuid7
from sipks.intake.connectors.base import Row
from sipks.intake.models import Item, Pending, Source, Upload

from .jobs import reading_defer


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of rows: the item of each in order, and which of them are new."""

    ids: list[UUID]
    new: set[UUID]


def handle_hash(handle: str) -> str:
    """A keyed hash of an author's handle (HMAC-SHA-256, 128 bits), for de-duplication only."""
    if not handle:
        return ""
    key = settings.HANDLE_KEY.encode()
    return hmac.digest(key, handle.strip().lower().encode(), "sha256").hex()[:32]


def content_hash(row: Row, author_hash: str) -> bytes:
    """SHA-256 over what the sender said: equal for the same thing sent again, whatever the
    spacing, order or place in the file."""
    said = [row.external_id, row.title, row.text, row.url, row.published_at, author_hash,
            row.fields]
    return sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS, default=str)).digest()


@transaction.atomic
def items_store(
    *, source: Source, rows: Sequence[Row], connector: str, upload: Upload | None = None
) -> Stored:
    """Store rows as items, once each, and queue the new ones for reading.

    Rows that the source has sent before (equal content) are found again, not stored. Rows whose
    external id is known with other content become the next version. One transaction; stores into
    one source wait for each other, so that two senders of the same file double nothing.
    """
    _lock(source)
    hashed = [(row, author := handle_hash(row.author), content_hash(row, author)) for row in rows]
    known = _known(source, [digest for *_, digest in hashed])
    versions = _versions(source, [row.external_id for row in rows if row.external_id])
    now = timezone.now()
    fresh: list[Item] = []
    for row, author, digest in hashed:
        if digest not in known:
            versions[row.external_id] = version = versions.get(row.external_id, 0) + 1
            item = _item(source, row, connector, upload, author, digest, now)
            item.version = version if row.external_id else 1
            known[digest] = item.pk
            fresh.append(item)
    Item.objects.bulk_create(fresh)
    Pending.objects.bulk_create(Pending(item=item) for item in fresh)
    if fresh:
        transaction.on_commit(reading_defer)
    return Stored([known[digest] for *_, digest in hashed], {item.pk for item in fresh})


def _lock(source: Source) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [source.pk.int % 2**63])


def _known(source: Source, digests: list[bytes]) -> dict[bytes, UUID]:
    """Of the source as a whole, whoever asks: what is already there is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select content_hash, id from intake_item"
            " where source_id = %s and content_hash = any(%s)",
            [source.pk, digests],
        )
        return {bytes(digest): pk for digest, pk in cursor.fetchall()}


def _versions(source: Source, external_ids: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select external_id, max(version) from intake_item"
            " where source_id = %s and external_id = any(%s) and external_id <> '' group by 1",
            [source.pk, external_ids],
        )
        return dict(cursor.fetchall())


def _item(
    source: Source, row: Row, connector: str, upload: Upload | None, author: str,
    digest: bytes, now: datetime,
) -> Item:
    return Item(
        id=uuid7(), source=source, upload=upload, connector=connector,
        scope_code=source.scope_code, owner_code=source.scope_code,
        classification=source.default_classification, drill=source.drill,
        row=row.row, sheet=row.sheet, external_id=row.external_id, content_hash=digest,
        raw=row.raw, title=row.title, text=row.text, fields=row.fields, author_hash=author,
        url=row.url, published_at=row.published_at, received_at=now,
    )


def items_scope_move(*, codes: Mapping[UUID, str]) -> None:
    """Let the officers of the place that an item tells of see it, beside those of its owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update intake_item i set scope_code = m.code"
            " from unnest(%s::uuid[], %s::text[]) as m(id, code)"
            " where i.id = m.id and i.scope_code <> m.code",
            [list(codes), list(codes.values())],
        )
