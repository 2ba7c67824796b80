from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sipks.ids import uuid7
from sipks.intake.models import Item, Source, SourceKind
from sipks.intake.services.sources import source_create
from sipks.people.scope import Actor
from sipks.places.models import Area
from sipks.rows import rows_write

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 1, 2, 3, 4, 567890, UTC)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)


@pytest.fixture
def source(areas: dict[str, Area], program: Actor) -> Source:
    return source_create(code="A", name="A", kind=SourceKind.NEWS, area=areas["73.71"])


def _item(source: Source, **given: Any) -> Item:
    kept = {"id": uuid7(), "text": "x", "content_hash": uuid7().bytes, "raw": b"", **given}
    return Item(source=source, owner_code="73.71", connector="jsonl", received_at=MOMENT, **kept)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=TEXT, raw=st.binary(max_size=40), inner=st.dictionaries(TEXT, TEXT | st.integers(0, 9)))
def test_what_is_written_is_what_is_read(
    source: Source, text: str, raw: bytes, inner: dict[str, Any]
) -> None:
    item = _item(source, text=text, raw=raw, fields={"inner": inner}, published_at=MOMENT)
    rows_write([item])
    found = Item.objects.get(pk=item.pk)
    assert (found.text, bytes(found.raw), found.fields) == (text, raw, {"inner": inner})
    assert (found.published_at, found.source_id) == (MOMENT, source.pk)


def test_nothing_is_a_null_and_an_empty_text_is_one(source: Source) -> None:
    rows_write([item := _item(source, text="", published_at=None)])
    found = Item.objects.get(pk=item.pk)
    assert (found.text, found.published_at, found.upload_id) == ("", None, None)


def test_only_the_named_fields_of_a_known_row_change(source: Source) -> None:
    rows_write([item := _item(source, text="before", title="before")])
    item.text = item.title = "after"
    rows_write([item], update=["text"])
    found = Item.objects.get(pk=item.pk)
    assert (found.text, found.title) == ("after", "before")


def test_a_known_row_is_not_written_over_unasked(source: Source) -> None:
    rows_write([item := _item(source)])
    with pytest.raises(IntegrityError):
        rows_write([item])


def test_no_rows_is_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        rows_write([])
