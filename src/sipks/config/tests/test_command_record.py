from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from sipks import cli
from sipks.audit.models import Entry
from sipks.audit.origin import current_origin
from sipks.people.scope import Actor, bind


@pytest.mark.django_db
def test_a_command_leaves_an_entry_with_its_name_and_who_runs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @click.command()
    @click.pass_obj
    def try_it(program: cli.Whole) -> None:
        program.record(verb="outlines_import", subject="area", file="batas.zip")

    monkeypatch.setattr(cli.Lazy, "get_command", lambda self, ctx, name: try_it)
    result = CliRunner().invoke(cli.main, ["coba"], catch_exceptions=False)

    assert result.exit_code == 0
    with bind(Actor.program("test", "audit")):
        entry = Entry.objects.get(verb="outlines_import")
    assert (entry.actor_id, entry.actor_name, entry.scope_code) == (None, "sipks", "ID")
    assert entry.origin.startswith("sipks coba · ")
    assert entry.detail == {"file": "batas.zip"}
    assert current_origin() == ""
