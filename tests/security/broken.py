"""The project's addresses, and one whose page fails."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from sipks.config.urls import urlpatterns as ours


@login_not_required
def fails(request: HttpRequest) -> HttpResponse:
    """Fails with what was sent in the words of the error."""
    said = {**request.GET.dict(), **request.POST.dict(), **dict(request.headers)}
    raise RuntimeError(f"cannot use {said!r}")


urlpatterns = [*ours, path("gagal/", fails, name="fails")]
