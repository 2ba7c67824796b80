"""How long things are kept: the rules, what the last run found, another term; and agreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sipks.people.decorators import needs
from sipks.people.scope import COUNTRY, current_actor
from sipks.privacy import selectors
from sipks.privacy.forms import AgreementForm, TermForm
from sipks.privacy.retention.terms import Term, retention_term_create, terms
from sipks.privacy.services.agreements import agreement_create

from .guards import HANDLES, SEES, WHY


@dataclass(frozen=True, slots=True)
class Line:
    """A rule with the term that holds, and what the last run found of it."""

    term: Term
    found: dict[str, Any]


@require_GET
@needs(SEES, WHY)
def retention(request: HttpRequest) -> HttpResponse:
    """All rules."""
    return _page(request)


@require_POST
@needs(HANDLES, WHY)
def retention_term(request: HttpRequest) -> HttpResponse:
    """Let another term hold from a day on."""
    form = TermForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        retention_term_create(**form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error) if not hasattr(error, "error_dict") else _spread(form, error)
        return _page(request, form, status=422)
    messages.success(request, gettext("Masa simpan baru dicatat."))
    return redirect("privacy:retention")


def _spread(form: TermForm, error: ValidationError) -> None:
    for name, errors in error.error_dict.items():
        form.add_error(name, errors)


def _page(request: HttpRequest, form: TermForm | None = None, status: int = 200) -> HttpResponse:
    run = selectors.last_run()
    found = {one["kind"]: one for one in run.found} if run else {}
    context = {
        "lines": [Line(term, found.get(kind, {})) for kind, term in terms().items()],
        "run": run,
        "fresh": selectors.run_is_fresh(run),
        "applies": settings.RETENTION == "apply",
        "may_change": current_actor().may(HANDLES, COUNTRY),
        "form": form or TermForm(initial={"valid_from": timezone.localdate()}),
    }
    return render(request, "privacy/retention.html", context, status=status)


@require_GET
@needs(SEES, WHY)
def agreements(request: HttpRequest) -> HttpResponse:
    """Agreements with partners."""
    today = timezone.localdate()
    shown = [(one, one.over(today)) for one in selectors.agreements()]
    context = {"agreements": shown, "handles": current_actor().may(HANDLES)}
    return render(request, "privacy/agreements.html", context)


@require_http_methods(["GET", "POST"])
@needs(HANDLES, WHY)
def agreement_new(request: HttpRequest) -> HttpResponse:
    """Record an agreement."""
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {key: value for key, value in form.cleaned_data.items() if key != "office"}
        agreement_create(area=form.area(), drill=settings.DRILL, **said)
        messages.success(request, gettext("Perjanjian dicatat."))
        return redirect("privacy:agreements")
    return render(request, "privacy/agreement_new.html", {"form": form})
