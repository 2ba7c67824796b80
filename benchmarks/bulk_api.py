"""Bulk API to visible: items a second, and how long from accept until pages can show an item.

The whole program runs as `sipks up` starts it, on a home of its own; an officer's queue page is
open over server-sent events and reloads its list as the page does.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import click
import orjson

from .machine import fresh_home, median, percentile, table

if TYPE_CHECKING:
    from .happenings import Telling

PORT = 8790
BEATS = 4  # deliveries a second
WARM_UP = 20
PATIENCE = 120.0


@dataclass(slots=True)
class Watched:
    """What happened while items went in: moments (monotonic seconds) by item, and page times."""

    accepted: dict[UUID, float] = field(default_factory=dict)
    visible: dict[UUID, float] = field(default_factory=dict)
    events: int = 0
    pages: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


@click.command()
@click.option(
    "--rate",
    "rates",
    multiple=True,
    type=int,
    default=(100, 200, 500, 1000),
    show_default=True,
    help="Items a second; may be given several times.",
)
@click.option("--seconds", default=20, show_default=True, help="How long at each rate.")
@click.option("--home", default="", help="Keep the database in this folder.")
def main(rates: tuple[int, ...], seconds: int, home: str) -> None:
    """Post invented tellings at each rate and watch them appear."""
    with fresh_home(home):
        from .happenings import tellings

        secret, cookie = _prepare()
        told = iter(tellings(sum(rates) * seconds + 3 * WARM_UP, days=30))
        with _running():
            _lap(told, WARM_UP, 3, secret, cookie)  # the worker loads its reader
            rows = [_lap(told, rate, seconds, secret, cookie) for rate in rates]
        table("Bulk API to visible, queue page open (budget 1,000 items/s; p95 2 s at 200/s)", rows)


def _prepare() -> tuple[str, str]:
    """A sender's token, and the session of an officer for the page."""
    from django.conf import settings
    from django.test import Client

    from sipks.intake.services.sources import source_create
    from sipks.intake.services.tokens import token_create
    from sipks.people.models import Membership, User
    from sipks.people.scope import SIGN_IN, Actor, bind
    from sipks.people.signin.factors import proof
    from sipks.places.models import Area

    country = Area.objects.get(code="ID", valid_to=None)
    stamp = str(time.time_ns())
    with bind(Actor.program("benchmark")):
        source = source_create(code=f"UJI-{stamp}", name="Uji", kind="news", area=country)
        _, secret = token_create(source=source, name="benchmark")
    client = Client()
    with bind(SIGN_IN):
        user = User.objects.create(username=f"uji-{stamp}", name="Uji")
        Membership.objects.create(
            user=user, area=country, roles=["R8"], clearance=2, valid_from=date(2020, 1, 1)
        )
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        session = client.session
        session.update(proof(user))
        session.save()
    return secret, client.cookies[settings.SESSION_COOKIE_NAME].value


@contextmanager
def _running() -> Iterator[None]:
    """`sipks up`, until the block ends."""
    command = [sys.executable, "-m", "sipks", "up", "--port", str(PORT)]
    process = subprocess.Popen(command, env=os.environ | {"SIPKS_LOG_LEVEL": "ERROR"})
    try:
        _wait_for_pages(process)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _wait_for_pages(process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if _get("/readyz").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise click.ClickException("the program did not start")


def _get(path: str, cookie: str = "") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
    return connection.getresponse()


def _lap(
    told: Iterator[Telling], rate: int, seconds: int, secret: str, cookie: str
) -> dict[str, object]:
    watched = Watched()
    others = [
        threading.Thread(target=work, args=(watched, *rest), daemon=True)
        for work, rest in ((_page, (cookie,)), (_look, ()))
    ]
    for one in others:
        one.start()
    begun = time.monotonic()
    _post(told, rate, seconds, secret, watched)
    posted = time.monotonic()
    while len(watched.visible) < len(watched.accepted) and time.monotonic() < posted + PATIENCE:
        time.sleep(0.05)
    end = max(watched.visible.values(), default=posted)
    watched.stop.set()
    for one in others:
        one.join(5)
    waits = [
        watched.visible[pk] - at for pk, at in watched.accepted.items() if pk in watched.visible
    ]
    return {
        "asked /s": rate,
        "accepted /s": len(watched.accepted) / (posted - begun),
        "visible /s": len(watched.visible) / (end - begun),
        "missing": len(watched.accepted) - len(watched.visible),
        "p50 s": median(waits),
        "p95 s": percentile(waits, 0.95),
        "events": watched.events,
        "page p95 ms": 1000 * percentile(watched.pages or [0.0], 0.95),
    }


def _post(told: Iterator[Telling], rate: int, seconds: int, secret: str, watched: Watched) -> None:
    """Deliver at the rate asked for, or as fast as is accepted when that is slower."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/x-ndjson"}
    begun = time.monotonic()
    for beat in range(seconds * BEATS):
        time.sleep(max(0.0, begun + beat / BEATS - time.monotonic()))
        lines = [_line(next(told), beat, n) for n in range(rate // BEATS)]
        connection.request("POST", "/api/v1/bahan", b"\n".join(lines), headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise click.ClickException(f"{answer.status}: {body[:300].decode()}")
        now = time.monotonic()
        watched.accepted |= {
            UUID(one["id"]): now for one in orjson.loads(body)["results"] if one.get("id")
        }


def _line(one: Telling, beat: int, n: int) -> bytes:
    return orjson.dumps(
        {
            "id": f"{time.time_ns()}-{beat}-{n}",
            "text": one.text,
            "published_at": one.published.isoformat(),
            "source": one.outlet,
        }
    )


def _page(watched: Watched, cookie: str) -> None:
    """The open page: listens, and asks for the list again, once a second at most."""
    stream = _get("/langsung/", cookie)
    due = 0.0
    while not watched.stop.is_set():
        line = stream.readline()
        if not line:
            return
        if line.startswith(b"data:"):
            watched.events += 1
            if time.monotonic() >= due:
                begun = time.monotonic()
                _get("/antrean/", cookie).read()
                watched.pages.append(time.monotonic() - begun)
                due = begun + 1.0


_READ = "select item_id from intake_reading where item_id = any(%s)"


def _look(watched: Watched) -> None:
    """Note when an item is read and grouped, as far as any page can see it."""
    from django.db import connection

    from sipks.people.scope import Actor, bind

    with bind(Actor.program("benchmark")):
        while not watched.stop.is_set():
            waiting = [pk for pk in list(watched.accepted) if pk not in watched.visible][:5000]
            with connection.cursor() as cursor:
                cursor.execute(_READ, [waiting])
                now = time.monotonic()
                watched.visible |= {pk: now for (pk,) in cursor.fetchall()}
            watched.stop.wait(0.05)
    connection.close()


if __name__ == "__main__":
    main()
