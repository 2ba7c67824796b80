"""What is due, and where everything is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sipks.people.decorators import needs
from sipks.people.scope import current_actor
from sipks.privacy import selectors

from .guards import HANDLES, SEES, WHY

_FEW = 5


@require_GET
@needs(SEES, WHY)
def home(request: HttpRequest) -> HttpResponse:
    """The most pressing matters of the actor's offices."""
    requests, breaches = selectors.requests_open(), selectors.breaches_open()
    run = selectors.last_run()
    context = {
        "requests": requests[:_FEW],
        "requests_open": len(requests),
        "breaches": breaches[:_FEW],
        "breaches_open": len(breaches),
        "late": sum(one.late() for one in requests) + sum(one.late() for one in breaches),
        "run": run,
        "handles": current_actor().may(HANDLES),
    }
    return render(request, "privacy/home.html", context)
