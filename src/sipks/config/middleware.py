from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware
from prometheus_client import Histogram

from .security import HEADERS

log = structlog.get_logger("sipks.request")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = Histogram(
    "sipks_request_seconds", "Server time of a request", ["method", "route", "status"]
)


def _finish(request: HttpRequest, response: HttpResponseBase, began: float) -> HttpResponseBase:
    seconds = time.perf_counter() - began
    match = request.resolver_match
    route = match.route if match else "-"
    # A stranger may invent methods without end; each would be a series of its own.
    method = request.method if request.method in METHODS else "-"
    SECONDS.labels(method, route, str(response.status_code)).observe(seconds)
    log.info(
        "request",
        method=method,
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
    return response


@sync_and_async_middleware
def log_request(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Give each request an id, measure it and log it by route, without its address or query."""
    if iscoroutinefunction(get_response):
        handler: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def async_middleware(request: HttpRequest) -> HttpResponseBase:
            began = time.perf_counter()
            with structlog.contextvars.bound_contextvars(request_id=uuid4().hex):
                return _finish(request, await handler(request), began)

        return async_middleware

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=uuid4().hex):
            return _finish(request, get_response(request), began)

    return middleware


def headers_add(response: HttpResponseBase) -> HttpResponseBase:
    """Give an answer each header of `HEADERS` that it has not set itself."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


@sync_and_async_middleware
def safe_headers(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """See to it that no answer, a file or a refusal either, goes out without its headers.

    Stands before all others, some of which answer themselves.
    """
    if iscoroutinefunction(get_response):
        handler: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def async_middleware(request: HttpRequest) -> HttpResponseBase:
            return headers_add(await handler(request))

        return async_middleware

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return headers_add(get_response(request))

    return middleware
