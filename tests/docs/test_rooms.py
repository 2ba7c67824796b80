"""Each room says what it is for, and the tour leads through all of them."""

from __future__ import annotations

import ast
import re

import pytest

from .documents import ROOT

PACKAGE = ROOT / "src" / "sipks"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_one_sentence_what_it_is_for(room: str) -> None:
    text = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text()))
    assert text, room
    assert text.split("\n")[0].endswith(".")


def test_the_tour_leads_through_all_rooms_and_no_other() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text()
    rooms = tour.split("## Rooms")[1].split("\n## ")[0]
    assert sorted(re.findall(r"^\| `(\w+)`", rooms, re.MULTILINE)) == ROOMS
