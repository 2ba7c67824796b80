from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import orjson
import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from sipks.people.choices import Role
from sipks.people.scope import Actor, Grant
from sipks.people.signin.store import SessionStore
from sipks.web import live
from sipks.web.live import LOOK_AGAIN, RENEW, SIGNED_OUT, Hub, Page, parse
from sipks.web.shutdown import end_at_shutdown

MAKASSAR, GOWA, KUPANG = "73.71.01", "73.06", "53.71"
A, B, C = uuid4(), uuid4(), uuid4()


def actor(code: str, clearance: int = 1, role: Role = Role.VERIFIER) -> Actor:
    return Actor(uuid4(), "uji", (Grant(code, frozenset({role}), clearance),))


def data(event: bytes) -> dict[str, Any]:
    line = next(one for one in event.splitlines() if one.startswith(b"data: "))
    found: dict[str, Any] = orjson.loads(line.removeprefix(b"data: "))
    return found


def next_of(page: Page, timeout: float = 1) -> bytes:
    return asyncio.run(page.next(timeout))


@pytest.mark.parametrize(
    ("who", "code", "level", "seen"),
    [
        (actor("73.71"), MAKASSAR, 1, True),
        (actor("73.71"), MAKASSAR, 2, False),
        (actor("73.71"), GOWA, 0, False),
        (actor("73"), GOWA, 0, True),
        (actor("ID"), KUPANG, 0, True),
        (actor("73.71"), "73.711", 0, False),
        (actor("73.71", role=Role.REPORTER), MAKASSAR, 0, False),
        (Actor.program("uji"), KUPANG, 3, True),
    ],
)
def test_news_go_by_area_clearance_and_role(who: Actor, code: str, level: int, seen: bool) -> None:
    assert who.sees([code], level, A) is seen


@pytest.mark.parametrize(("key", "level", "heard"), [(A, 1, True), (A, 2, False), (B, 0, False)])
def test_news_of_what_is_shared_come_too(key: UUID, level: int, heard: bool) -> None:
    grant = Grant("73.71", frozenset({Role.VERIFIER}), 1, shared=(A,))
    page = Page(Actor(uuid4(), "uji", (grant,)), "")
    page.tell([(key, KUPANG, level)], more=0)
    assert next_of(page, 0.01).startswith(b"event") is heard


def test_a_page_hears_only_what_its_actor_may_see() -> None:
    page = Page(actor("73.71"), "")
    page.tell([(A, MAKASSAR, 0), (B, KUPANG, 0), (C, MAKASSAR, 3)], more=0)
    assert data(next_of(page)) == {"incidents": [str(A)], "more": 0}


def test_a_page_hears_nothing_of_what_is_not_its_own() -> None:
    page = Page(actor("73.71"), "")
    page.tell([(B, KUPANG, 0)], more=0)
    assert next_of(page, 0.001).startswith(b":")


def test_how_many_more_there_are_elsewhere_is_not_told() -> None:
    page = Page(actor("73.71"), "")
    page.tell([], more=4711)
    assert data(next_of(page)) == {"incidents": [], "more": 1}


def test_a_page_that_lags_is_told_to_look_again() -> None:
    page = Page(actor("ID"), "")
    for number in range(live.BACKLOG + 1):
        page.tell([(UUID(int=number), KUPANG, 0)], more=0)
    assert next_of(page) == LOOK_AGAIN


@pytest.mark.parametrize("payload", ["", "x", "[]", "{}", '{"incidents": [["x", "73", 0]]}', "1"])
def test_malformed_notifications_are_survived(payload: str) -> None:
    assert parse(payload) == ([], 0)


def stranger(address: str, client: Client) -> list[bytes]:
    async def collect(stream: AsyncIterator[bytes]) -> list[bytes]:
        return [part async for part in stream]

    response: Any = client.get(address)
    return asyncio.run(collect(response.streaming_content))


def test_a_stranger_is_told_that_he_is_signed_out(client: Client, db: None) -> None:
    assert stranger("/langsung/", client) == [SIGNED_OUT]


Scene = Callable[[Hub], Awaitable[None]]


def run(scene: Scene) -> None:
    async def play() -> None:
        hub = Hub()
        try:
            await scene(hub)
        finally:
            for page in list(hub.pages):
                hub.leave(page)

    asyncio.run(asyncio.wait_for(play(), 20))


def notify(payload: dict[str, Any]) -> None:
    parameters = live._parameters()
    with psycopg.connect(autocommit=True, **parameters) as line:
        line.execute("select pg_notify(%s, %s)", [live.CHANNEL, orjson.dumps(payload).decode()])


