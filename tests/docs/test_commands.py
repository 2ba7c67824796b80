"""Commands that the documents name exist, with their options; commands.md is what help says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from sipks.cli import main

from .commands_page import PAGE, page
from .documents import ROOT, documents, shell_lines

DOCUMENTS = documents()


def sipks_commands() -> Iterator[tuple[str, str]]:
    for name, text in DOCUMENTS.items():
        for line in shell_lines(text):
            for part in re.split(r"\s(?:\||&&|>|<)\s", line):
                words = part.removeprefix(".venv/bin/").strip()
                if words.startswith("sipks ") and "=" not in words.split(" ")[0]:
                    yield name, words


@pytest.mark.parametrize(("name", "line"), list(sipks_commands()))
def test_commands_and_options_exist(name: str, line: str) -> None:
    command: click.Command = main
    context = click.Context(main)
    options = {"--help", "--version"}
    for word in shlex.split(line.replace("…", ""))[1:]:
        if isinstance(command, click.Group) and re.fullmatch(r"[a-z][a-z-]*", word):
            found = command.get_command(context, word)
            assert found, f"{name}: {line}"
            command = found
            options |= {option for param in command.params for option in param.opts}
        elif word.startswith("--"):
            assert word.split("=")[0] in options, f"{name}: {line}"


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name, text in DOCUMENTS.items():
        for line in shell_lines(text):
            if found := re.match(r"make ([a-z]+)", line):
                assert found[1] in targets, f"{name}: {line}"


def test_python_modules_exist() -> None:
    for name, text in DOCUMENTS.items():
        for line in shell_lines(text):
            if found := re.search(r"\bpython -m ([\w.]+)", line):
                path = ROOT / found[1].replace(".", "/")
                assert path.with_suffix(".py").is_file() or path.is_dir(), f"{name}: {line}"


def test_the_page_of_commands_is_what_help_says() -> None:
    assert PAGE.read_text() == page(), "refresh it: python -m tests.docs.commands_page"
