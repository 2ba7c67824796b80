"""Who sends material: the list, one source with its keys, and a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sipks.intake import selectors
from sipks.intake.forms import SourceEdit, SourceNew, UploadForm
from sipks.intake.models import Source
from sipks.intake.services.sources import source_create, source_update
from sipks.intake.token_form import RotateForm, TokenForm
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.scope import Scoped, current_actor
from sipks.places.models import Area

SENDERS_ONLY = _("Mengelola sumber dan berkas memerlukan peran Operator atau Verifikator.")
_FEW = 5


@require_GET
@needs(Act.READ, SENDERS_ONLY)
def sources(request: HttpRequest) -> HttpResponse:
    """All sources that the actor may see."""
    context = {"sources": selectors.sources(), "may_send": current_actor().may(Act.SOURCES)}
    return render(request, "intake/sources.html", context)


@require_http_methods(["GET", "POST"])
@needs(Act.SOURCES, SENDERS_ONLY)
def source_new(request: HttpRequest) -> HttpResponse:
    """Register a source within the actor's area."""
    form = SourceNew(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        area = said.pop("place")
        if not current_actor().may(Act.SOURCES, area.code):
            form.add_error("place", gettext("Wilayah ini di luar wilayah tugas Anda."))
        elif made := _create(form, area, said):
            messages.success(request, gettext("Sumber dibuat. Sekarang bahannya dapat dimasukkan."))
            return redirect("intake:source", made.pk)
    return render(request, "intake/source_new.html", {"form": form})


def _create(form: SourceNew, area: Area, said: dict[str, Any]) -> Source | None:
    """None, with the error in the form, when the code belongs to another office."""
    try:
        return source_create(area=area, **said)
    except ValidationError as error:
        form.add_error(None, error)
        return None


@require_http_methods(["GET", "POST"])
@needs(Act.READ, SENDERS_ONLY)
def source(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One source: what may be changed of it, its keys, its newest files."""
    shown = source_or_404(pk)
    form = SourceEdit(request.POST or None, instance=shown)
    if request.method == "POST":
        refuse_outsider(shown)
        if form.is_valid():
            source_update(source=source_or_404(pk), **form.cleaned_data)
            messages.success(request, gettext("Perubahan disimpan."))
            return redirect("intake:source", pk)
    return source_page(request, shown, form=form)


def source_or_404(pk: UUID) -> Source:
    """The source, if the actor may see it."""
    try:
        return selectors.source_get(pk)
    except Source.DoesNotExist as error:
        raise Http404 from error


def may_send(what: Scoped) -> bool:
    """Whether the actor may send for, and change, what belongs to this place and is this secret."""
    return current_actor().may(Act.SOURCES, what.scope_code, what.classification)


def refuse_outsider(what: Scoped) -> None:
    """Raise `PermissionDenied` where `may_send` says no."""
    if not may_send(what):
        raise PermissionDenied(gettext("Sumber ini di luar wilayah tugas Anda."))


def source_page(
    request: HttpRequest,
    shown: Source,
    *,
    form: SourceEdit | None = None,
    token_form: TokenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a source, with a form that was not understood in its place."""
    may = may_send(shown)
    context = {
        "source": shown,
        "form": form or SourceEdit(instance=shown),
        "token_form": token_form or TokenForm(source=shown, auto_id="kunci_%s"),
        "rotate_form": RotateForm(auto_id=False),
        "upload_form": UploadForm(),
        "tokens": selectors.source_tokens(shown) if may else [],
        "sharing": selectors.source_shared_tokens(shown) if may else [],
        "overlap_hours": settings.TOKEN_OVERLAP_HOURS,
        "uploads": selectors.uploads(source=shown, size=_FEW),
        "may_send": may,
    }
    return render(request, "intake/source.html", context, status=status)