def test_news_travel_from_the_database_to_the_pages(db: None) -> None:
    incident = str(UUID(int=7))

    async def scene(hub: Hub) -> None:
        makassar, kupang = Page(actor("73.71"), "a"), Page(actor("53.71"), "b")
        hub.join(makassar)
        hub.join(kupang)
        await hub.listening.wait()
        payload = {"signals": 1, "incidents": [[incident, MAKASSAR, 0]], "more": 0}
        await asyncio.to_thread(notify, payload)
        assert data(await makassar.next(10)) == {"incidents": [incident], "more": 0}
        assert (await kupang.next(0.05)).startswith(b":")

    run(scene)


@pytest.fixture
def actors(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, Actor]:
    """Who may still sign in, as the database would say it."""
    known: dict[UUID, Actor] = {}
    monkeypatch.setattr(live, "HEARTBEAT", 0.05)
    monkeypatch.setattr(live, "_actors", lambda ids: {pk: known[pk] for pk in ids if pk in known})
    return known


@pytest.fixture
def kept_session(db: None) -> Iterator[str]:
    """The key of a session that other connections see too."""
    session = SessionStore()
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(session.create).result()
        yield session.session_key or ""
        elsewhere.submit(session.delete).result()
        elsewhere.submit(lambda: connection.close()).result()  # that thread's own


def test_the_end_of_a_session_ends_its_stream(kept_session: str, actors: dict[UUID, Actor]) -> None:
    who = actor("73.71")
    actors[who.id or uuid4()] = who

    async def scene(hub: Hub) -> None:
        gone, still = Page(who, "gone"), Page(who, kept_session)
        hub.join(gone)
        hub.join(still)
        assert await gone.next(10) == SIGNED_OUT
        assert gone.ended
        assert not still.ended

    run(scene)


def test_an_account_that_is_no_more_hears_no_more(
    kept_session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT", 0.05)

    async def scene(hub: Hub) -> None:
        page = Page(actor("73.71"), kept_session)
        hub.join(page)
        assert await page.next(10) == SIGNED_OUT
        assert page.ended

    run(scene)


def test_a_membership_that_ends_is_no_longer_heard_by(
    kept_session: str, actors: dict[UUID, Actor]
) -> None:
    before = actor("73.71")
    assert before.id
    actors[before.id] = Actor(before.id, "uji", ())

    async def scene(hub: Hub) -> None:
        page = Page(before, kept_session)
        hub.join(page)
        while page.actor is before:
            await asyncio.sleep(0.01)
        page.tell([(A, MAKASSAR, 0)], more=0)
        assert (await page.next(0.05)).startswith(b":")
        assert not page.ended

    run(scene)


def test_a_database_that_fails_is_asked_again(
    kept_session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, calls = actor("73.71"), []

    def broken_once(ids: set[UUID]) -> dict[UUID, Actor]:
        calls.append(ids)
        if len(calls) == 1:
            raise OperationalError("gone")
        return {}

    monkeypatch.setattr(live, "HEARTBEAT", 0.05)
    monkeypatch.setattr(live, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(live, "_actors", broken_once)

    async def scene(hub: Hub) -> None:
        page = Page(who, kept_session)
        hub.join(page)
        assert await page.next(10) == LOOK_AGAIN
        assert await page.next(10) == SIGNED_OUT

    run(scene)
    assert calls == [{who.id}, {who.id}]


def test_the_last_page_out_closes_the_connection(db: None) -> None:
    async def scene(hub: Hub) -> None:
        page = Page(actor("73.71"), "a")
        hub.join(page)
        await hub.listening.wait()
        task = hub._task
        hub.leave(page)
        assert task is not None
        await asyncio.wait([task])
        assert task.cancelled()

    run(scene)


def test_a_lost_connection_is_made_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FIRST_WAIT", 0.01)
    calls: list[int] = []
    listen = Hub._listen

    async def broken_once(self: Hub) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise psycopg.OperationalError("gone")
        await listen(self)

    monkeypatch.setattr(Hub, "_listen", broken_once)

    async def scene(hub: Hub) -> None:
        page = Page(actor("73.71"), "a")
        hub.join(page)
        assert await page.next(10) == LOOK_AGAIN

    run(scene)
    assert len(calls) == 2


def test_a_server_that_stops_sends_its_pages_to_another(db: None) -> None:
    async def scene(hub: Hub) -> None:
        page = Page(actor("73.71"), "a")
        hub.join(page)
        hub.close()
        assert await page.next(10) == RENEW
        assert page.ended

    run(scene)


def test_the_signal_to_stop_ends_streams_and_goes_on_to_the_server() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))

    async def scene(hub: Hub) -> None:
        page = Page(actor("73.71"), "a")
        hub.pages.add(page)
        end_at_shutdown(hub)
        end_at_shutdown(hub)
        signal.raise_signal(signal.SIGTERM)
        assert await page.next(10) == RENEW

    try:
        run(scene)
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, signal.default_int_handler)
    assert heard == [signal.SIGTERM]
