"""Refusals go into the record, so many a minute and no more."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from inspect import iscoroutinefunction
from threading import Lock
from typing import Any, Final
from uuid import UUID

import structlog
from asgiref.sync import sync_to_async
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from sipks.audit.origin import current_origin
from sipks.audit.services import entry_create

from .scope import Actor, bound_actor

REFUSED: Final = frozenset({401, 403})
MINUTE: Final = 60.0
EACH: Final = 20  # entries a minute for one person or address; more are counted, not written
ALL: Final = 300  # for everybody together
KNOWN: Final = 5_000
_NOTED: Final = "sipks.refused"
log = structlog.get_logger("sipks.refused")


@dataclass(slots=True)
class _Count:
    since: float
    written: int = 0
    left_out: int = 0


class Meter:
    """How many refusals may still be written this minute, in this process."""

    def __init__(self) -> None:
        self._counts: OrderedDict[str, _Count] = OrderedDict()
        self._lock = Lock()

    def ask(self, who: str, now: float, *, stranger: bool = False) -> int | None:
        """None when `who` has had his share; else how many of his were left out before.

        Strangers have a limit of their own: from many addresses at once they could else keep the
        refusals of officers out of the record.
        """
        with self._lock:
            one, every = self._count(who, now), self._count("*" if stranger else "", now)
            if one.written >= EACH or every.written >= ALL:
                one.left_out += 1
                return None
            one.written, every.written = one.written + 1, every.written + 1
            left_out, one.left_out = one.left_out, 0
            return left_out

    def _count(self, who: str, now: float) -> _Count:
        found = self._counts.setdefault(who, _Count(now))
        if now - found.since >= MINUTE:
            found.since, found.written = now, 0
        self._counts.move_to_end(who)
        while len(self._counts) > KNOWN:
            self._counts.popitem(last=False)
        return found


METER: Final = Meter()


@sync_and_async_middleware
def record_refusals(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Record each answer that refuses: who, which address of the program, which record."""
    if iscoroutinefunction(get_response):
        handler: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def async_middleware(request: HttpRequest) -> HttpResponseBase:
            response = await handler(request)
            if _refuses(request, response):
                await sync_to_async(_record)(request, response.status_code)
            return response

        return async_middleware

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = get_response(request)
        if _refuses(request, response):
            _record(request, response.status_code)
        return response

    return middleware


def refused(request: HttpRequest) -> None:
    """Note that a request was refused although its answer is a page, which says so."""
    request.META[_NOTED] = True


def _refuses(request: HttpRequest, response: HttpResponseBase) -> bool:
    return response.status_code in REFUSED or bool(request.META.get(_NOTED))


def _record(request: HttpRequest, status: int) -> None:
    actor = bound_actor() or Actor(None, "")
    who = str(actor.id or current_origin())
    left_out = METER.ask(who, time.monotonic(), stranger=actor.id is None)
    if left_out is None:
        return
    match = request.resolver_match
    kwargs = match.kwargs if match else {}
    try:
        entry_create(
            actor=actor,
            verb="refused",
            subject="page",
            subject_id=next((one for one in kwargs.values() if isinstance(one, UUID)), ""),
            route=match.route if match else "",
            method=request.method,
            status=status,
            left_out=left_out,
        )
    except DatabaseError:
        # The refusal itself stands, whether or not it could be written down.
        log.exception("a refusal could not be recorded")
