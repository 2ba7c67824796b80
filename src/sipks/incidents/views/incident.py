from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from sipks.incidents.models import Incident
from sipks.incidents.selectors import incident_get
from sipks.people.decorators import needs
from sipks.people.permissions import Act

from .page import incident_page
from .queue import READERS_ONLY


@require_GET
@needs(Act.READ, READERS_ONLY, shared=True)
def incident(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One incident: what, where, when, who tells it, what was decided."""
    return incident_page(request, incident_or_404(pk))


def incident_or_404(pk: UUID) -> Incident:
    """The incident, if the actor may see it; whether it exists is not told otherwise."""
    try:
        return incident_get(pk)
    except Incident.DoesNotExist as error:
        raise Http404 from error
