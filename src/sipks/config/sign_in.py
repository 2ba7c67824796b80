"""The part of Django's settings that is about signing in."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

_DJANGO = "django.contrib.auth.password_validation"
Network = IPv4Network | IPv6Network
SHORTEST_PASSWORD = 10


def networks(texts: list[str]) -> list[Network]:
    """Networks, or single addresses, as they are written in a setting."""
    return [ip_network(text) for text in texts]


def sign_in(*, site_url: str, provider: dict[str, str]) -> dict[str, Any]:
    """Django's and allauth's settings of passwords, second factors, sessions, limits and the
    identity provider (`url`, `name`, `client_id`, `secret`)."""
    return {
        **_account(),
        **_second_factors(site_url),
        **_provider(**provider),
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{_DJANGO}.MinimumLengthValidator",
             "OPTIONS": {"min_length": SHORTEST_PASSWORD}},
            {"NAME": "sipks.people.signin.passwords.NotOnlyDigits"},
            {"NAME": "sipks.people.signin.passwords.NotCommon"},
            {"NAME": "sipks.people.signin.passwords.NotBreached"},
            {"NAME": "sipks.people.signin.passwords.NotPredictable"},
        ],
        "CACHES": {"default": {"BACKEND": "sipks.people.signin.cache.TableCache"}},
        "SESSION_ENGINE": "sipks.people.signin.store",
    }  # fmt: skip


def _account() -> dict[str, Any]:
    return {
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_ADAPTER": "sipks.people.adapter.InvitedOnly",
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # addresses are given by administrators
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "[SIPKS] ",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_SESSION_REMEMBER": False,
        # An open session alone must not move the account.
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 600,
        # `login_failed` counts codes of second factors, per user: only who has the password gets
        # there. Passwords are counted by `signin.limits`.
        "ACCOUNT_RATE_LIMITS": {
            "login": "60/m/ip",
            "login_failed": "5/5m/key,40/d/key",
            "reset_password": "10/h/ip",
            "reset_password_from_key": "20/m/ip",
            "change_password": "5/m/user",
            "reauthenticate": "10/m/user",
        },
    }


def _second_factors(site_url: str) -> dict[str, Any]:
    return {
        "MFA_ADAPTER": "sipks.people.signin.mfa.SecondFactors",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_FORMS": {
            "authenticate": "sipks.people.signin.forms.Code",
            "reauthenticate": "sipks.people.signin.forms.CodeAgain",
            "edit_webauthn": "sipks.people.signin.forms.PasskeyName",
        },
        "MFA_RATE_LIMITS": {"webauthn_login": "60/m/ip"},  # a whole office at eight o'clock
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,  # addresses play no part in signing in
        "MFA_TOTP_TOLERANCE": 1,  # half a minute of a clock that is wrong
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        # On this machine alone passkeys may be tried without TLS.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": site_url.startswith("http://localhost"),
    }


def _provider(*, url: str, name: str, client_id: str, secret: str) -> dict[str, Any]:
    app = {
        "provider_id": "kantor",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
    return {
        "SOCIALACCOUNT_ADAPTER": "sipks.people.signin.oidc.InvitedThroughProvider",
        "SOCIALACCOUNT_AUTO_SIGNUP": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        # By a link: a form would be stopped by the policy of our pages on its way out.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app] if url else []}},
    }
