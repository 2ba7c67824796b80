"""Writes docs/commands.md from what each command says of itself.

Run it after a change of a command: `python -m tests.docs.commands_page`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from sipks.cli import main

from .documents import ROOT

PAGE = ROOT / "docs" / "commands.md"
HEAD = """\
# The command line

Everything is installed in the checkout: the command is `.venv/bin/sipks`. `sipks read` and
`sipks locate` need no database and no server. This page is written from the commands' own help.

```sh
sipks up --demo                                      # everything, with practice material
sipks intake berita.jsonl laporan.xlsx --source RADAR    # bring files in
sipks read berita.jsonl > hasil.jsonl                # what does it say? no database
echo '{"id": 1, "text": "Tawuran di Tallo"}' | sipks read -
sipks locate "bentrok di Kecamatan Tallo, Makassar"   # where?
```
"""


def page() -> str:
    """The page as it should stand."""
    return HEAD + "".join(section(names, command) for names, command in commands(main, ["sipks"]))


def commands(group: click.Group, names: list[str]) -> Iterator[tuple[list[str], click.Command]]:
    """Each command with its full name, groups before what is in them."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command and not command.hidden:
            yield [*names, name], command
            if isinstance(command, click.Group):
                yield from commands(command, [*names, name])


def section(names: list[str], command: click.Command) -> str:
    """One command's heading and help."""
    name = " ".join(names)
    context = click.Context(command, info_name=name, terminal_width=90, max_content_width=90)
    return f"\n{'#' * len(names)} {name}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    PAGE.write_text(page())
