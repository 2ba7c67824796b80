from __future__ import annotations

from collections.abc import AsyncIterator
from time import monotonic

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_not_required
from django.db import connections
from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

from sipks.people.scope import Actor
from sipks.web.live import HEARTBEAT, LOOK_AGAIN, RENEW, SIGNED_OUT, Page, hub
from sipks.web.shutdown import end_at_shutdown

# A stream ends after a while, so that after a restart pages spread over all processes again.
LIFE = 600.0


async def _events(page: Page, greeting: bytes) -> AsyncIterator[bytes]:
    ends = monotonic() + LIFE
    yield greeting
    center = hub()
    center.join(page)
    end_at_shutdown(center)
    try:
        while not page.done and monotonic() < ends:
            yield await page.next(HEARTBEAT)
        if not page.done:
            yield RENEW
    finally:
        center.leave(page)


async def _farewell() -> AsyncIterator[bytes]:
    yield SIGNED_OUT


@login_not_required
@require_GET
async def live(request: HttpRequest) -> StreamingHttpResponse:
    """Server-sent events `incidents` about what the actor may see; nothing about the rest.

    A page that comes back (it sends `Last-Event-ID`) is told to look again, since what happened
    meanwhile is not kept.
    """
    actor: Actor | None = getattr(request, "actor", None)
    stream = _farewell()
    if actor is not None:
        greeting = LOOK_AGAIN if "Last-Event-ID" in request.headers else b": halo\n\n"
        stream = _events(Page(actor, request.session.session_key or ""), greeting)
        # The stream stays open for minutes: it must not keep a database connection with it.
        await sync_to_async(connections.close_all)()
    return StreamingHttpResponse(
        stream,
        content_type="text/event-stream",
        # Neither our own compression nor a proxy may hold events back.
        headers={
            "Cache-Control": "no-store",
            "Content-Encoding": "identity",
            "X-Accel-Buffering": "no",
        },
    )
