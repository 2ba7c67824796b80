from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sipks.people.scope import Actor

from .factors import has_second_factor, needs_second_factor
from .lifetime import is_over, note_use

ENDED = "sipks_berakhir"
# What the browser asks for by itself: an open page alone keeps no session alive.
UNATTENDED = frozenset({"web:live", "incidents:queue_news", "intake:upload_progress"})
UNATTENDED_HEADER = "X-Unattended"
# Open to everybody in any case, and without anything of the office.
ANYBODYS = frozenset(
    {"account_logout", "set_language", "web:theme", "favicon", "healthz", "readyz", "metrics"}
)
PROVING = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
SETTING_UP = frozenset(
    {"second_factor_begin", "account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"}
)


class SessionEnds(MiddlewareMixin):
    """Ends a session that was not used for too long, and notes the use of the others."""

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            return None
        now = time.time()
        if is_over(request.session, actor, now):  # type: ignore[arg-type]
            request.session.flush()
            back = request.get_full_path() if request.method == "GET" else "/"
            url = f"{reverse('account_login')}?{urlencode({'next': back})}"
            if request.headers.get("HX-Request"):
                return HttpResponse(status=403, headers={"HX-Redirect": url})
            return HttpResponseRedirect(url)
        if _attended(request):
            note_use(request, actor, now)
        return None

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Let the sign-in page say why it is shown to who came with a session that is no more."""
        entrance = reverse("account_login")
        gone = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()
        if gone and response.get("Location", "").startswith(f"{entrance}?"):
            response.set_cookie(ENDED, "1", max_age=60, path=entrance, httponly=True)
        return response


class SecondFactorRequired(MiddlewareMixin):
    """Keeps everything from a session that lacks the second factor that its user needs, but for
    the pages where he proves it or, while he has none at all, sets one up."""

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None or not needs_second_factor(actor) or has_second_factor(request):
            return None
        # Who has a factor must prove it: a password alone must not be able to add another.
        owns = Authenticator.objects.filter(user_id=actor.id).exists()
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ANYBODYS or name in (PROVING if owns else SETTING_UP):
            return None
        wanted = "mfa_reauthenticate" if owns else "second_factor_begin"
        return _refuse(request, reverse(wanted), _("Faktor kedua diperlukan."))


def _attended(request: HttpRequest) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name not in UNATTENDED and UNATTENDED_HEADER not in request.headers


def _refuse(request: HttpRequest, url: str, text: str) -> HttpResponse:
    """Send a page there; what is no page gets 403, and htmx is told to open the page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(text, status=403, headers={"HX-Redirect": url})
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or not _is_page(request):
        return HttpResponse(text, status=403, content_type="text/plain; charset=utf-8")
    return HttpResponseRedirect(url)


def _is_page(request: HttpRequest) -> bool:
    match = request.resolver_match
    api = match is not None and ("api" in match.namespaces or match.view_name == "web:live")
    return not api and "application/json" not in request.headers.get("Accept", "")
