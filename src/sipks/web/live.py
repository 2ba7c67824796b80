"""News for open pages: one database connection a process hears them, each page gets its share."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Iterable
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import orjson
import psycopg
import structlog
from asgiref.sync import sync_to_async
from django.db import Error, connection
from psycopg.sql import SQL, Identifier

from sipks.people.scope import Actor
from sipks.people.services.sessions import sessions_open

CHANNEL = "sipks_live"
HEARTBEAT = 15.0
BACKLOG = 50
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
# What Django adds for its own, synchronous connections.
NOT_OURS = ("context", "cursor_factory", "prepare_threshold")
log = structlog.get_logger("sipks.live")


def event(name: str, data: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return b"event: %b\ndata: %b\n\n" % (name.encode(), orjson.dumps(data))


LOOK_AGAIN = event("incidents", {"incidents": [], "more": 1})
SIGNED_OUT = event("signed-out", {})
RENEW = event("renew", {})


class Page:
    """An open page: who looks, by which session, and the events that wait to be sent."""

    def __init__(self, actor: Actor, session_key: str) -> None:
        self.actor = actor
        self.session_key = session_key
        self.ended = False
        self._queue: asyncio.Queue[bytes] = asyncio.Queue(BACKLOG)

    def put(self, what: bytes) -> None:
        """Keep an event for sending; a page that lags is told to look again instead."""
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            what = what if self.ended else LOOK_AGAIN
        self._queue.put_nowait(what)

    def end(self, last: bytes) -> None:
        """Send `last` and no more."""
        self.ended = True
        self.put(last)

    @property
    def done(self) -> bool:
        """Whether the last event has been taken."""
        return self.ended and self._queue.empty()

    async def next(self, timeout: float) -> bytes:
        """The next event; a comment that keeps the line open when none comes in `timeout` s."""
        try:
            return await asyncio.wait_for(self._queue.get(), timeout)
        except TimeoutError:
            return b": masih di sini\n\n"

    def tell(self, incidents: Iterable[tuple[UUID, str, int]], more: int) -> None:
        """Pass on the incidents that the page's actor may see, those shared with him too; nothing
        when there are none."""
        seen = [key for key, code, level in incidents if self.actor.sees([code], level, key)]
        if seen or more:
            # How many others there are is not this actor's to know, only that it may be so.
            self.put(event("incidents", {"incidents": seen, "more": int(bool(more))}))


def parse(payload: str) -> tuple[list[tuple[UUID, str, int]], int]:
    """Incidents and the number of unnamed ones in a notification; nothing when malformed."""
    try:
        data = orjson.loads(payload)
        rows = [(UUID(key), str(code), int(level)) for key, code, level in data["incidents"]]
        return rows, int(data.get("more", 0))
    except (ValueError, TypeError, KeyError, AttributeError):
        log.warning("malformed notification", size=len(payload))
        return [], 0


class Hub:
    """The pages of one event loop and the connection that listens for them while any is open."""

    def __init__(self) -> None:
        self.pages: set[Page] = set()
        self._task: asyncio.Task[None] | None = None
        self._wait = FIRST_WAIT
        self._deaf = False
        self.listening = asyncio.Event()

    def join(self, page: Page) -> None:
        """Begin to tell `page`."""
        self.pages.add(page)
        if self._task is None or self._task.done():
            # An empty context: the task outlives the request that happened to start it.
            self._task = asyncio.get_running_loop().create_task(
                self._run(), context=contextvars.Context()
            )

    def leave(self, page: Page) -> None:
        """Stop telling `page`; the last one out closes the connection."""
        self.pages.discard(page)
        if not self.pages and self._task:
            self._task.cancel()
            self._task = None

    def close(self) -> None:
        """End all streams; their pages come back to whichever process is up."""
        for page in self.pages:
            page.end(RENEW)

    async def _run(self) -> None:
        self._wait = FIRST_WAIT
        while True:
            try:
                await self._listen()
            except (psycopg.Error, Error, OSError) as error:
                self._deaf = True
                log.warning("not listening", error=type(error).__name__, again_in=self._wait)
            await asyncio.sleep(self._wait)
            self._wait = min(self._wait * 2, LONGEST_WAIT)

    async def _listen(self) -> None:
        parameters = await sync_to_async(_parameters, thread_sensitive=False)()
        line = await psycopg.AsyncConnection.connect(autocommit=True, **parameters)
        async with line:
            self._wait = FIRST_WAIT
            await line.execute(SQL("listen {}").format(Identifier(CHANNEL)))
            self._catch_up()
            self.listening.set()
            while True:
                async for notification in line.notifies(timeout=HEARTBEAT):
                    self._tell(notification.payload)
                await self._check_sessions()
                await self._check_actors()

    def _catch_up(self) -> None:
        """After a time without hearing, pages cannot know what they missed."""
        for page in self.pages if self._deaf else ():
            page.put(LOOK_AGAIN)
        self._deaf = False

    def _tell(self, payload: str) -> None:
        incidents, more = parse(payload)
        for page in self.pages:
            page.tell(incidents, more)

    async def _check_sessions(self) -> None:
        keys = {page.session_key for page in self.pages}
        alive = await sync_to_async(_open, thread_sensitive=False)(keys)
        for page in self.pages:
            if page.session_key not in alive and not page.ended:
                page.end(SIGNED_OUT)

    async def _check_actors(self) -> None:
        """A membership may have ended since a page was opened, or an account been closed."""
        asked = [(page, page.actor.id) for page in self.pages if not page.ended]
        now = await sync_to_async(_actors, thread_sensitive=False)({pk for _, pk in asked if pk})
        for page, pk in asked:
            if pk in now:
                page.actor = now[pk]
            elif pk and not page.ended:
                page.end(SIGNED_OUT)


def _actors(ids: set[UUID]) -> dict[UUID, Actor]:
    try:
        return Actor.of_many(ids)
    finally:
        connection.close()  # of a thread that may not come by again


def _open(keys: set[str]) -> set[str]:
    try:
        return sessions_open(keys)
    finally:
        connection.close()


def _parameters() -> dict[str, Any]:
    parameters: dict[str, Any] = connection.get_connection_params()
    return {key: value for key, value in parameters.items() if key not in NOT_OURS}


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
