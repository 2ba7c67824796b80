"""Keys of senders at the door: is it valid, may it do that, from there, and so often."""

from __future__ import annotations

from datetime import timedelta
from hmac import compare_digest
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.models import SenderToken, Source
from sipks.people.scope import current_actor
from sipks.people.signin.address import NOWHERE, network_of

from .buckets import Rate, bucket_charge, bucket_take
from .tokens import PREFIX, digest_of

LINES_A_UNIT = 100  # of a delivery; what is up to that costs no more than the request itself
_SEEN = timedelta(minutes=1)
_LENGTH = len(PREFIX) + 43
_FAILURES = Rate(per_minute=20, burst=40)


class TooOften(Exception):
    """Asked too often; it may be tried again after `wait` seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


def token_check(secret: str, address: str = NOWHERE) -> SenderToken | None:
    """The valid token of an active source with this secret, asked from `address`; None for all
    others alike. Raises `TooOften` for an address that failed again and again.

    A valid token passes whatever failed from the same address, so that nobody locks others out.
    """
    found = _find(secret)
    why = _why_not(found, secret, address) if found else "unknown"
    if found and not why:
        found.by_old_secret = _is_old(found, secret)
        _seen(found, address)
        return found
    if wait := bucket_take(f"address:{network_of(address)}", _FAILURES):
        raise TooOften(wait)
    if found:
        entry_create(
            actor=current_actor(), verb="refused", subject="source", subject_id=found.source_id,
            scope_code=found.source.scope_code, classification=found.source.classification,
            name=found.name, why=why,
        )  # fmt: skip
    return None


def token_spend(token: SenderToken) -> None:
    """Count one request of a token. Raises `TooOften`."""
    if wait := bucket_take(_key(token), _rate()):
        raise TooOften(wait)


def token_spend_lines(token: SenderToken, lines: int) -> None:
    """Count the lines of a delivery; a large one makes the next request wait."""
    if units := lines // LINES_A_UNIT:
        bucket_charge(_key(token), _rate(), units)


def token_source(token: SenderToken, code: str) -> Source | None:
    """The active source with this code that a token may send for; without a code, its own."""
    if not code or code == token.source.code:
        return token.source
    found: Source | None = (
        Source.objects.filter(tokensource__token=token, code=code, active=True)
        .select_related("area")
        .first()
    )
    return found


def token_sources(token: SenderToken) -> list[Source]:
    """All active sources that a token may send for, its own first."""
    more = Source.objects.filter(tokensource__token=token, active=True).order_by("code")
    return [token.source, *more]


def _find(secret: str) -> SenderToken | None:
    if len(secret) != _LENGTH or not secret.startswith(PREFIX) or not secret.isascii():
        return None
    digest = digest_of(secret)
    asked = Q(digest=digest) | Q(old_digest=digest)
    # Not `first()`, which sorts: each digest is unique.
    found = SenderToken.objects.filter(asked).select_related("source__area", "office")
    return next(iter(found), None)


def _is_old(token: SenderToken, secret: str) -> bool:
    return not compare_digest(bytes(token.digest), digest_of(secret))


def _why_not(token: SenderToken, secret: str, address: str) -> str:
    """In a word, why a token that exists is not valid; empty when it is."""
    now = timezone.now()
    if token.revoked_at:
        return "revoked"
    if token.expires_at <= now:
        return "expired"
    if _is_old(token, secret) and not token.overlaps:
        return "rotated"
    if not token.source.active:
        return "inactive"
    if token.office and not token.office.active:
        return "office"
    return "" if _is_from(token, address) else "network"


def _is_from(token: SenderToken, address: str) -> bool:
    found = ip_address(address)
    return not token.networks or any(found in ip_network(one) for one in token.networks)


def _seen(token: SenderToken, address: str) -> None:
    now = timezone.now()
    named = {"last_used": token.last_used}
    if token.by_old_secret:
        named["old_used"] = token.old_used
    if any(before is None or now - before > _SEEN for before in named.values()):
        known = None if address == NOWHERE else address
        fresh = dict.fromkeys(named, now) | {"last_address": known}
        SenderToken.objects.filter(pk=token.pk).update(**fresh)


def _key(token: SenderToken) -> str:
    return f"token:{token.pk}"


def _rate() -> Rate:
    return Rate(per_minute=settings.TOKEN_PER_MINUTE, burst=settings.TOKEN_PER_MINUTE)
