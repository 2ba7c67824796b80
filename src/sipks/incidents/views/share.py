from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from sipks.people.decorators import needs
from sipks.people.permissions import Act
from sipks.people.views.shares import SHARERS_ONLY, share_page

from .incident import incident_or_404


@require_http_methods(["GET", "POST"])
@needs(Act.SHARE, SHARERS_ONLY)
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Share an incident with a neighbouring office or with an officer."""
    return share_page(request, incident_or_404(pk))
