"""Which address a request comes from, when proxies stand between."""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from django.conf import settings
from django.http import HttpRequest

Network = IPv4Network | IPv6Network
NOWHERE = "0.0.0.0"  # noqa: S104 - what a request without an address counts as
V6_SITE = 64


def client_address(request: HttpRequest) -> str:
    """The address that the request came from.

    `X-Forwarded-For` is believed only as far as it was written by proxies of
    `SIPKS_TRUSTED_PROXIES`: read from the right, the first that is none of them is the client.
    """
    found = _parse(request.META.get("REMOTE_ADDR", ""))
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while found and _trusted(found) and told:
        before = _parse(told.pop())
        if before is None:
            break
        found = before
    return str(found) if found else NOWHERE


def network_of(address: str) -> str:
    """What counts as one visitor: an IPv4 address, of IPv6 the /64 that one line is given."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, V6_SITE), strict=False))
    return str(found)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _trusted(address: IPv4Address | IPv6Address) -> bool:
    trusted: list[Network] = settings.TRUSTED_PROXIES
    return any(address in network for network in trusted)
