from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.connectors import connector_for
from sipks.intake.connectors.base import Bad, FileRefused, Options, Row
from sipks.intake.models import Item, SetAside, Source, Upload, UploadState
from sipks.people.scope import current_actor

from .items import items_store
from .jobs import upload_defer

BATCH = 500
HEAD = 64 * 2**10
Progress = Callable[[Upload], None]
T = TypeVar("T")


class TooLarge(ValueError):
    """The file is larger than `SIPKS_UPLOAD_MAX_BYTES`."""


def upload_create(*, source: Source, stream: BinaryIO, name: str, defer: bool = True) -> Upload:
    """Keep a file exactly as it came and queue it to be taken in.

    Files are stored under their SHA-256, so the same file is kept once, however often it is sent.
    Raises `TooLarge`.
    """
    path, digest, size = _keep(stream)
    with transaction.atomic():
        upload = Upload.objects.create(
            source=source, name=Path(name).name[:255], path=str(path), sha256=digest, size=size,
            scope_code=source.scope_code, drill=source.drill,
            classification=source.default_classification, submitted_by=current_actor().id,
        )
        entry_create(
            actor=current_actor(), verb="upload_create", subject="upload", subject_id=upload.pk,
            source=source.code, size=size, sha256=digest,
        )
        if defer:
            transaction.on_commit(lambda: upload_defer(upload.pk))
    return upload


def upload_run(*, upload: Upload, progress: Progress = lambda upload: None) -> Upload:
    """Take a kept file in, batch by batch; run again after a stop it goes on without doubling.

    Each batch is one transaction that also says how far the file has come, so `progress` and the
    page show the truth at every moment.
    """
    upload.state, upload.bytes_done, upload.rows_done, upload.known = UploadState.RUNNING, 0, 0, 0
    upload.save()
    try:
        with Path(upload.path).open("rb") as stream:
            _take_in(upload, stream, progress)
        upload.state = UploadState.DONE
    except FileRefused as refusal:
        upload.state, upload.refusal = UploadState.REFUSED, refusal.reason
    upload.bytes_done, upload.finished_at = upload.size, timezone.now()
    _save(upload, progress)
    return upload


def _take_in(upload: Upload, stream: BinaryIO, progress: Progress) -> None:
    connector = connector_for(upload.name, stream.read(HEAD))
    stream.seek(0)
    upload.kind = connector.kind
    options = Options(timezone=upload.source.area.timezone, now=timezone.now())
    for batch in _batches(connector.parse(stream, options), BATCH):
        with transaction.atomic():
            rows = [one for one in batch if isinstance(one, Row)]
            stored = items_store(
                source=upload.source, rows=rows, connector=connector.kind, upload=upload
            )
            set_aside_create(upload=upload, bad=[one for one in batch if isinstance(one, Bad)])
            upload.rows_done += len(batch)
            upload.known += len(rows) - len(stored.new)
            upload.bytes_done = min(stream.tell(), upload.size)
            _save(upload, progress)


def _save(upload: Upload, progress: Progress) -> None:
    upload.stored = Item.objects.filter(upload=upload).count()
    upload.bad = SetAside.objects.filter(upload=upload).count()
    upload.save()
    progress(upload)


def set_aside_create(*, upload: Upload, bad: Iterable[Bad]) -> None:
    """Keep rows that could not be used, once each a file, with the reason."""
    SetAside.objects.bulk_create(
        [
            SetAside(
                source=upload.source, upload=upload, connector=upload.kind, raw=one.raw,
                code=one.code, reason=one.reason, row=one.row, column=one.column[:100],
                sheet=one.sheet[:100], offset=one.offset, length=one.length,
                scope_code=upload.scope_code, classification=upload.classification,
                drill=upload.drill,
            )
            for one in bad
        ],
        ignore_conflicts=True,
    )


def _keep(stream: BinaryIO) -> tuple[Path, str, int]:
    folder = settings.HOME / "uploads"
    folder.mkdir(exist_ok=True, mode=0o700)
    digest, size = sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as kept:
        try:
            while block := stream.read(2**20):
                digest.update(block)
                kept.write(block)
                if (size := size + len(block)) > settings.UPLOAD_MAX_BYTES:
                    raise TooLarge
        except BaseException:
            Path(kept.name).unlink()
            raise
    path = folder / digest.hexdigest()[:2] / digest.hexdigest()
    path.parent.mkdir(exist_ok=True, mode=0o700)
    shutil.move(kept.name, path)
    return path, digest.hexdigest(), size


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch
