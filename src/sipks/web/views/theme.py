from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from sipks.web.context import THEME_COOKIE, THEMES

YEAR = 365 * 86400


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the light or dark look in a cookie and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if (wanted := request.POST.get("theme")) in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            wanted,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
