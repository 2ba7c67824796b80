from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

KNOWN = dict(settings.LANGUAGES)


class ChosenLanguage(LocaleMiddleware):
    """Indonesian, unless the user chose another language on a page.

    What the browser asks for does not count: most machines in the offices were never set up in
    Indonesian, their users read it all the same.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Speak the language of the cookie that the language switch leaves."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in KNOWN else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
