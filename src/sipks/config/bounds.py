"""How large a request may be, asked before any of it is kept.

Django puts a body on disk whole before it looks at the request; without a bound a stranger could
fill the disk.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY

from .security import HEADERS

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Receive, Send], Awaitable[None]]

_FILES = re.compile(r"/(?:berkas|sumber/[0-9a-f-]{36}/berkas)/")
_FORM = 2**20  # what else a form with a file carries
_SAID = b"Kiriman terlalu besar."


class Bounded:
    """An ASGI application that refuses (413) bodies larger than their address allows."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        limit = await limit_of(scope["path"], headers.get(b"cookie", b"").decode("latin-1"))
        if _declared(headers) > limit:
            await _refuse(send)
            return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen <= limit:
                return message
            await _refuse(send)
            return {"type": "http.disconnect"}

        await self.app(scope, bounded, send)


async def limit_of(path: str, cookies: str) -> int:
    """Bytes that a request for `path` may have: files come from signed-in officers only."""
    usual = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE) + _FORM
    if not _FILES.fullmatch(path):
        return usual
    known = await sync_to_async(_is_signed_in)(cookies)
    return int(settings.UPLOAD_MAX_BYTES) + _FORM if known else usual


def _is_signed_in(cookies: str) -> bool:
    try:
        found = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return False
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return bool(found and store(found.value).get(SESSION_KEY))


def _declared(headers: dict[bytes, bytes]) -> int:
    said = headers.get(b"content-length", b"")
    return int(said) if said.isdigit() else 0


async def _refuse(send: Send) -> None:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Connection": "close", **HEADERS}
    await send(
        {
            "type": "http.response.start",
            "status": 413,
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }
    )
    await send({"type": "http.response.body", "body": _SAID})
