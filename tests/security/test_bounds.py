"""No request may take more than its address allows, before anybody has looked at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from sipks.config.bounds import Bounded, limit_of
from sipks.config.security import HEADERS
from sipks.people.models import User

SMALL = 1000
FILES = ["/berkas/", "/sumber/01900000-0000-7000-8000-000000000000/berkas/"]


@pytest.fixture(autouse=True)
def _small(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = SMALL
    settings.UPLOAD_MAX_BYTES = SMALL * 100
    monkeypatch.setattr("sipks.config.bounds._FORM", 0)


class Asked:
    """One request as a server passes it on, and what came back."""

    def __init__(self, path: str, *parts: bytes, **headers: str) -> None:
        self.read, self.answers = 0, list[Any]()
        scope = {
            "type": "http", "path": path,
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        }  # fmt: skip
        waiting = [
            {"type": "http.request", "body": part, "more_body": n < len(parts) - 1}
            for n, part in enumerate(parts)
        ]

        async def receive() -> Any:
            return waiting.pop(0)

        async def send(message: Any) -> None:
            self.answers.append(message)

        async_to_sync(Bounded(self._app))(scope, receive, send)

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "http.request":
            self.read += len(message["body"])
            if not message["more_body"]:
                await send({"type": "http.response.start", "status": 200, "headers": []})
                return

    @property
    def status(self) -> int:
        [start] = [one for one in self.answers if one["type"] == "http.response.start"]
        return int(start["status"])


def test_what_fits_passes() -> None:
    asked = Asked("/lapor/", b"a" * SMALL)
    assert (asked.status, asked.read) == (200, SMALL)


def test_what_says_that_it_is_too_large_is_not_even_read() -> None:
    asked = Asked("/lapor/", b"a", content_length=str(SMALL + 1))
    assert (asked.status, asked.read) == (413, 0)


def test_what_does_not_say_so_is_cut_off() -> None:
    asked = Asked("/lapor/", *[b"a" * 300] * 100)
    assert asked.status == 413
    assert asked.read <= SMALL


@pytest.mark.parametrize("said", ["", "-5", "viel", "9" * 4000, "+5"])
def test_a_length_that_is_none_helps_nobody(said: str) -> None:
    assert Asked("/lapor/", *[b"a" * 300] * 100, content_length=said).status == 413


def test_a_refusal_has_its_headers() -> None:
    asked = Asked("/lapor/", b"a" * 5000)
    sent = {name.decode() for name, _ in asked.answers[0]["headers"]}
    assert {name.lower() for name in HEADERS} <= sent


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES)
def test_large_files_come_from_officers_only(
    path: str, sign_in: Callable[[User], Client], officer: User, settings: Any
) -> None:
    name = settings.SESSION_COOKIE_NAME
    cookie = sign_in(officer).cookies[name].value
    limits = {
        who: async_to_sync(limit_of)(path, said)
        for who, said in {
            "nobody": "", "invented": f"{name}=abcdefghijklmnopqrstuvwxyz012345",
            "broken": f"{name}=\0;;=[", "officer": f"a=b; {name}={cookie}",
        }.items()
    }  # fmt: skip
    assert limits == {
        "nobody": SMALL, "invented": SMALL, "broken": SMALL, "officer": SMALL * 100,
    }  # fmt: skip
    assert async_to_sync(limit_of)("/lapor/", f"{name}={cookie}") == SMALL
