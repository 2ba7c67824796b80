from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from sipks.people.choices import Classification, Role
from sipks.people.models import Membership, valid_on
from sipks.people.scope import Actor

from .navigation import BOTTOM, menu

THEMES = ("light", "dark")
THEME_COOKIE = "sipks_tampilan"


def _memberships(request: HttpRequest) -> list[dict[str, Any]]:
    today = timezone.localdate()
    rows = Membership.objects.filter(valid_on(today), user=request.user.pk).select_related("area")
    return [
        {
            "area": row.area,
            "roles": ", ".join(str(Role(role).label) for role in row.roles),
            "clearance": Classification(row.clearance).label,
        }
        for row in rows
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page shows."""
    actor: Actor | None = getattr(request, "actor", None)
    groups = menu(request.path, actor)
    entries = [entry for group in groups for entry in group]
    theme = request.COOKIES.get(THEME_COOKIE)
    return {
        "drill": settings.DRILL,
        "actor": actor,
        "menu": groups,
        "bottom": entries[:BOTTOM],
        "rest": entries[BOTTOM:],
        "theme": theme if theme in THEMES else "light",
        "memberships": SimpleLazyObject(lambda: _memberships(request)),
    }
