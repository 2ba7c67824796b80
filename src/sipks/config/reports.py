"""Reports of errors, without what people sent."""

from __future__ import annotations

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

from .redact import HIDDEN


class Reticent(SafeExceptionReporterFilter):
    """Django's reports of errors without what was sent, also where details are shown."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always: officers' material stands in what was sent."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of what was sent, without the values."""
        return dict.fromkeys(request.POST, HIDDEN) if request else {}
