"""Reading of the lexicon's tab-separated tables, which a domain expert can review and edit.

Lines that begin with `#` are remarks. Patterns may hold braces as in a shell:
`{mem,di}bakar` stands for "membakar" and "dibakar", `bentrok{,an}` for "bentrok" and "bentrokan".
`*bakar` stands for what is derived from a verb: membakar, dibakar, terbakar, pembakaran, ngebakar…
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
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
        plain = " ".join(pattern.split())
        yield from derived(plain[1:]) if plain.startswith("*") else (plain,)
        return
    for choice in braces[1].split(","):
        yield from expand(pattern[: braces.start()] + choice + pattern[braces.end() :])


# First letters of a root: the nasal that me- and pe- take, and whether the letter is kept.
_NASALS: Final = {
    "p": ("m", False), "t": ("n", False), "k": ("ng", False), "s": ("ny", False),
    **dict.fromkeys("bfv", ("m", True)), **dict.fromkeys("dcjz", ("n", True)),
    **dict.fromkeys("ghaiueo", ("ng", True)),
}  # fmt: skip


def derived(root: str) -> Iterator[str]:
    """Words derived from the root of a verb, in writing and in talk, without the root itself.

    >>> sorted(derived("serang"))[:6]
    ['di serang', 'diserang', 'diserangi', 'diserangin', 'diserangkan', 'menyerang']
    """
    nasal, kept = _NASALS.get(root[0], ("", True))
    stem = nasal + (root if kept else root[1:])
    # Loan words keep their first letter, and many people write all verbs so: memportal, mensegel.
    borrowed = f"me{'n' if nasal == 'ny' else nasal}{root}"
    for ending in ("", "i", "kan"):
        yield f"me{stem}{ending}"
        yield f"di{root}{ending}"
        if not kept:
            yield f"{borrowed}{ending}"
    yield f"ter{root}"
    yield f"pe{stem}an"
    yield f"di {root}"
    talk = f"nge{root}" if kept else stem
    for word in (f"di{root}", talk):
        yield f"{word}in"
    yield talk


@cache
def slang() -> Mapping[str, str]:
    """Short and playful spellings with the plain word or words (`lexicon/slang.tsv`)."""
    return {form: word for word, forms, *_ in table("slang", 2) for form in forms.split()}


def words(text: str) -> frozenset[str]:
    """The words of a list written as prose."""
    return frozenset(text.split())
