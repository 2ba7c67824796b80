"""Nothing that opens a door or names a person gets into the logs."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from sipks.config.logs import logging_config
from sipks.config.redact import redacted
from sipks.intake.models import Source
from sipks.intake.services.tokens import token_create
from sipks.people.models import User
from sipks.people.scope import Actor

KEY = "sipks_" + "Ab3-_x9" * 6 + "Z"
NIK, PHONE, MAIL = "7371990203040506", "0812-0000-7890", "budi.santoso@contoh.example"
PASSWORD = "kuda-laut-99"
SECRETS = (KEY, NIK, PHONE, MAIL, PASSWORD, "c0ffee-session")


@pytest.fixture(params=[True, False], ids=["json", "text"])
def written(request: Any) -> Iterator[io.StringIO]:
    """What the program's own logging writes, in both of its forms."""
    logging_config(json=request.param, level="DEBUG")
    stream = io.StringIO()
    handler: Any = logging.getLogger().handlers[0]
    old = handler.setStream(stream)
    yield stream
    handler.setStream(old)
    logging_config(json=True, level="WARNING")


def leaks(text: str) -> list[str]:
    return [one for one in SECRETS if one in text]


@pytest.mark.parametrize(
    "said",
    [
        f"Authorization: Bearer {KEY}",
        f"{{'Authorization': 'Bearer {KEY}', 'Cookie': 'sessionid=c0ffee-session; a=b'}}",
        f"password={PASSWORD}&login=budi",
        f'{{"password": "{PASSWORD}", "telp": "{PHONE}"}}',
        f"{{'new_password1': '{PASSWORD}'}}",
        f"NIK {NIK} telp {PHONE} surel {MAIL}",
        f"postgres://sipks:{PASSWORD}@db/sipks",
        f"psycopg.errors.UniqueViolation: twice\nDETAIL:  Key (login)=({PASSWORD}) already exists.",
        f"key {KEY} refused",
        "__Host-sessionid=c0ffee-session",
    ],
)
def test_words(said: str) -> None:
    assert leaks(redacted(said)) == []


def test_plain_words_stay() -> None:
    said = "item 0190f3a2-7c11-7aa0-9bd4-1c54f0e6a111 cannot be read: KeyError('place')"
    assert redacted(said) == said
    assert (
        redacted("0190f3a2-7c11-7aa0-9bd4-1c54f0e6a111") == "0190f3a2-7c11-7aa0-9bd4-1c54f0e6a111"
    )


def test_fields_and_errors(written: io.StringIO) -> None:
    log = structlog.get_logger("sipks.test")
    log.warning("refused", token=KEY, headers={"Cookie": "c0ffee-session"}, who=[MAIL, PHONE])
    try:
        raise IntegrityError(f"DETAIL: ({PASSWORD})") from ValueError(f"{KEY} {NIK}")
    except IntegrityError:
        log.exception("failed", given=f"password={PASSWORD}")
        logging.getLogger("elsewhere").exception("failed with %s", MAIL)
    assert leaks(written.getvalue()) == []
    assert written.getvalue().count("refused") == 1
    assert "IntegrityError" in written.getvalue()


def test_json_lines_stay_json() -> None:
    logging_config(json=True, level="DEBUG")
    stream = io.StringIO()
    handler: Any = logging.getLogger().handlers[0]
    old = handler.setStream(stream)
    structlog.get_logger("sipks.test").warning("a", n=5, ok=True, ms=1.5, route="x/<uuid:pk>/")
    handler.setStream(old)
    line = json.loads(stream.getvalue())
    assert (line["n"], line["ok"], line["ms"], line["route"]) == (5, True, 1.5, "x/<uuid:pk>/")
    logging_config(json=True, level="WARNING")


@pytest.mark.django_db
def test_a_page_that_fails_tells_no_secret(
    written: io.StringIO, careless: Client, settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.security.broken"
    careless.cookies["sessionid"] = "c0ffee-session"
    answer = careless.post(
        f"/gagal/?token={KEY}&hp={PHONE}",
        {"password": PASSWORD, "nik": NIK, "email": MAIL},
        headers={"Authorization": f"Bearer {KEY}"},
    )
    assert answer.status_code == 500
    assert "cannot use" in written.getvalue()
    assert leaks(written.getvalue()) == []


@pytest.mark.django_db
def test_a_delivery_that_fails_tells_no_secret(
    written: io.StringIO, careless: Client, monkeypatch: pytest.MonkeyPatch,
    areas: Any, program: Actor,
) -> None:  # fmt: skip
    from sipks.intake.tests.intake_world import make_source

    source: Source = make_source(areas["73.71"])
    _, secret = token_create(source=source, name="mitra")

    def fails(**given: Any) -> None:
        raise RuntimeError(f"cannot take {given!r} with {secret}")

    monkeypatch.setattr("sipks.intake.api.delivery_take_in", fails)
    body = json.dumps({"text": f"{NIK} {PHONE} {MAIL}", "password": PASSWORD})
    answer = careless.post(
        reverse("api:deliver"), body, "application/x-ndjson",
        headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert answer.status_code == 500
    assert "cannot take" in written.getvalue()
    assert secret not in written.getvalue()
    assert leaks(written.getvalue()) == []


@pytest.mark.django_db
def test_a_failed_sign_in_tells_no_secret(
    written: io.StringIO, careless: Client, officer: User
) -> None:
    for name in (officer.username, MAIL, PHONE):
        careless.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert leaks(written.getvalue()) == []


@pytest.mark.django_db
def test_details_of_errors_show_nothing_that_was_sent(careless: Client, settings: Any) -> None:
    """Even where SIPKS_DEBUG was left on."""
    settings.DEBUG = True
    settings.ROOT_URLCONF = "tests.security.broken"
    answer = careless.post("/gagal/", {"isi": "Nama pelapor Budi"})
    assert "isi" in answer.content.decode()
    table = answer.content.decode().split('id="post-info"')[-1].split("<h3")[0]
    assert "Nama pelapor Budi" not in table


def test_jobs_hold_ids_only() -> None:
    """What is queued stands in a table that no row security guards."""
    import ast
    from pathlib import Path

    root = Path(__file__).parents[2] / "src" / "sipks"
    named = {
        keyword.arg
        for path in root.rglob("*.py")
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("defer", "_defer")
        for keyword in node.keywords
    }
    assert {one for one in named if one and not one.endswith("_id")} == set()
