from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PureWindowsPath
from typing import Any, BinaryIO, TypeVar

import structlog
from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.connectors import connector_for
from sipks.intake.connectors.base import (
    HARMLESS_CODES,
    HEAD_BYTES,
    Bad,
    FileRefused,
    Options,
    Record,
    Row,
)
from sipks.intake.connectors.cleaning import clean_text
from sipks.intake.models import Item, SetAside, Source, Upload, UploadState
from sipks.people.scope import current_actor
from sipks.people.seal import SealError
from sipks.reading.masking import mask

from .asides import set_aside_create
from .files import TooLarge, file_keep
from .items import Stored, items_store
from .jobs import upload_defer
from .locks import held

__all__ = ["TooLarge", "upload_create", "upload_rerun", "upload_run", "uploads_resume"]

BATCH = 500
MAX_STARTS = 5  # of a file that brings the worker down each time
Progress = Callable[[Upload], None]
T = TypeVar("T")
log = structlog.get_logger("sipks.intake")


def upload_create(*, source: Source, stream: BinaryIO, name: str, defer: bool = True) -> Upload:
    """Keep a file exactly as it came and queue it to be taken in. Raises `TooLarge`."""
    path, digest, size = file_keep(stream)
    with transaction.atomic():
        upload: Upload = Upload.objects.create(
            source=source, name=_name(name),
            path=str(path.relative_to(settings.HOME)), sha256=digest, size=size,
            scope_code=source.scope_code, drill=source.drill,
            classification=source.default_classification, submitted_by=current_actor().id,
        )  # fmt: skip
        _record("upload_create", upload, source=source.code, size=size, sha256=digest)
        if defer:
            transaction.on_commit(lambda: upload_defer(upload.pk))
    return upload


def _name(name: str) -> str:
    """A file's own name; a chat's export is called after the telephone number it is with."""
    plain = " ".join(clean_text(PureWindowsPath(name).name).split())
    return mask(plain)[-255:] or "berkas"


@transaction.atomic
def upload_rerun(*, upload: Upload) -> Upload:
    """Queue a kept file once more, after a fix: what was set aside or refused may pass now."""
    before = {"state": upload.state, "refusal": upload.refusal}
    upload.state, upload.refusal, upload.attempts = UploadState.WAITING, "", 0
    upload.finished_at = None
    upload.save()
    _record("upload_rerun", upload, before=before, after={"state": upload.state})
    transaction.on_commit(lambda: upload_defer(upload.pk))
    return upload


def uploads_resume() -> int:
    """Queue files that nobody is taking in although they are not done; answers how many.

    That is how a file goes on whose worker was killed: the lock went with the worker.
    """
    begun = Upload.objects.filter(state__in=[UploadState.WAITING, UploadState.RUNNING])
    idle = []
    for upload in begun.order_by("pk")[:1000]:
        with held(upload.pk) as mine:
            if mine:
                idle.append(upload.pk)
    for pk in idle:
        upload_defer(pk)
    return len(idle)


def upload_run(*, upload: Upload, progress: Progress = lambda upload: None) -> Upload:
    """Take a kept file in, batch by batch; run again after a stop it goes on without doubling.

    Each batch is one transaction that also says how far the file has come, so `progress` and the
    page show the truth at every moment. Does nothing while another process is at the same file.
    Errors of the database are raised, to be tried again; anything else ends in a refusal that
    says what was kept.
    """
    with held(upload.pk) as mine:
        if not mine:
            return upload
        upload.refresh_from_db()
        if upload.state in (UploadState.DONE, UploadState.REFUSED):
            return upload
        _begin(upload)
        try:
            _refuse_after(MAX_STARTS, upload)
            with upload.open() as stream:
                _take_in(upload, stream, progress)
            upload.state = UploadState.DONE
        except FileRefused as refusal:
            upload.state, upload.refusal = UploadState.REFUSED, refusal.reason
        except FileNotFoundError:
            upload.state, upload.refusal = UploadState.REFUSED, _GONE
        except SealError as error:
            log.error("seal", upload=str(upload.pk), problem=str(error))
            upload.state, upload.refusal = UploadState.REFUSED, _SEALED
        except DatabaseError:
            raise
        except Exception:
            log.exception("a connector failed", upload=str(upload.pk), kind=upload.kind)
            upload.state, upload.refusal = UploadState.REFUSED, _failed(upload)
        _finish(upload)
        progress(upload)
    return upload


