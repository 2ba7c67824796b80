"""Material past its term: texts that never mattered, files, rows that were set aside, keys."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from sipks.incidents.choices import OPEN
from sipks.incidents.models import Signal
from sipks.intake.connectors.form import CONNECTOR as FORM
from sipks.intake.models import (
    Delivery,
    Item,
    Reading,
    SenderToken,
    SetAside,
    SourceKind,
    Upload,
    UploadState,
)
from sipks.people.services.sealed import sealed_forget

Rows = QuerySet[Any, Any]
PUBLIC = (SourceKind.NEWS, SourceKind.SOCIAL)
ITEM_BYTES = Length("raw") + Length("text")
ASIDE_BYTES = Length("raw")
UPLOAD_BYTES = F("size")
_FRESH = 3600.0  # seconds in which a file may just have been brought in once more


def posts(before: datetime) -> Rows:
    """Public texts that never mattered."""
    return _unheeded(before).filter(source__kind__in=PUBLIC).exclude(_sibling())


def posts_kept(before: datetime) -> Rows:
    """Those held because another version of the same became a signal."""
    return _unheeded(before).filter(source__kind__in=PUBLIC).filter(_sibling())


def reports(before: datetime) -> Rows:
    """The same of all other sources."""
    return _unheeded(before).exclude(source__kind__in=PUBLIC).exclude(_sibling())


def reports_kept(before: datetime) -> Rows:
    """Those held because another version of the same became a signal."""
    return _unheeded(before).exclude(source__kind__in=PUBLIC).filter(_sibling())


def _unheeded(before: datetime) -> Rows:
    """Read as irrelevant, never a signal, neither typed in nor mended by an officer."""
    return Item.objects.filter(
        received_at__lt=before, removed_at=None, reading__relevant=False, signal=None, pending=None
    ).exclude(Q(connector=FORM.kind) | Q(fields__has_key="_corrected"))


def _sibling() -> Exists:
    same = Signal.objects.filter(
        item__source=OuterRef("source"), item__external_id=OuterRef("external_id")
    ).exclude(item__external_id="")
    return Exists(same)


def items_strip(batch: Sequence[UUID]) -> int:
    """Take the content out of items, with what was sealed of it and what was read in it.

    The hash of the content stays, so that the same thing sent again is known and not stored anew.
    One that became a signal since it was chosen is left.
    """
    held = Item.objects.select_for_update(of=("self",)).filter(pk__in=batch)
    locked = [item.pk for item in held.only("pk")]
    told = _told_of(locked)
    batch = [pk for pk in locked if pk not in told]
    sealed_forget(subject="item", ids=batch)
    Reading.objects.filter(item__in=batch).update(
        masked="", fingerprint="", evidence=[], result={}, place=None
    )
    return Item.objects.filter(pk__in=batch, removed_at=None).update(
        raw=b"", title="", text="", fields={}, url="", author_hash="", external_id="",
        removed_at=timezone.now(),
    )  # fmt: skip


def _told_of(items: Sequence[UUID]) -> set[UUID]:
    return set(Signal.objects.filter(item__in=items).values_list("item_id", flat=True))


def uploads(before: datetime) -> Rows:
    """Files that were taken in and that nothing needs any more."""
    return _finished(before).exclude(_open_rows() | _open_tellings())


def uploads_kept(before: datetime) -> Rows:
    """Files with rows to be mended, or that an open incident was told from."""
    return _finished(before).filter(_open_rows() | _open_tellings())


def _finished(before: datetime) -> Rows:
    done = (UploadState.DONE, UploadState.REFUSED)
    return Upload.objects.filter(finished_at__lt=before, removed_at=None, state__in=done)


def _open_rows() -> Q:
    return Q(Exists(SetAside.objects.filter(upload=OuterRef("pk"), state=SetAside.State.OPEN)))


def _open_tellings() -> Q:
    told = Signal.objects.filter(item__upload=OuterRef("pk"), incident__state__in=OPEN)
    return Q(Exists(told))


def files_remove(batch: Sequence[UUID]) -> int:
    """Remove kept files and say so in their rows. A file that another upload has too stays on
    disk until the last of them is past its term."""
    rows = list(Upload.objects.filter(pk__in=batch).select_for_update())
    Upload.objects.filter(pk__in=batch).update(removed_at=timezone.now())
    needed = set(
        Upload.objects.filter(path__in={row.path for row in rows}, removed_at=None)
        .values_list("path", flat=True)
    )  # fmt: skip
    for path in {row.path for row in rows} - needed:
        # Were the rows to stay after all, the files must too.
        transaction.on_commit(partial(_unlink, path))
    return len(rows)


def _unlink(path: str) -> None:
    file = settings.HOME / path
    try:
        fresh = time.time() - file.stat().st_mtime < _FRESH
    except FileNotFoundError:
        return
    # Kept under its content's hash: somebody may be bringing in the same file at this moment.
    if not fresh:
        file.unlink(missing_ok=True)


def asides(before: datetime) -> Rows:
    """Rows that were used or left unused for good."""
    return _decided(before).exclude(_told())


def asides_kept(before: datetime) -> Rows:
    """Those that became a telling of an open incident."""
    return _decided(before).filter(_told())


def _decided(before: datetime) -> Rows:
    done = (SetAside.State.REPLAYED, SetAside.State.DROPPED)
    return SetAside.objects.filter(created_at__lt=before, removed_at=None, state__in=done)


def _told() -> Exists:
    return Exists(Signal.objects.filter(item=OuterRef("item"), incident__state__in=OPEN))


def asides_strip(batch: Sequence[UUID]) -> int:
    """Take the content out of rows, with what was sealed of it; their digest stays, so that a
    re-send is known."""
    sealed_forget(subject="set_aside", ids=batch)
    return SetAside.objects.filter(pk__in=batch).update(
        raw=b"", values=None, removed_at=timezone.now()
    )


def asides_open(before: datetime) -> Rows:
    """Rows that nobody has decided on."""
    return SetAside.objects.filter(created_at__lt=before, state=SetAside.State.OPEN)


def deliveries(before: datetime) -> Rows:
    """Answers that nobody will ask for again."""
    return Delivery.objects.filter(at__lt=before)


def deliveries_delete(batch: Sequence[Any]) -> int:
    """Delete them; what was stored is found again by its content."""
    return Delivery.objects.filter(pk__in=batch).delete()[0]


def tokens(before: datetime) -> Rows:
    """Keys that no longer open anything."""
    return SenderToken.objects.filter(Q(revoked_at__lt=before) | Q(expires_at__lt=before))


def tokens_delete(batch: Sequence[UUID]) -> int:
    """Delete them; who made and used them stands in the audit."""
    gone = SenderToken.objects.filter(pk__in=batch)
    gone.delete()
    return len(batch)
