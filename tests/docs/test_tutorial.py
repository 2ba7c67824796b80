"""What the tutorial tells to press and to look for stands on the screen."""

from __future__ import annotations

import re

import pytest

from sipks.config.demo import OFFICERS

from .documents import ROOT, spans

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text()
BOLD = re.compile(r"\*\*([^*]+)\*\*")
STRESS = {"Anda"}
TABLE_KEYS = re.compile(r"^\| ((?:`\S+` ?)+)\|", re.MULTILINE)


def screen() -> str:
    """Everything that templates and code may show."""
    package = ROOT / "src" / "sipks"
    paths = [*package.rglob("templates/**/*.html"), *package.rglob("*.py")]
    return "\n".join(path.read_text() for path in paths if "tests" not in path.parts)


@pytest.mark.parametrize(
    "words", sorted({" ".join(words.split()) for words in BOLD.findall(TUTORIAL)} - STRESS)
)
def test_words_in_bold_are_on_the_screen(words: str) -> None:
    assert f'"{words}"' in screen()


def test_keys_are_those_of_the_help() -> None:
    template = ROOT / "src/sipks/incidents/templates/incidents/_help.html"
    keys = set(re.findall(r"<kbd>([^<]+)</kbd>", template.read_text()))
    queue = TUTORIAL.split("## 3.")[1].split("\n## ")[0]
    told = {key for row in TABLE_KEYS.findall(queue) for key in re.findall(r"`(\S+)`", row)}
    assert len(told) >= 10
    assert told <= keys


def test_officers_are_those_of_the_practice() -> None:
    names = {username for username, *_ in OFFICERS}
    table = TUTORIAL.split("| masuk sebagai")[1].split("\n\n")[0]
    assert set(spans(table)) == names
