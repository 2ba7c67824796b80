"""Examples of the README and of reading.md do what they are told to do."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest
from click.testing import CliRunner

from sipks.cli import main

from .documents import ROOT, blocks

README = (ROOT / "README.md").read_text()
READING = (ROOT / "docs" / "reading.md").read_text()


def test_the_python_example_names_the_place(capsys: pytest.CaptureFixture[str]) -> None:
    space: dict[str, Any] = {}
    exec(compile(blocks(README, "python")[0], "README.md", "exec"), space)
    said = capsys.readouterr().out
    assert "73.71.07" in said
    assert "SOS" in said
    assert "best=2" in said


def test_the_lines_of_reading_run() -> None:
    echo, locate = blocks(READING, "sh")[0].strip().splitlines()
    line = shlex.split(echo.split(" | ")[0])[1]
    read = CliRunner().invoke(main, ["read", "-"], input=f"{line}\n")
    assert read.exit_code == 0, read.exception
    assert json.loads(read.output)["place"]["code"] == "73.71.07"
    found = CliRunner().invoke(main, shlex.split(locate)[1:])
    assert "73.71.07" in {place["code"] for place in json.loads(found.output)}
