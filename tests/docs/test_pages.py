"""docs/pages.md names every filter of the lists, and the roles that read."""

from __future__ import annotations

import re

from sipks.incidents.forms import Filters
from sipks.people.choices import Role
from sipks.people.permissions import Act, roles_for

from .documents import ROOT

TEXT = (ROOT / "docs" / "pages.md").read_text()


def test_every_filter_is_told() -> None:
    table = TEXT.split("## Filters")[1].split("\n## ")[0]
    told = {
        name
        for row in re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }
    assert told == set(Filters.base_fields)


def test_who_reads_is_told_rightly() -> None:
    told = {Role(f"R{n}") for n in [*range(2, 10), 13]}
    assert "R2 to R9 and R13" in TEXT
    assert told == roles_for(Act.READ)
