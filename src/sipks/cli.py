"""The command line `sipks`. Commands load what they need when they are called, so that reading
and the statistics start without Django or a database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "up": "sipks.config.up:up",
    "migrate": "sipks.config.commands:migrate",
    "check": "sipks.config.commands:check",
    "intake": "sipks.intake.cli:intake",
    "read": "sipks.reading.cli:read",
    "locate": "sipks.reading.cli:locate",
    "areas": "sipks.places.cli:areas",
    "model": "sipks.reading.learning.cli:model",
    "officer": "sipks.people.cli:officer",
    "privacy": "sipks.privacy.cli:privacy",
    "audit": "sipks.audit.cli:audit",
    "seal": "sipks.people.seal.cli:seal",
    "detect": "sipks.statistics.cli:detect",
    "scan": "sipks.statistics.cli:scan",
    "forecast": "sipks.statistics.cli:forecast",
    "score": "sipks.statistics.cli:score",
}
PARTS = {"model": {"desk": "sipks.incidents.learning.cli:desk"}}
"""Commands that one room adds to the group of another."""


class Whole:
    """The program as commands see it (`sipks.program.Program`)."""

    def ready(self) -> None:
        """Load Django, bring the database up to date and load the areas, as far as needed."""
        from sipks.config.prepare import ready

        ready()

    def read_pending(self, progress: Callable[[int], None] = lambda count: None) -> int:
        """Read and group everything that waits; answers how many in all."""
        from sipks.incidents.services.pipeline import pending_process

        total = 0
        while done := pending_process():
            progress(done)
            total += done
        return total

    def acting(self, name: str, *rooms: str) -> AbstractContextManager[Any]:
        """For the block, the part of the program called `name` acts, in `rooms`."""
        from sipks.people.scope import Actor, bind

        return bind(Actor.program(name, *rooms))

    def record(self, *, verb: str, subject: str, **detail: Any) -> None:
        """Add to the record what the command did."""
        from sipks.audit.services import entry_create
        from sipks.people.scope import Actor, bind

        with bind(Actor.program("sipks", "audit")) as actor:
            entry_create(actor=actor, verb=verb, subject=subject, **detail)


class Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = _imported(COMMANDS[cmd_name])
        if isinstance(command, click.Group):
            for name, where in PARTS.get(cmd_name, {}).items():
                command.add_command(_imported(where), name)
        return command


def _imported(where: str) -> click.Command:
    module, name = where.split(":")
    command: click.Command = getattr(import_module(module), name)
    return command


@click.group(cls=Lazy)
@click.version_option(package_name="sipks")
@click.pass_context
def main(ctx: click.Context) -> None:
    """SIPKS: see the first signs of social conflict, and see each one through."""
    ctx.obj = Whole()
    from sipks.audit.origin import bind_origin, command_origin

    ctx.with_resource(bind_origin(command_origin(f"sipks {ctx.invoked_subcommand}")))
