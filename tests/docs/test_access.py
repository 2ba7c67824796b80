"""docs/access.md shows the permission table as it is declared."""

from __future__ import annotations

from sipks.people.choices import Role
from sipks.people.permissions import PERMISSIONS, Act, Reach

from .documents import ROOT

TEXT = (ROOT / "docs" / "access.md").read_text()


def rows(heading: str) -> list[list[str]]:
    """The cells of the table that begins with a cell of this text."""
    lines = TEXT[TEXT.index(f"| {heading} |") :].split("\n\n")[0].splitlines()
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_is_the_declared_one() -> None:
    head, _, *told = rows("act")
    assert head[1:] == list(Role)
    declared = {
        act.value: ["" if cells[role] is Reach.NONE else cells[role].value for role in Role]
        for act, cells in PERMISSIONS.items()
    }
    assert {name: cells for name, *cells in told} == declared
    assert len(told) == len(Act)


def test_every_reach_is_explained() -> None:
    assert {row[0] for row in rows("word")[2:]} == set(Reach) - {Reach.NONE}
