"""Files: bringing one in, watching how far it is, and all of them."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sipks.intake import selectors
from sipks.intake.forms import UploadForm, UploadNew
from sipks.intake.models import Source, Upload, UploadState
from sipks.intake.services.set_aside import upload_replay as replay
from sipks.intake.services.uploads import TooLarge, upload_create, upload_rerun
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.people.views.paging import newest_first

from .downloads import may_leave
from .sources import SENDERS_ONLY, may_send, refuse_outsider, source_or_404

_UNDER_WAY = {UploadState.WAITING, UploadState.RUNNING}
_STOP_POLLING = 286  # htmx's own status: take this answer and ask no more


@require_http_methods(["GET", "POST"])
@needs(Act.READ, SENDERS_ONLY)
def uploads(request: HttpRequest) -> HttpResponse:
    """All files, newest first; a POST brings one in for the source chosen."""
    sender = current_actor().may(Act.SOURCES)
    form = UploadNew(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not sender:
            raise PermissionDenied(str(SENDERS_ONLY))
        if form.is_valid() and (made := _take(form, form.cleaned_data["source"])):
            return redirect("intake:upload", made.pk)
    context = {"page": newest_first(request, selectors.uploads), "form": form, "may_send": sender}
    return render(request, "intake/uploads.html", context)


@require_POST
@needs(Act.SOURCES, SENDERS_ONLY)
def upload_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring a file in for one source."""
    source = source_or_404(pk)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid() and (made := _take(form, source)):
        return redirect("intake:upload", made.pk)
    return render(request, "intake/upload_new.html", {"source": source, "form": form})


@require_GET
@needs(Act.READ, SENDERS_ONLY)
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file: how far it has been taken in, and what became of its rows."""
    return render(request, "intake/upload.html", _context(_get(pk)))


@require_GET
@never_cache
@needs(Act.READ, SENDERS_ONLY)
def upload_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The part of the page that changes while a file is read."""
    context = _context(_get(pk))
    status = 200 if context["under_way"] else _STOP_POLLING
    return render(request, "intake/_progress.html", context, status=status)


@require_POST
@needs(Act.SOURCES, SENDERS_ONLY)
def upload_replay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try again: a refused file as a whole, else the rows of it that were set aside."""
    shown = _get(pk)
    refuse_outsider(shown)
    if shown.state == UploadState.REFUSED:
        upload_rerun(upload=shown)
        return redirect("intake:upload", pk)
    used = replay(upload=shown)
    if used:
        said = ngettext("%d baris kini dapat dipakai.", "%d baris kini dapat dipakai.", used)
        messages.success(request, said % used)
    else:
        messages.warning(
            request, gettext("Belum ada baris yang dapat dipakai; alasannya masih sama.")
        )
    return redirect("intake:upload", pk)


def _take(form: UploadForm, source: Source) -> Upload | None:
    """Keep the file; None, with the error in the form, when it cannot be taken."""
    refuse_outsider(source)
    sent: UploadedFile[bytes] = form.cleaned_data["file"]
    if not source.active:
        form.add_error("file", gettext("Sumber ini tidak aktif; aktifkan dahulu."))
        return None
    try:
        return upload_create(
            source=source, stream=cast("BinaryIO", sent.file), name=sent.name or "berkas"
        )
    except TooLarge:
        limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
        form.add_error(
            "file", gettext("Berkas lebih besar dari %s. Bagi menjadi beberapa berkas.") % limit
        )
        return None


def _get(pk: UUID) -> Upload:
    try:
        return selectors.upload_get(pk)
    except Upload.DoesNotExist as error:
        raise Http404 from error


def _context(shown: Upload) -> dict[str, object]:
    percent = min(100, shown.bytes_done * 100 // shown.size) if shown.size else 0
    return {
        "upload": shown,
        "under_way": shown.state in _UNDER_WAY,
        "percent": percent,
        "may_send": may_send(shown),
        "may_leave": may_leave(shown),
    }
