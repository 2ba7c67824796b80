"""Reading of the lexicon's tab-separated tables, which a domain expert can review and edit.

Lines that begin with `#` are remarks. Patterns may hold braces as in a shell:
`{mem,di}bakar` stands for "membakar" and "dibakar", `bentrok{,an}` for "bentrok" and "bentrokan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from typing import Final

_BRACES: Final = re.compile(r"\{([^{}]*)\}")


def table(name: str, columns: int) -> Iterator[list[str]]:
    """Rows of `lexicon/<name>.tsv`; ValueError names the line that has too few columns."""
    text = (resources.files("sipks.reading") / "lexicon" / f"{name}.tsv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) < columns:
            raise ValueError(f"{name}.tsv baris {number}: kurang dari {columns} kolom")
        yield row


def expand(pattern: str) -> Iterator[str]:
    """All strings that a pattern with braces stands for."""
    braces = _BRACES.search(pattern)
    if braces is None:
        yield " ".join(pattern.split())
        return
    for choice in braces[1].split(","):
        yield from expand(pattern[: braces.start()] + choice + pattern[braces.end() :])
