"""The command line `sipks`. Commands load what they need when they are called, so that reading
and the statistics start without Django or a database."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "up": "sipks.config.up:up",
    "migrate": "sipks.config.up:migrate",
    "intake": "sipks.intake.cli:intake",
    "read": "sipks.reading.cli:read",
    "locate": "sipks.reading.cli:locate",
    "areas": "sipks.places.cli:areas",
}


class Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Lazy)
@click.version_option(package_name="sipks")
def main() -> None:
    """SIPKS: see the first signs of social conflict, and see each one through."""
