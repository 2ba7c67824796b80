from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.utils import timezone

from sipks.ids import uuid7
from sipks.intake.connectors.base import Row
from sipks.intake.connectors.cleaning import clean_text
from sipks.intake.models import Item, Pending, Source, Upload
from sipks.people.models import SealedKind
from sipks.people.services.sealed import Secret, sealed_scope_move, sealed_write_many
from sipks.rows import rows_write

from .handles import Concealed, conceal, conceal_id, sealed_hash
from .jobs import reading_defer
from .locks import hold_in_transaction

FORM = "form"  # the connector of what an officer typed himself


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of rows: the item of each in order, and which of them are new."""

    ids: list[UUID]
    new: set[UUID]


def content_hash(row: Row, kept: Concealed) -> bytes:
    """SHA-256 over what the sender said: equal for the same thing sent again, whatever its spacing,
    order of keys, encoding, zone of time or place in the file."""
    told = row.published_at.astimezone(UTC) if row.published_at else None
    said = {key: value for key, value in kept.fields.items() if not key.startswith("_")}
    everything = [row.external_id, row.title, row.text, kept.url, told, kept.author_hash, said]
    if row.sealed:
        everything.append(sealed_hash(row.sealed))
    return sha256(orjson.dumps(everything, option=orjson.OPT_SORT_KEYS)).digest()


@transaction.atomic
def items_store(
    *,
    source: Source,
    rows: Sequence[Row],
    connector: str,
    upload: Upload | None = None,
    brought_by: UUID | None = None,
) -> Stored:
    """Store rows as items, once each, and queue the new ones for reading.

    Rows that the source has sent before (equal content) are found again, not stored. Rows whose
    external id is known with other content become the next version. One transaction; stores into
    one source wait for each other, so that two senders of the same file double nothing.
    """
    hold_in_transaction(source.pk.bytes)
    rows = [conceal_id(row) for row in rows]
    hashed = [(row, kept := conceal(row), content_hash(row, kept)) for row in rows]
    known = _known(source, [digest for *_, digest in hashed])
    versions = _versions(source, [row.external_id for row in rows if row.external_id])
    now = timezone.now()
    arrived = {
        **_arrived(source, upload), "connector": connector, "received_at": now,
        "brought_by": brought_by,
    }  # fmt: skip
    fresh: list[Item] = []
    secrets: list[Secret] = []
    for row, kept, digest in hashed:
        if digest not in known:
            versions[row.external_id] = version = versions.get(row.external_id, 0) + 1
            item = _item(arrived, row, kept, digest, version if row.external_id else 1)
            known[digest] = item.pk
            fresh.append(item)
            if row.sealed:
                secrets += _secrets(item, row)
    if fresh:
        rows_write(fresh)
        rows_write([Pending(item_id=item.pk) for item in fresh])
        _count(source, len(fresh), now)
        typed_by = brought_by if connector == FORM else None
        _seal(secrets, upload, typed_by)
        transaction.on_commit(reading_defer)
    return Stored([known[digest] for *_, digest in hashed], {item.pk for item in fresh})


def _secrets(item: Item, row: Row) -> list[Secret]:
    return [
        Secret(
            subject="item", subject_id=item.pk, kind=SealedKind(kind), value=value,
            scope_code=item.scope_code, classification=item.classification,
        )
        for kind, value in row.sealed.items()
    ]  # fmt: skip


def _seal(secrets: list[Secret], upload: Upload | None, typed_by: UUID | None) -> None:
    """Seal what came with new items. Who typed them, or sent their file, has the informants."""
    if not secrets:
        return
    handler = upload.submitted_by if upload else typed_by
    sealed_write_many(secrets, maker=typed_by, handler=handler)
    if upload and not upload.holds_sealed:
        upload.holds_sealed = True
        Upload.objects.filter(pk=upload.pk).update(holds_sealed=True)


def _count(source: Source, more: int, now: datetime) -> None:
    # Not through the manager: who sends for a source need not be someone who may see it.
    with connection.cursor() as cursor:
        cursor.execute(
            "update intake_source set item_count = item_count + %s, last_item_at = %s"
            " where id = %s",
            [more, now, source.pk],
        )


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


def _arrived(source: Source, upload: Upload | None) -> dict[str, Any]:
    """What all items that come in together have from their source and file."""
    return {
        "source_id": source.pk, "upload_id": upload.pk if upload else None,
        "scope_code": source.scope_code, "owner_code": source.scope_code,
        "classification": source.default_classification, "drill": source.drill,
    }  # fmt: skip


def _item(arrived: dict[str, Any], row: Row, kept: Concealed, digest: bytes, version: int) -> Item:
    return Item(
        id=uuid7(), row=row.row, sheet=clean_text(row.sheet)[:100], external_id=row.external_id,
        version=version, content_hash=digest, raw=kept.raw, title=row.title, text=row.text,
        fields=kept.fields, author_hash=kept.author_hash, url=kept.url,
        published_at=row.published_at, **arrived,
    )  # fmt: skip


def items_scope_move(*, codes: Mapping[UUID, str]) -> None:
    """Let the officers of the place that an item tells of see it, beside those of its owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update intake_item i set scope_code = m.code"
            " from unnest(%s::uuid[], %s::text[]) as m(id, code)"
            " where i.id = m.id and i.scope_code <> m.code",
            [list(codes), list(codes.values())],
        )
    sealed_scope_move(subject="item", codes=codes)
