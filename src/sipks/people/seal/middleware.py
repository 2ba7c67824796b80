from __future__ import annotations

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from .errors import SealError

log = structlog.get_logger("sipks.seal")
_SAID = "Kunci segel tidak dapat dipakai. Tidak ada yang tersimpan; hubungi pengelola SIPKS."


class SealTrouble(MiddlewareMixin):
    """Says that the keys of the seals are missing, instead of showing an error of the program."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page (or JSON for the API) with status 503."""
        if not isinstance(exception, SealError):
            return None
        log.error("seal", problem=str(exception))
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": _SAID}, status=503)
        return render(request, "people/seal/trouble.html", status=503)
