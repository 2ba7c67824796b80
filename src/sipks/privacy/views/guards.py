"""Who may open these pages, and one matter or a 404."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.privacy.models.base import Handled

H = TypeVar("H", bound=Handled)
SEES, HANDLES = Act.PRIVACY_READ, Act.PRIVACY
WHY = _("Pelindungan data ditangani oleh PPID (pejabat pelindungan data) kantor.")


def matter_or_404(model: type[H], pk: UUID) -> H:
    """The matter, if the actor may see it."""
    found = model.objects.select_related("area").filter(pk=pk).first()
    if not isinstance(found, model):
        raise Http404
    return found


def may_handle(matter: Handled) -> bool:
    """Whether the actor may do something about it, not only look."""
    return current_actor().may(HANDLES, matter.scope_code, matter.classification)
