"""Requests of data subjects: the list, a new one, its page, its steps, the search, the letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sipks.people.decorators import needs
from sipks.people.scope import current_actor
from sipks.people.views.paging import newest_first
from sipks.privacy import selectors
from sipks.privacy.choices import RequestKind, RequestVerb
from sipks.privacy.forms import DecideForm, RequestNew, RequestStepForm, SearchForm
from sipks.privacy.models import SubjectRequest
from sipks.privacy.rights import RIGHTS
from sipks.privacy.services.errors import StepRefused
from sipks.privacy.services.holdings import NOT_SEARCHED, Identifiers, holdings_find
from sipks.privacy.services.person import Person, person_of
from sipks.privacy.services.requests import MOVES, moves, request_create, request_step

from .guards import HANDLES, SEES, WHY, matter_or_404, may_handle


@require_GET
@needs(SEES, WHY)
def requests(request: HttpRequest) -> HttpResponse:
    """Open requests by deadline, then the closed ones."""
    context = {
        "open": selectors.requests_open(),
        "closed": newest_first(request, selectors.requests_closed),
        "handles": current_actor().may(HANDLES),
    }
    return render(request, "privacy/requests.html", context)


@require_http_methods(["GET", "POST"])
@needs(HANDLES, WHY)
def request_new(request: HttpRequest) -> HttpResponse:
    """Record a request."""
    form = RequestNew(request.POST or None, initial=_now())
    if request.method == "POST" and form.is_valid():
        made = request_create(**_said(form))
        messages.success(request, gettext("Permohonan dicatat: %s") % made.number)
        return redirect("privacy:request", made.pk)
    return render(request, "privacy/request_new.html", {"form": form})


def _now() -> dict[str, Any]:
    """This minute at the actor's first office."""
    home = next(iter(RequestNew().offices.values()), None)
    zone = ZoneInfo(home.timezone) if home else None
    return {"received_at": timezone.localtime(timezone=zone).replace(tzinfo=None)}


def _said(form: RequestNew) -> dict[str, Any]:
    said = form.cleaned_data
    person = Person(said["applicant"], said["contact"], said["about"])
    return {
        "area": form.area(), "kind": RequestKind(said["kind"]), "channel": said["channel"],
        "person": person, "received_at": said["received_at"], "drill": settings.DRILL,
    }  # fmt: skip


@require_GET
@never_cache
@needs(SEES, WHY)
def request_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request. Who asked is shown to the one who handles it and to nobody else."""
    return _page(request, matter_or_404(SubjectRequest, pk))


@require_POST
@needs(HANDLES, WHY)
def request_step_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a step."""
    matter = matter_or_404(SubjectRequest, pk)
    verb = request.POST.get("verb", "")
    deciding = verb == RequestVerb.DECIDE
    form = DecideForm(request.POST, request=matter) if deciding else RequestStepForm(request.POST)
    if not form.is_valid() or verb not in MOVES or verb == RequestVerb.SEARCH:
        return _page(request, matter, decide=form if deciding else None, status=422)
    said = form.cleaned_data | {"verb": RequestVerb(verb)}
    try:
        request_step(request=matter, **said)
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return _page(request, matter, decide=form if deciding else None, status=409)
    messages.success(request, gettext("Langkah dicatat."))
    return redirect("privacy:request", pk)


@require_POST
@never_cache
@needs(HANDLES, WHY)
def request_search(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is kept about the applicant: in this answer, and nowhere else."""
    matter = matter_or_404(SubjectRequest, pk)
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _page(request, matter, search=form, status=422)
    try:
        found = holdings_find(request=matter, asked=Identifiers(**form.cleaned_data))
    except StepRefused as refusal:
        messages.error(request, str(refusal))
        return _page(request, matter, search=form, status=409)
    return _page(request, matter_or_404(SubjectRequest, pk), search=form, found=found)


@require_GET
@never_cache
@needs(HANDLES, WHY)
def request_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter of reply, to be printed and signed."""
    matter = matter_or_404(SubjectRequest, pk)
    if not may_handle(matter):
        raise Http404
    context = {"matter": matter, "person": person_of(matter), "right": RIGHTS[matter.kind]}
    return render(request, "privacy/request_letter.html", context)


def _page(
    request: HttpRequest,
    matter: SubjectRequest,
    *,
    decide: Any = None,
    search: SearchForm | None = None,
    found: Any = None,
    status: int = 200,
) -> HttpResponse:
    may = may_handle(matter)
    possible = moves(matter) if may else []
    context = {
        "matter": matter,
        "right": RIGHTS[matter.kind],
        "person": person_of(matter) if may else Person(),
        "may": may,
        "steps": matter.steps.all(),
        "names": dict(RequestVerb.choices),
        "moves": [one for one in possible if one != RequestVerb.DECIDE],
        "decide": (decide or DecideForm(request=matter, initial=_decided(matter)))
        if RequestVerb.DECIDE in possible
        else None,
        "search": search or SearchForm(),
        "may_search": may and matter.state in MOVES[RequestVerb.SEARCH][0],
        "found": found,
        "not_searched": NOT_SEARCHED,
        "proof_first": RequestVerb.IDENTIFY in possible and matter.kind != RequestKind.INFORMATION,
        "is_information": matter.kind == RequestKind.INFORMATION,
    }
    return render(request, "privacy/request.html", context, status=status)


def _decided(matter: SubjectRequest) -> dict[str, str]:
    person = person_of(matter)
    return {"outcome": matter.outcome, "reply": person.reply if person else ""}
