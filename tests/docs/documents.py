"""The documents of the project, taken apart: links, code blocks, code spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SHELL = ("sh", "bash", "console")


def documents() -> dict[str, str]:
    """Name (from the root) and text of each document."""
    paths = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    return {str(path.relative_to(ROOT)): path.read_text() for path in sorted(paths)}


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks in one language."""
    return [code for found, code in FENCED.findall(text) if found == language]


def spans(text: str) -> list[str]:
    """Code inside sentences and tables."""
    return SPAN.findall(FENCED.sub("", text))


def shell_lines(text: str) -> Iterator[str]:
    """Commands: lines of shell blocks without comments and prompts, and spans."""
    for language in SHELL:
        for block in blocks(text, language):
            for line in block.replace("\\\n", " ").splitlines():
                yield re.sub(r"(^|\s)#.*", "", line).strip().removeprefix("$ ")
    yield from spans(text)
