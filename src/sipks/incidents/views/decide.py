"""Decisions of the desk, as they are sent from an incident's page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sipks.incidents.desk_forms import FORMS
from sipks.incidents.models import Incident
from sipks.incidents.services.decisions import decisions_of
from sipks.incidents.services.desk import DeskError, NotAllowed, decision_undo
from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.refused import refused

from .asked import list_query
from .incident import incident_or_404
from .page import in_pane, incident_page

UNDO = "batal"
_WHY = _("Memutuskan peristiwa memerlukan peran Verifikator di wilayahnya.")


@require_POST
@needs(Act.VERIFY, _WHY)
def decide(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Carry out one decision and go back to the incident; say what was wrong beside the form."""
    incident = incident_or_404(pk)
    if verb == UNDO:
        return _undo(request, incident)
    if verb not in FORMS:
        raise Http404
    form = FORMS[verb](incident, request.POST)
    if not form.is_valid():
        return incident_page(request, incident, form)
    try:
        outcome = form.act()
    except (DeskError, NotAllowed) as error:
        if isinstance(error, NotAllowed):
            refused(request)
        return _refused(request, incident_or_404(pk), verb, str(error))
    messages.success(request, _said(str(form.done), outcome))
    return _back(request, pk)


def _refused(request: HttpRequest, incident: Incident, verb: str, why: str) -> HttpResponse:
    """The incident as it now is, with why it was not decided; from here it may be decided again."""
    sent = request.POST.copy()
    sent["seen"] = str(incident.version)
    form = FORMS[verb](incident, sent)
    form.add_error(None, why)
    return incident_page(request, incident, form)


def _undo(request: HttpRequest, incident: Incident) -> HttpResponse:
    wanted = request.POST.get("decision", "")
    try:
        decision_undo(decision=get_object_or_404(decisions_of(incident.pk), pk=UUID(wanted)))
    except ValueError as error:
        if not isinstance(error, DeskError):
            raise Http404 from error
        messages.error(request, str(error))
    except NotAllowed as error:
        refused(request)
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("Keputusan dibatalkan."))
    return _back(request, incident.pk)


def _said(done: str, outcome: object) -> str:
    """What was done; a split links to the incident that came out of it."""
    if not isinstance(outcome, Incident):
        return done
    address = reverse("incidents:detail", args=[outcome.pk])
    return format_html('{} <a href="{}">{}</a>', done, address, gettext("Lihat peristiwa baru"))


def _back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the incident; to the queue when the decision took it out of the actor's sight."""
    query = list_query(request).urlencode()
    address = reverse("incidents:detail", args=[pk])
    if not Incident.objects.filter(pk=pk).exists():
        messages.info(
            request, gettext("Peristiwa ini kini di wilayah lain; kantor di sana melihatnya.")
        )
        if in_pane(request):
            return render(request, "incidents/_gone.html")
        address = reverse("incidents:queue")
    return redirect(f"{address}?{query}" if query else address)