_SEALED = (
    "Kunci segel di server ini tidak ada atau tidak dapat dipakai, sehingga berkas tidak dapat"
    " dibaca atau isinya tidak dapat disegel. Hubungi pengelola, lalu proses ulang berkas ini."
)
_GONE = "Berkas tidak ada lagi di penyimpanan. Unggah ulang."


def _failed(upload: Upload) -> str:
    return (
        f"Program gagal membaca berkas setelah baris {upload.rows_done}; yang sudah terbaca tetap"
        " tersimpan. Laporkan kepada pengelola, lalu proses ulang berkas ini."
    )


def _begin(upload: Upload) -> None:
    upload.state, upload.attempts = UploadState.RUNNING, upload.attempts + 1
    upload.bytes_done = upload.rows_done = upload.known = 0
    _count(upload)
    upload.save()


def _refuse_after(starts: int, upload: Upload) -> None:
    if upload.attempts > starts:
        raise FileRefused(
            "never_ends",
            f"Berkas ini {starts} kali menghentikan pekerja di tempat yang sama. Bagi menjadi"
            " beberapa berkas, atau laporkan kepada pengelola.",
        )


def _take_in(upload: Upload, stream: BinaryIO, progress: Progress) -> None:
    connector = connector_for(upload.name, stream.read(HEAD_BYTES))
    stream.seek(0)
    upload.kind = connector.kind
    options = Options(timezone=upload.source.area.timezone, now=timezone.now())
    mending = upload.set_aside.filter(state=SetAside.State.OPEN).exists()
    seen = _Seen()
    for batch in _batches(connector.parse(stream, options), BATCH):
        with transaction.atomic():
            stored = _take_batch(upload, batch, mending)
            seen.tell(upload, batch, stored)
            upload.bytes_done = min(stream.tell(), upload.size)
            upload.save()
        progress(upload)


@dataclass
class _Seen:
    """What this run has come across; an earlier run may have come further."""

    usable: int = 0
    bad: int = 0
    ignored: int = 0

    def tell(self, upload: Upload, batch: list[Record], stored: Stored) -> None:
        """Bring the figures of an upload up to date after a batch."""
        harmless = sum(isinstance(one, Bad) and one.code in HARMLESS_CODES for one in batch)
        self.usable += len(stored.ids)
        self.ignored += harmless
        self.bad += len(batch) - len(stored.ids) - harmless
        upload.rows_done += len(batch)
        upload.stored += len(stored.new)
        upload.known = max(0, self.usable - upload.stored)
        upload.bad, upload.ignored = max(upload.bad, self.bad), max(upload.ignored, self.ignored)
        if stored.new:
            upload.attempts = 0


def _take_batch(upload: Upload, batch: list[Record], mending: bool) -> Stored:
    rows = [one for one in batch if isinstance(one, Row)]
    bad = [one for one in batch if isinstance(one, Bad)]
    stored = items_store(source=upload.source, rows=rows, connector=upload.kind, upload=upload)
    if bad:
        set_aside_create(source=upload.source, connector=upload.kind, bad=bad, upload=upload)
    if mending:
        _mend(upload, rows, stored)
    return stored


def _mend(upload: Upload, rows: list[Row], stored: Stored) -> None:
    """Rows that were set aside on an earlier run and pass now."""
    ids = {(row.sheet, row.row): pk for row, pk in zip(rows, stored.ids, strict=True)}
    waiting = upload.set_aside.filter(
        state=SetAside.State.OPEN, row__in=[row for _, row in ids]
    ).only("row", "sheet")
    for aside in waiting:
        if pk := ids.get((aside.sheet, aside.row)):
            upload.set_aside.filter(pk=aside.pk).update(state=SetAside.State.REPLAYED, item=pk)


def _count(upload: Upload) -> None:
    upload.stored = Item.objects.filter(upload=upload).count()
    asides = SetAside.objects.filter(upload=upload)
    upload.ignored = asides.filter(code__in=HARMLESS_CODES).count()
    upload.bad = asides.filter(state=SetAside.State.OPEN).count()


@transaction.atomic
def _finish(upload: Upload) -> None:
    _count(upload)
    upload.bytes_done, upload.finished_at = upload.size, timezone.now()
    upload.save()
    _record(
        "upload_refuse" if upload.state == UploadState.REFUSED else "upload_done", upload,
        stored=upload.stored, known=upload.known, bad=upload.bad, refusal=upload.refusal,
    )  # fmt: skip


def _record(verb: str, upload: Upload, **detail: Any) -> None:
    entry_create(
        actor=current_actor(), verb=verb, subject="upload", subject_id=upload.pk,
        scope_code=upload.scope_code, classification=upload.classification, **detail,
    )  # fmt: skip


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch
