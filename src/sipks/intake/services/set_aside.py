"""What was set aside, read again: after a fix of the program, or as a person has mended it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.connectors import CONNECTORS
from sipks.intake.connectors.base import (
    FieldError,
    FileRefused,
    JsonValue,
    Options,
    Origin,
    Record,
    Row,
)
from sipks.intake.connectors.cleaning import clean_text
from sipks.intake.connectors.records import row_of
from sipks.intake.models import SetAside, Upload
from sipks.people.scope import current_actor
from sipks.people.services.sealed import sealed_carry, sealed_forget
from sipks.reading.masking import mask

from .items import items_store

SURPLUS = "…"  # where a table's row holds the cells that have no heading
Values = dict[str, JsonValue]


@transaction.atomic
def set_aside_replay(
    *, set_aside: SetAside, text: str | None = None, values: Values | None = None
) -> SetAside:
    """Read a record again and store it; answers it with its new state.

    `values` are its cells as a person has mended them (headings that are left out stay as they
    were); `text` is the whole record as mended, or simply what the item shall say. With neither,
    it is read as it came. When it passes its state is `REPLAYED` and `item` is what it became (the
    raw bytes of the item are still those that came); else `reason` says what is wrong now. What is
    no longer open is answered as it is. Whoever mended it, or let in what came by a key, brought
    it; a file's row read again as it came is brought by nobody but the file's sender.
    """
    row: SetAside = (
        SetAside.objects.select_for_update(of=("self",))
        .select_related("source__area", "upload")
        .get(pk=set_aside.pk)
    )
    if row.state != SetAside.State.OPEN:
        return row
    actor, mended = current_actor(), text is not None or values is not None
    read = _read(row, text, values)
    if isinstance(read, Row):
        kept = sealed_carry(subject="set_aside", subject_id=row.pk)
        read = replace(read, sealed=kept | dict(read.sealed))
        stored = items_store(
            source=row.source, rows=[read], connector=row.connector, upload=row.upload,
            brought_by=actor.id if mended or row.upload is None else None,
        )  # fmt: skip
        row.state, row.item_id = SetAside.State.REPLAYED, stored.ids[0]
        sealed_forget(subject="set_aside", ids=[row.pk])
    else:
        row.code, row.reason = read.code, mask(clean_text(read.reason))
    row.save(update_fields=["state", "item", "code", "reason"])
    entry_create(
        actor=actor, verb="set_aside_replay", subject="set_aside", subject_id=row.pk,
        scope_code=row.scope_code, classification=row.classification,
        before={"state": SetAside.State.OPEN}, after={"state": row.state},
        mended=mended, item=row.item_id, upload=row.upload_id,
    )  # fmt: skip
    return row


@transaction.atomic
def set_aside_drop(*, set_aside: SetAside) -> SetAside:
    """Leave a record unused for good; it stays listed as dropped. Does nothing to a used one."""
    row: SetAside = SetAside.objects.select_for_update(of=("self",)).get(pk=set_aside.pk)
    if row.state == SetAside.State.OPEN:
        row.state = SetAside.State.DROPPED
        row.save(update_fields=["state"])
        entry_create(
            actor=current_actor(), verb="set_aside_drop", subject="set_aside", subject_id=row.pk,
            scope_code=row.scope_code, classification=row.classification,
            before={"state": SetAside.State.OPEN}, after={"state": row.state}, code=row.code,
        )  # fmt: skip
    return row


def upload_replay(*, upload: Upload) -> int:
    """Read again all that a file's taking in has set aside; answers how many passed."""
    waiting = SetAside.objects.filter(upload=upload, state=SetAside.State.OPEN)
    passed = 0
    for row in list(waiting.order_by("pk").values_list("pk", flat=True)):
        passed += _passes(row)
    if passed:
        left = SetAside.objects.filter(upload=upload, state=SetAside.State.OPEN).count()
        Upload.objects.filter(pk=upload.pk).update(bad=left)
    return passed


def _passes(pk: UUID) -> bool:
    row = set_aside_replay(set_aside=SetAside(pk=pk))
    return bool(row.state == SetAside.State.REPLAYED)


def _read(row: SetAside, text: str | None, values: Values | None) -> Record:
    options = Options(timezone=row.source.area.timezone, now=timezone.now())
    remarks: Values = {"_corrected": True} if text is not None or values is not None else {}
    origin = Origin(bytes(row.raw), row.row, row.sheet, row.offset, row.length, remarks)
    try:
        if text is None and (values or row.values):
            return _from_values((row.values or {}) | (values or {}), origin, options)
        return _from_bytes(row, text, origin, options)
    except FieldError as error:
        return origin.bad(error.code, error.reason, error.column)
    except FileRefused as refusal:
        if text is None or text.lstrip().startswith("{"):
            return origin.bad(refusal.code, refusal.reason)
        return _from_words(text, origin, options)


def _from_values(values: Values, origin: Origin, options: Options) -> Record:
    if values.get(SURPLUS):
        return origin.bad(
            "too_many_cells", "Masih ada isi tanpa judul kolom; pindahkan ke kolom yang benar."
        )
    return row_of(
        {key: cell for key, cell in values.items() if cell not in (None, "")}, origin, options
    )


def _from_bytes(row: SetAside, text: str | None, origin: Origin, options: Options) -> Record:
    with _file(row) as stream:
        raw = _whole(row, stream) if text is None else text.encode()
        read = next(CONNECTORS[row.connector].parse_again(raw, stream, options), None)
    if isinstance(read, Row):
        return Row(
            raw=origin.raw or read.raw, text=read.text, title=read.title, author=read.author,
            external_id=read.external_id, published_at=read.published_at, url=read.url,
            row=row.row, sheet=row.sheet, fields=read.fields | origin.remarks, names=read.names,
            sealed=read.sealed,
        )  # fmt: skip
    if text is not None and not text.lstrip().startswith("{"):
        return _from_words(text, origin, options)
    return read or origin.bad("no_text", "Tidak ada isi.", "text")


def _from_words(text: str, origin: Origin, options: Options) -> Record:
    """What a person typed is the item, when it is no record of its kind."""
    return row_of({"text": text}, origin, options)


def _file(row: SetAside) -> BinaryIO:
    if row.upload and row.upload.file.is_file():
        return row.upload.open()
    return BytesIO()


def _whole(row: SetAside, stream: BinaryIO) -> bytes:
    """The record's bytes, from the file where only its head was kept."""
    raw = bytes(row.raw)
    if row.length <= len(raw) or not row.upload:
        return raw
    stream.seek(row.offset)
    return stream.read(row.length)
