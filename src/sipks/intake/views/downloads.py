"""The file of an upload, exactly as it came: to be kept, never to be shown by the browser."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import BinaryIO
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from sipks.audit.services import entry_create
from sipks.intake import selectors
from sipks.intake.models import Upload, UploadState
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.scope import current_actor

from .sources import SENDERS_ONLY, refuse_outsider

_BLOCK = 2**18
_ODD = re.compile(r"[^\w .,()+@-]+")  # signs that turn a name around, too


@require_GET
@needs(Act.SOURCES, SENDERS_ONLY)
def upload_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Hand over a kept file to who may bring files for its place; that it went out is recorded.

    404 also where its content was removed; 403 where it holds what is sealed, or may do so since
    it was not read to its end: that is opened one value at a time and with a reason, never by the
    file. Whoever brought the file may have it back.
    """
    shown = _get(pk)
    refuse_outsider(shown)
    if not may_leave(shown):
        raise PermissionDenied(gettext("Berkas ini mungkin memuat identitas yang disegel."))
    try:
        stream = shown.open()
    except FileNotFoundError as error:
        raise Http404 from error
    entry_create(
        actor=current_actor(), verb="export", subject="upload", subject_id=shown.pk,
        scope_code=shown.scope_code, classification=shown.classification, sha256=shown.sha256,
    )  # fmt: skip
    # Sent as it is: packed it would be packed in the loop that serves everybody.
    headers = {
        "Content-Length": str(shown.size),
        "Content-Disposition": content_disposition_header(True, _name(shown)) or "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Encoding": "identity",
    }
    return StreamingHttpResponse(
        _blocks(stream), content_type="application/octet-stream", headers=headers
    )


def may_leave(upload: Upload) -> bool:
    """Whether a file is known to hold nothing sealed, or goes back to who brought it."""
    if upload.state == UploadState.DONE and not upload.holds_sealed:
        return True
    return upload.submitted_by is not None and upload.submitted_by == current_actor().id


async def _blocks(stream: BinaryIO) -> AsyncIterator[bytes]:
    with stream:
        while block := await sync_to_async(stream.read)(_BLOCK):
            yield block


def _name(upload: Upload) -> str:
    return _ODD.sub("_", upload.name).strip(" .") or "berkas"


def _get(pk: UUID) -> Upload:
    try:
        found = selectors.upload_get(pk)
    except Upload.DoesNotExist as error:
        raise Http404 from error
    if found.removed_at:
        raise Http404
    return found
