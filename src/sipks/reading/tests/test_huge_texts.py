"""A megabyte of anything is bounded work: a text that were not would keep the tests for hours."""

from __future__ import annotations

import pytest

from sipks.reading import Document, Reader
from sipks.reading.tests.huge import CONTACT, LENGTH, NEWS, OTHERS, PARTS, repeated
from sipks.reading.tests.promises import broken

PUBLISHED = "2025-02-04T10:00:00+07:00"


@pytest.mark.parametrize("part", PARTS, ids=ascii)
def test_what_is_said_over_and_over_is_read(part: str) -> None:
    """Behind news and addresses: only with them is all looked for."""
    document = Document(text=NEWS + CONTACT + repeated(part), published_at=PUBLISHED)
    assert broken(Reader.default().read(document), document.text) == []


@pytest.mark.parametrize("name", OTHERS)
def test_other_huge_texts_are_read(name: str) -> None:
    document = Document(title=OTHERS[name](), text=NEWS + CONTACT, published_at=PUBLISHED)
    assert len(document.full_text) >= LENGTH
    assert broken(Reader.default().read(document), document.full_text) == []


def test_the_texts_differ() -> None:
    assert len(set(PARTS)) == len(PARTS)
    assert all(part for part in PARTS)
