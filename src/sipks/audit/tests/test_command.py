from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.core import mail

from sipks.audit.cli import audit
from sipks.audit.keeping import FILE, digests_read, head_keep
from sipks.people.scope import Actor, bind

from .doers import as_owner, settle, written


class Program:
    """The program as the command sees it, with the test's own database."""

    def ready(self) -> None:
        """It is."""

    def acting(self, name: str, *rooms: str) -> AbstractContextManager[Any]:
        return bind(Actor.program(name, *rooms))


@pytest.fixture(autouse=True)
def chain(db: None) -> Iterator[None]:
    with bind(Actor.program("test", "audit")):
        written(3)
        settle()
        yield


def run(*words: str) -> Result:
    return CliRunner().invoke(audit, words, obj=Program())


def test_a_whole_chain_is_told_with_its_digest() -> None:
    result = run("verify")

    assert result.exit_code == 0
    assert "utuh: 3 catatan" in result.output
    assert re.search(r"sidik: 3 [0-9a-f]{64}", result.output)


def test_a_broken_link_is_named_and_the_command_fails() -> None:
    with as_owner() as owner:
        owner.execute("update audit_entry set verb = 'x' where detail ->> 'number' = '1'")

    result = run("verify")

    assert result.exit_code == 1
    assert "RUSAK, mata rantai 2 (catatan " in result.output
    assert "utuh sebelum itu: 1 " in result.output


def test_the_head_is_what_verify_takes(tmp_path: Path) -> None:
    line = run("head").output
    kept = tmp_path / "sidik.txt"
    kept.write_text(line)
    digest = line.split()[-1]
    written()
    settle()

    for given in (str(kept), line.strip(), digest):
        assert run("verify", "--digest", given).exit_code == 0
    forged = digest.replace(digest[0], "f" if digest[0] != "f" else "0")
    assert run("verify", "--digest", forged).exit_code == 1
    assert run("verify", "--digest", "bukan sidik").exit_code == 2


def test_each_day_the_head_is_kept_and_sent(settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.AUDIT_DIGEST_TO = tmp_path, ["arsip@contoh.id"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    first, second = head_keep(), head_keep()

    assert (tmp_path / FILE).read_text().splitlines() == [first, second]
    assert mail.outbox[0].to == ["arsip@contoh.id"]
    assert first in mail.outbox[0].body
    known, alone = digests_read([str(tmp_path / FILE)])
    assert (list(known), alone) == ([3], frozenset())


def test_nobody_is_written_to_unless_asked_for(settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.AUDIT_DIGEST_TO = tmp_path, []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    head_keep()

    assert mail.outbox == []


def test_the_job_runs_each_day() -> None:
    from procrastinate.contrib.django import app

    every = {one.task.name for one in app.periodic_registry.periodic_tasks.values()}

    assert "sipks.people.tasks.keep_record_head" in every
