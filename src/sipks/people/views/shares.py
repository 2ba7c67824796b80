"""Sharing a record, from the page of the record. Each room offers `share_page` for its records."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sipks.people.decorators import needs
from sipks.people.models import Share
from sipks.people.permissions import Act
from sipks.people.scope import Scoped
from sipks.people.services.share_checks import may_share
from sipks.people.services.shares import share_create, share_end, share_renew, share_subject
from sipks.people.share_forms import AreaShareForm, PersonShareForm, TermForm
from sipks.people.sharing import SHORTEST, recipients_found, shares_of

SHARERS_ONLY = gettext_lazy("Membagikan catatan memerlukan peran Verifikator di wilayahnya.")


def share_page(request: HttpRequest, record: Scoped) -> HttpResponse:
    """The page that shares `record`, which the actor may see; refused where he may only read."""
    if not may_share(record):
        raise PermissionDenied(str(SHARERS_ONLY))
    sent = _sent(request, record)
    if sent is not None and _share(request, record, sent):
        return redirect(request.path)
    wanted = request.GET.get("cari", "")[:100]
    context = {
        "record": record,
        "area_form": sent if isinstance(sent, AreaShareForm) else AreaShareForm(record),
        "person_form": sent if isinstance(sent, PersonShareForm) else PersonShareForm(),
        "term_form": TermForm(prefix="baru"),
        "wanted": wanted,
        "too_short": len(wanted.strip()) < SHORTEST,
        "found": recipients_found(wanted, record),
        "shares": shares_of(record),
    }
    return render(request, "people/access/share.html", context)


def _sent(request: HttpRequest, record: Scoped) -> AreaShareForm | PersonShareForm | None:
    if request.method != "POST":
        return None
    return (
        AreaShareForm(record, request.POST)
        if "area" in request.POST
        else PersonShareForm(request.POST)
    )


def _share(request: HttpRequest, record: Scoped, form: AreaShareForm | PersonShareForm) -> bool:
    if not form.is_valid():
        return False
    chosen: dict[str, Any] = form.cleaned_data
    try:
        share_create(record=record, **chosen)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Dibagikan."))
    return True


@require_POST
@needs(Act.SHARE, SHARERS_ONLY)
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a share before its last day."""
    share, record = _share_or_404(pk)
    share_end(share=share)
    messages.success(request, _("Pembagian diakhiri."))
    return _back(request, record)


@require_POST
@needs(Act.SHARE, SHARERS_ONLY)
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Share once more with the same recipient, until another day."""
    share, record = _share_or_404(pk)
    form = TermForm(request.POST, prefix="baru")
    try:
        if not form.is_valid():
            raise ValidationError([one for some in form.errors.values() for one in some])
        share_renew(share=share, **form.term)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Pembagian diperpanjang."))
    return _back(request, record)


def _share_or_404(pk: UUID) -> tuple[Share, Scoped]:
    share = get_object_or_404(Share, pk=pk)
    try:
        return share, share_subject(share)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _back(request: HttpRequest, record: Any) -> HttpResponse:
    """To the page that shares the record, which stands below its own."""
    return redirect(f"{record.get_absolute_url()}bagikan/")
