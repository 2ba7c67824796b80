"""No word that anybody sends, wherever it is put, breaks a page or turns up raw in it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from sipks.people.models import User
from sipks.people.scope import Actor, bind

from .walk import addresses

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("no_stream_closes"),
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume"),
]
ROOT = Path(__file__).parents[2] / "src" / "sipks"
WORDS = [
    "a\0b",
    "\ud800",
    "\u202egnp.exe",
    "a" * 3_000,
    "9" * 400,
    "-1",
    "NaN",
    "' or 1=1; --",
    "{{ 7*7 }}{% load x %}%(x)s%s{0}",
    "../../../../etc/passwd",
    "\"><script>alert('sipks')</script>",
    "[[[[",
    "00000000-0000-0000-0000-00000000000g",
    "9999-99-99",
    "0000-00-00T99:99",
    "a\r\nX-Jahat: ya",
    "ａｄｍｉｎ",
]


def asked_for() -> set[str]:
    """Every name that a view looks for in an address."""
    return {
        name.value
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _looks(node.func)
        for name in node.args[:1]
        if isinstance(name, ast.Constant) and isinstance(name.value, str)
    }


def _looks(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr in ("get", "getlist")
        and isinstance(function.value, ast.Attribute)
        and function.value.attr in ("GET", "POST")
    )


def fields() -> set[str]:
    """Every name that a form of ours has."""
    for config in apps.get_app_configs():
        if config.name.startswith("sipks."):
            for path in ROOT.rglob("*form*.py"):
                if "tests" not in path.parts:
                    __import__(_module(path))
    forms: list[Any] = list(_below(BaseForm))
    return {name for form in forms for name in getattr(form, "base_fields", {})}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)


def _below(kind: type) -> Iterator[type]:
    children: list[type] = kind.__subclasses__()
    for one in children:
        if one.__module__.startswith(("sipks.", "allauth.")):
            yield one
        yield from _below(one)


NAMES = sorted(asked_for())
SKIPPED = {"account_logout"}  # it ends the session that asks


@pytest.fixture
def everywhere(sign_in: Callable[[User], Client], make_officer: Any) -> Client:
    """Somebody who comes furthest: every role, everywhere."""
    from sipks.people.choices import Role

    client = sign_in(make_officer("semua", "ID", *Role))
    client.raise_request_exception = False
    return client


def test_the_names_are_found() -> None:
    assert {"q", "wilayah", "setelah", "kunci"} <= set(NAMES)
    assert {"networks", "default_classification"} <= fields()


def mixed(names: list[str], shift: int) -> dict[str, bytes]:
    """A word for each name; with every shift each name gets another."""
    return {
        name: WORDS[(number * 7 + shift) % len(WORDS)].encode("utf-8", "surrogatepass")
        for number, name in enumerate(names)
    }


@pytest.mark.parametrize("shift", range(2))
def test_in_addresses(shift: int, everywhere: Client) -> None:
    query = mixed(NAMES, shift * 8)
    assert broken(lambda path: everywhere.get(path, query)) == {}


@pytest.mark.parametrize("shift", range(2))
def test_in_forms(shift: int, everywhere: Client) -> None:
    said = mixed(sorted(fields() | set(NAMES)), shift * 8)
    assert broken(lambda path: everywhere.post(path, said)) == {}


def broken(ask: Callable[[str], Any]) -> dict[str, int]:
    """The addresses whose answer is a fault of ours, or repeats what was sent as it was."""
    answers = {name: ask(path) for name, path in addresses().items() if name not in SKIPPED}
    return {
        name: answer.status_code
        for name, answer in answers.items()
        if answer.status_code >= 500 or is_raw(answer)
    }


def is_raw(answer: Any) -> bool:
    """Whether what was sent stands in a page as a tag, or in a head of its own."""
    page = "" if answer.streaming else answer.content.decode("utf-8", "replace")
    return "<script>alert('sipks')" in page or "X-Jahat" in answer.headers


@pytest.mark.parametrize(
    "name",
    [
        "makassar\0",
        "makassar\u200b",
        "ｍakassar",
        "makas\u0455ar",
        "\u202emakassar",
        "a" * 5000,
    ],
)
def test_no_name_that_only_looks_like_an_officers_gets_in(
    name: str, officer: User, careless: Client
) -> None:
    """Nor does it make a second account that looks the same."""
    said = {"login": name, "password": "rahasia-betul"}
    answer = careless.post(reverse("account_login"), said)
    assert answer.status_code < 500
    with bind(Actor.program("test", "people")):
        assert User.objects.count() == 1
    assert careless.get("/antrean/").status_code == 302


def test_deep_nesting_is_a_reason_and_no_fault(
    areas: Any, program: Actor, careless: Client
) -> None:
    from sipks.intake.services.tokens import token_create
    from sipks.intake.tests.intake_world import make_source

    _, secret = token_create(source=make_source(areas["73.71"]), name="x")
    deep = b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    wide = b'{"text": "b", "x": {' + b",".join(b'"k%d":0' % n for n in range(50_000)) + b"}}\n"
    digits = b'{"text": "c", "x": ' + b"9" * 100_000 + b"}\n"
    answer = careless.post(
        reverse("api:deliver"), deep + wide + digits + b'{"text": "d"}\n',
        "application/x-ndjson", headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert len(results) == 4
    assert results[0]["status"] == "set_aside"
    assert results[3]["status"] == "stored"
