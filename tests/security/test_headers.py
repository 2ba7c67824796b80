"""No answer goes out without its headers, whatever it is and however the pages are served."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.finders import get_finders
from django.test import Client

from sipks.config.security import HEADERS
from sipks.people.models import User

from .conftest import SECURE
from .walk import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_stream_closes")]
FREE = re.compile(r"'unsafe-[a-z-]+'|(?<![\w:])https?:|(?<!\S)\*(?!\S)")
VERBS = ("get", "post", "put", "options", "trace")


def faults(answer: Any) -> list[str]:
    """What an answer lacks."""
    found = [name for name in HEADERS if not answer.get(name)]
    policy = answer.get("Content-Security-Policy", "")
    found += [f"{one} in the policy" for one in FREE.findall(policy)]
    found += [] if re.search(r"default-src 'none'|default-src 'self'", policy) else ["default-src"]
    if "sandbox" not in policy:
        found += [] if "frame-ancestors 'none'" in policy else ["frame-ancestors"]
    found += [name for name in ("Server", "X-Powered-By") if name in answer]
    found += ["nosniff"] if answer["X-Content-Type-Options"] != "nosniff" else []
    found += [name for name, one in answer.cookies.items() if not _is_close(name, one)]
    return found


def _is_close(name: str, cookie: Any) -> bool:
    """Whether a cookie is ours alone: not for scripts, other sites, or plain HTTP in service."""
    secure = django_settings.SITE_URL == SECURE
    if cookie["max-age"] == 0:  # taken back
        return True
    kept = cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict") and cookie["path"] == "/"
    ours = {django_settings.SESSION_COOKIE_NAME, django_settings.CSRF_COOKIE_NAME}
    if secure and name in ours and not name.startswith("__Host-"):
        return False
    return bool(kept and not cookie["domain"] and (cookie["secure"] or not secure))


def walked(client: Client, by_tls: dict[str, Any]) -> tuple[dict[str, list[str]], set[int]]:
    """The faults of each address and verb, and the statuses that were met."""
    wrong, met = {}, set()
    for name, path in addresses().items():
        for verb in VERBS if name != "account_logout" else ("get",):
            answer = getattr(client, verb)(path, **by_tls)
            met.add(answer.status_code)
            if lacks := faults(answer):
                wrong[f"{verb} {name} {answer.status_code}"] = lacks
    return wrong, met


def test_every_address_for_a_stranger(site: str, by_tls: dict[str, Any], careless: Client) -> None:
    wrong, met = walked(careless, by_tls)
    assert wrong == {}
    assert {200, 302, 401, 404, 405} <= met
    assert not {one for one in met if one >= 500}


def test_every_address_for_an_officer(
    site: str, by_tls: dict[str, Any], sign_in: Callable[[User], Client], province: User
) -> None:
    client = sign_in(province)
    client.raise_request_exception = False
    wrong, met = walked(client, by_tls)
    assert wrong == {}
    assert {200, 403, 404, 405} <= met
    assert not {one for one in met if one >= 500}


def test_what_nobody_has_ever_heard_of(site: str, by_tls: dict[str, Any], careless: Client) -> None:
    for path in (
        "/tidak-ada",
        "/static/tidak-ada.js",
        "/api/v1/tidak-ada",
        "/%00",
        "/" + "a" * 9000,
    ):
        answer = careless.get(path, **by_tls)
        assert answer.status_code in (301, 302, 404), path[:20]
        assert faults(answer) == [], path[:20]


def test_a_page_that_fails(
    site: str, by_tls: dict[str, Any], careless: Client, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.security.broken"
    answer = careless.get("/gagal/?kata=rahasia", **by_tls)
    assert (answer.status_code, faults(answer)) == (500, [])
    assert "rahasia" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_a_host_that_is_not_ours(site: str, by_tls: dict[str, Any], careless: Client) -> None:
    answer = careless.get("/akun/login/", headers={"Host": "jahat.example"}, **by_tls)
    assert (answer.status_code, faults(answer)) == (400, [])
    assert "jahat.example" not in answer.content.decode()


def test_every_file(site: str, by_tls: dict[str, Any], careless: Client) -> None:
    wrong: dict[str, list[str]] = {}
    seen = 0
    for finder in get_finders():
        for path, storage in finder.list([]):
            if not path.endswith((".gz", ".br")) and "sipks/" in str(storage.path("")):
                answer = careless.get(f"/static/{path}", **by_tls)
                assert answer.status_code == 200, path
                answer.close()
                seen += 1
                if lacks := faults(answer):
                    wrong[path] = lacks
    assert wrong == {}
    assert seen > 10


def test_plain_http_is_led_to_tls(site: str, careless: Client) -> None:
    answer = careless.get("/akun/login/", HTTP_HOST=site.split("://")[1].split(":")[0])
    if site != SECURE:
        assert answer.status_code == 200
        assert "Strict-Transport-Security" not in answer
        return
    assert (answer.status_code, faults(answer)) == (301, [])
    assert answer["Location"] == f"{SECURE}/akun/login/"
    by_tls = careless.get("/akun/login/", HTTP_X_FORWARDED_PROTO="https")
    assert "max-age=31536000" in by_tls["Strict-Transport-Security"]


def test_pages_hold_no_script_or_style_of_their_own() -> None:
    """What the policy would not run, and what an attacker's would look like."""
    inline = re.compile(
        r"<script(?![^>]*\b(?:src|nonce)=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=\"|javascript:",
        re.IGNORECASE,
    )
    root = Path(__file__).parents[2] / "src" / "sipks"
    found = {
        f"{path.name}: {one}"
        for path in root.rglob("*.html")
        for one in inline.findall(path.read_text())
    }
    assert found == set()
