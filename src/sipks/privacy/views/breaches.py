"""Failures to protect personal data: the list, a new one, its page, its steps, its two notices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sipks.people.decorators import needs
from sipks.people.scope import current_actor
from sipks.people.views.paging import newest_first
from sipks.privacy import selectors
from sipks.privacy.choices import BreachVerb, DataKind
from sipks.privacy.forms import BreachAmend, BreachFields, BreachStepForm
from sipks.privacy.models import Breach
from sipks.privacy.services.breaches import AMENDED, MOVES, breach_create, breach_step, moves
from sipks.privacy.services.errors import StepRefused

from .guards import HANDLES, SEES, WHY, matter_or_404, may_handle

RECIPIENTS = ("lembaga", "subjek")


@require_GET
@needs(SEES, WHY)
def breaches(request: HttpRequest) -> HttpResponse:
    """Open ones by deadline, then the closed ones."""
    context = {
        "open": selectors.breaches_open(),
        "closed": newest_first(request, selectors.breaches_closed),
        "handles": current_actor().may(HANDLES),
    }
    return render(request, "privacy/breaches.html", context)


@require_http_methods(["GET", "POST"])
@needs(HANDLES, WHY)
def breach_new(request: HttpRequest) -> HttpResponse:
    """Record a failure."""
    form = BreachFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {key: value for key, value in form.cleaned_data.items() if key != "office"}
        made = breach_create(area=form.area(), drill=settings.DRILL, **said)
        messages.success(request, gettext("Kegagalan pelindungan dicatat: %s") % made.number)
        return redirect("privacy:breach", made.pk)
    return render(request, "privacy/breach_new.html", {"form": form})


@require_GET
@needs(SEES, WHY)
def breach_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One failure."""
    return _page(request, matter_or_404(Breach, pk))


@require_POST
@needs(HANDLES, WHY)
def breach_step_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a step."""
    matter = matter_or_404(Breach, pk)
    verb = request.POST.get("verb", "")
    amending = verb == BreachVerb.AMEND
    form = BreachAmend(request.POST) if amending else BreachStepForm(request.POST)
    if not form.is_valid() or verb not in MOVES:
        return _page(request, matter, amend=form if amending else None, status=422)
    said = dict(form.cleaned_data)
    amended: dict[str, Any] = {key: said.pop(key) for key in AMENDED if key in said}
    said["verb"] = BreachVerb(verb)
    try:
        breach_step(breach=matter, amended=amended, **said)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return _page(request, matter, amend=form if amending else None, status=409)
    messages.success(request, gettext("Langkah dicatat."))
    return redirect("privacy:breach", pk)


@require_GET
@never_cache
@needs(HANDLES, WHY)
def breach_letter(request: HttpRequest, pk: UUID, to: str) -> HttpResponse:
    """The notice to the agency (`lembaga`) or to the subjects (`subjek`), to be printed."""
    if to not in RECIPIENTS:
        raise Http404
    matter = matter_or_404(Breach, pk)
    context = {"matter": matter, "to": to} | _told(matter)
    return render(request, "privacy/breach_letter.html", context)


def _told(matter: Breach) -> dict[str, Any]:
    kinds = [DataKind(kind) for kind in matter.kinds]
    specific = DataKind.specific()
    return {"kinds": kinds, "specific": [kind for kind in kinds if kind in specific]}


def _page(
    request: HttpRequest, matter: Breach, *, amend: Any = None, status: int = 200
) -> HttpResponse:
    may = may_handle(matter)
    known = {name: getattr(matter, name) for name in AMENDED} | {"version": matter.version}
    open_ = may and matter.state in MOVES[BreachVerb.AMEND][0]
    context = {
        "matter": matter,
        "may": may,
        "steps": matter.steps.all(),
        "names": dict(BreachVerb.choices),
        "moves": moves(matter) if may else [],
        "amend": (amend or BreachAmend(initial=known)) if open_ else None,
        "closes": BreachVerb.CLOSE,
    }
    return render(request, "privacy/breach.html", context | _told(matter), status=status)
