"""A server of its own with a small world, and one browser for all tests of pages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from sipks.config.up import free_port

from .world import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
]
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=740)
PATIENCE = 60.0
WORLD = "tests.browser.world"
# Maps are drawn by software here, on cores that other tests use too.
expect.set_options(timeout=60_000)


@dataclass(frozen=True, slots=True)
class Site:
    """A running copy: where it answers, the ids of its world, and its environment."""

    url: str
    ids: dict[str, str]
    environment: dict[str, str]
    module: str

    def world(self, *words: str) -> dict[str, str]:
        """Do something to the world from outside, as the worker would."""
        return _world(self.environment, self.module, *words)


def _world(environment: dict[str, str], module: str, *words: str) -> dict[str, str]:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    answer: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=30)
        except OSError:  # refused, not ready, or too slow yet
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server for the tests of pages did not start")


@contextmanager
def running(home: Path, port: int = 8600, world: str = WORLD, **settings: str) -> Iterator[Site]:
    """The application as it runs in an office, on an empty home folder, with a small world."""
    port = free_port(port)
    url = f"http://localhost:{port}"
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("SIPKS_")
    } | {
        "SIPKS_HOME": str(home),
        "SIPKS_SITE_URL": url,
        "SIPKS_LOG_LEVEL": "WARNING",
    } | settings  # fmt: skip
    ids = _world(environment, world, "make")
    command = [sys.executable, "-m", "uvicorn", "sipks.config.asgi:application",
               "--port", str(port), "--log-level", "warning",
               "--timeout-graceful-shutdown", "3"]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(url, server)
        yield Site(url, ids, environment, world)
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The copy that most tests open: practice, where one signs in with a password alone."""
    home = tmp_path_factory.mktemp("rumah")
    with running(home, SIPKS_DRILL="1", SIPKS_SECOND_FACTOR="0") as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def session_of(site: Site, browser: Browser) -> Callable[[str], Any]:
    """`session_of(username)` is the cookies of that officer, signed in once by the form."""
    kept: dict[str, Any] = {}

    def state(username: str) -> Any:
        if username not in kept:
            context = browser.new_context(base_url=site.url, locale="id-ID")
            page = context.new_page()
            page.goto("/")
            page.get_by_label("Nama pengguna").fill(username)
            page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Masuk", exact=True).click()
            expect(page).to_have_url(re.compile("/peta/"))
            kept[username] = context.storage_state()
            context.close()
        return kept[username]

    return state


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(site: Site, browser: Browser, session_of: Callable[[str], Any]) -> Iterator[OpenPage]:
    """`open_page(path, user=…, wide=…, language=…, javascript=…)`; its errors fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(
        path: str,
        *,
        user: str | None = "makassar",
        wide: bool = True,
        language: str = "id",
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport=WIDE if wide else NARROW,
            has_touch=not wide,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="id-ID",
            timezone_id="Asia/Makassar",
            storage_state=session_of(user) if user else None,
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: _stays_here(request.url, site.url, errors))
        page.goto(path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def _stays_here(url: str, home: str, errors: list[str]) -> None:
    if not url.startswith((home, "blob:", "data:")):
        errors.append(f"a request went elsewhere: {url}")
