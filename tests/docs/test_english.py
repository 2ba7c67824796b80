"""Every text of the screens has its English, with the same placeholders."""

from __future__ import annotations

import re
from collections import Counter

import polib
import pytest
from tools.words import CATALOGUE, catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
KEPT = polib.pofile(str(CATALOGUE))


def test_nothing_waits_to_be_translated() -> None:
    waiting = [entry.msgid for entry in catalogue() if not entry.translated()]
    assert not waiting, "run: python -m tools.words"


def test_nothing_stands_there_that_no_screen_says() -> None:
    wanted = {entry.msgid for entry in catalogue()}
    assert {entry.msgid for entry in KEPT} <= wanted, "run: python -m tools.words"


@pytest.mark.parametrize("entry", KEPT, ids=lambda entry: entry.msgid[:40])
def test_placeholders_are_kept(entry: polib.POEntry) -> None:
    for said in [entry.msgstr, *entry.msgstr_plural.values()]:
        if said:
            assert Counter(PLACEHOLDER.findall(said)) == Counter(PLACEHOLDER.findall(entry.msgid))


def test_no_translation_is_left_in_doubt() -> None:
    assert not [entry.msgid for entry in KEPT if entry.fuzzy or entry.obsolete]
