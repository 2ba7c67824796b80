"""What keeps a browser from helping an attacker: cookies, headers and the content policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from csp.constants import NONCE, NONE, SELF

YEAR = 365 * 86400

# Of pages. Scripts and styles come from files of ours; a nonce marks what a page itself needs.
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-src": [NONE],
    "frame-ancestors": [NONE],
    "form-action": [SELF],
}

# Of every answer, unless the view says otherwise.
HEADERS: Mapping[str, str] = {
    # Files, data and refusals, which are no pages; a worker's script may fetch from us.
    "Content-Security-Policy": "default-src 'self'; script-src 'self'; object-src 'none';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(
        [
            "geolocation=(self)",  # "here", on the form of a report
            "clipboard-write=(self)",
            "fullscreen=(self)",
            "publickey-credentials-create=(self)",
            "publickey-credentials-get=(self)",
            *(
                f"{name}=()"
                for name in (
                    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
                    "encrypted-media", "gyroscope", "hid", "idle-detection", "local-fonts",
                    "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
                    "screen-wake-lock", "serial", "storage-access", "usb", "xr-spatial-tracking",
                )
            ),
        ]
    ),
}  # fmt: skip


def safeguards(site_url: str) -> dict[str, Any]:
    """Django's settings for the address under which the pages are served.

    With `https://` cookies travel encrypted only and carry the prefix `__Host-`, by which a
    browser refuses those that another machine of the domain has planted.
    """
    secure = site_url.startswith("https://")
    prefix = "__Host-" if secure else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}sessionid",
        "CSRF_COOKIE_NAME": f"{prefix}csrftoken",
        "SESSION_COOKIE_SECURE": secure,
        "CSRF_COOKIE_SECURE": secure,
        "LANGUAGE_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_HTTPONLY": True,
        # Not "Strict": who follows a link from a mail, or comes back from the identity provider,
        # would look like a stranger.
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "SECURE_SSL_REDIRECT": secure,
        "SECURE_HSTS_SECONDS": YEAR if secure else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": secure,
        "SECURE_HSTS_PRELOAD": secure,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if secure else None,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": HEADERS["Referrer-Policy"],
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": HEADERS["Cross-Origin-Opener-Policy"],
        "X_FRAME_OPTIONS": HEADERS["X-Frame-Options"],
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": POLICY},
    }
