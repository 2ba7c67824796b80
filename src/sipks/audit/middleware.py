from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from .origin import bind_origin


def address_of(request: HttpRequest) -> str:
    """The address that a request came from, by the rule for trusted proxies that sign-in follows;
    empty when it cannot be told (a socket of the machine itself)."""
    try:
        return str(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""


@sync_and_async_middleware
def origin_of_request(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Bind the address of a request as the origin of all that it does."""
    if iscoroutinefunction(get_response):
        handler: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def async_middleware(request: HttpRequest) -> HttpResponseBase:
            with bind_origin(address_of(request)):
                return await handler(request)

        return async_middleware

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with bind_origin(address_of(request)):
            response: HttpResponseBase = get_response(request)
            return response

    return middleware
