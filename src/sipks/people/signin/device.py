"""Known devices: a signed cookie from an earlier good sign-in. Guesses of others do not touch it.

The cookie opens nothing. It holds, for the last few names that signed in here, a keyed digest of
the name and a number of the device, so that neither is to be read from it.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "sipks_perangkat"
AGE = 180 * 86400
MOST = 6  # officers who share a machine
_SALT = "sipks.signin.device"


def device_of(request: HttpRequest, name: str) -> str:
    """The number of this device when `name` has signed in on it before, else an empty text."""
    return _read(request).get(_digest(name), "")


def remember(request: HttpRequest, response: HttpResponseBase, name: str) -> None:
    """Let the browser prove later that `name` signed in on it."""
    known = _read(request)
    number = known.pop(_digest(name), "") or secrets.token_urlsafe(9)
    latest = [*[*known.items()][1 - MOST :], (_digest(name), number)]
    value = TimestampSigner(salt=_SALT).sign_object(dict(latest))
    response.set_cookie(
        COOKIE,
        value,
        max_age=AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _digest(name: str) -> str:
    return salted_hmac(_SALT, name.casefold(), algorithm="sha256").hexdigest()[:20]


def _read(request: HttpRequest) -> dict[str, str]:
    try:
        found = TimestampSigner(salt=_SALT).unsign_object(
            request.COOKIES.get(COOKIE, ""), max_age=AGE
        )
    except BadSignature:
        return {}
    return {str(digest): str(number) for digest, number in found.items()}
