from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page shows."""
    return {"drill": settings.DRILL, "actor": getattr(request, "actor", None)}
