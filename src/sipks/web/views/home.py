"""The front page: where one's work begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sipks.web.navigation import first_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the map; those who may not read it to the first page of their own menu."""
    return redirect(first_page(getattr(request, "actor", None)))
