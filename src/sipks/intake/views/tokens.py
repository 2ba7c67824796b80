"""Keys of a source: a new one, a new secret for one, and one taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sipks.intake.models import SenderToken
from sipks.intake.services.tokens import (
    TokenRotated,
    TokenUseless,
    token_create,
)
from sipks.intake.services.tokens import token_revoke as revoke
from sipks.intake.services.tokens import token_rotate as rotate
from sipks.intake.token_form import RotateForm, TokenForm
from sipks.people.decorators import needs
from sipks.people.permissions import Act

from .sources import SENDERS_ONLY, refuse_outsider, source_or_404, source_page


@require_POST
@never_cache
@needs(Act.SOURCES, SENDERS_ONLY)
def token_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a key; its secret is in this answer and nowhere else."""
    shown = source_or_404(pk)
    refuse_outsider(shown)
    form = TokenForm(request.POST, source=shown)
    if not form.is_valid():
        return source_page(request, shown, token_form=form, status=422)
    token, secret = token_create(source=shown, **form.cleaned_data)
    return _secret_page(request, token, secret)


@require_POST
@never_cache
@needs(Act.SOURCES, SENDERS_ONLY)
def token_rotate(request: HttpRequest, pk: UUID, token: UUID) -> HttpResponse:
    """A new secret for a key, in this answer and nowhere else; the old one works for a while."""
    found = _get(pk, token)
    form = RotateForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Pilih masa berlaku yang ada."))
        return redirect("intake:source", pk)
    try:
        made, secret = rotate(token=found, days=form.cleaned_data["days"])
    except (TokenRotated, TokenUseless):
        messages.error(request, gettext("Kunci “%s” baru saja diubah orang lain.") % found.name)
        return redirect("intake:source", pk)
    return _secret_page(request, made, secret)


@require_POST
@needs(Act.SOURCES, SENDERS_ONLY)
def token_revoke(request: HttpRequest, pk: UUID, token: UUID) -> HttpResponse:
    """Make a key useless at once."""
    found = _get(pk, token)
    revoke(token=found)
    messages.success(request, gettext("Kunci “%s” dicabut.") % found.name)
    return redirect("intake:source", pk)


def _get(pk: UUID, token: UUID) -> SenderToken:
    shown = source_or_404(pk)
    refuse_outsider(shown)
    return get_object_or_404(SenderToken, pk=token, source=shown)


def _secret_page(request: HttpRequest, token: SenderToken, secret: str) -> HttpResponse:
    overlap = timedelta(hours=settings.TOKEN_OVERLAP_HOURS)
    context = {"source": token.source, "token": token, "secret": secret, "overlap": overlap}
    return render(request, "intake/token_new.html", context)
