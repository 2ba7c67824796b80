from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sipks.intake.models import Item, Pending, Source
from sipks.intake.selectors import item_versions
from sipks.intake.services.items import items_scope_move, items_store
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .intake_world import make_source, row, texts

pytestmark = pytest.mark.django_db
MORNING = datetime(2025, 3, 17, 1, tzinfo=UTC)


def store(source: Source, *rows: object) -> tuple[int, int]:
    """How many items were asked for and how many are new."""
    stored = items_store(source=source, rows=list(rows), connector="jsonl")  # type: ignore[arg-type]
    return len(stored.ids), len(stored.new)


def test_an_item_is_kept_exactly_and_waits_to_be_read(source: Source) -> None:
    given = row(
        "massa berkumpul", title="Aksi", external_id="7", url="https://x", published_at=MORNING,
        row=3, sheet="A", fields={"district": "Mariso", "n": [1, {"x": None}]},
    )  # fmt: skip
    assert store(source, given) == (1, 1)
    item = Item.objects.get()
    assert bytes(item.raw) == b"massa berkumpul"
    for name in ("text", "title", "external_id", "url", "published_at", "row", "sheet", "fields"):
        assert getattr(item, name) == getattr(given, name)
    assert (item.connector, item.version, item.upload) == ("jsonl", 1, None)
    assert (item.scope_code, item.owner_code, item.classification) == ("73.71", "73.71", 0)
    assert Pending.objects.get().item == item


def test_the_same_thing_again_is_found_again(source: Source) -> None:
    east = timezone(timedelta(hours=8))
    assert store(source, row("a", published_at=MORNING, fields={"x": 1, "y": 2})) == (1, 1)
    again = row(
        "a", published_at=MORNING.astimezone(east), fields={"y": 2, "x": 1, "_encoding": "cp1252"},
        row=99,
    )  # fmt: skip
    assert store(source, again, again) == (2, 0)
    assert Item.objects.count() == 1


def test_an_edit_is_a_new_version_and_a_re_send_of_either_is_not(source: Source) -> None:
    first, second = row("lama", external_id="7"), row("baru", external_id="7")
    assert store(source, first, row("lain", external_id="8")) == (2, 2)
    assert store(source, second) == (1, 1)
    assert store(source, first, second) == (2, 0)
    newest = Item.objects.get(external_id="7", version=2)
    assert [item.text for item in item_versions(newest)] == ["baru", "lama"]


def test_things_without_an_id_are_never_versions_of_each_other(source: Source) -> None:
    assert store(source, row("a"), row("b"), row("b")) == (3, 2)
    assert set(Item.objects.values_list("version", flat=True)) == {1}
    assert len(item_versions(Item.objects.filter(text="a").get())) == 1


def test_two_sources_may_send_the_same_thing(source: Source, areas: dict[str, Area]) -> None:
    other = make_source(areas["73.06"], "LAIN")
    assert store(source, row("a")) == store(other, row("a")) == (1, 1)


def test_the_source_knows_how_much_it_has_sent(source: Source) -> None:
    store(source, row("a"), row("b"))
    store(source, row("a"), row("c"))
    source.refresh_from_db()
    assert source.item_count == 3
    assert source.last_item_at is not None


def test_nothing_is_nothing(source: Source) -> None:
    assert store(source) == (0, 0)


def test_the_number_of_queries_does_not_grow_with_the_rows(source: Source) -> None:
    counts = []
    for size in (1, 300):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            store(source, *(row(f"{size}-{n}", external_id=f"{size}-{n}") for n in range(size)))
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert texts(source)[:2] == ["1-0", "300-0"]


def test_officers_see_what_belongs_to_their_area_or_tells_of_it(
    source: Source, officer: User, neighbour: User, stranger: User
) -> None:
    store(source, row("di Gowa"), row("di Makassar"))
    moved = Item.objects.get(text="di Gowa")
    items_scope_move(codes={moved.pk: "73.06.01"})
    seen = {}
    for user in (officer, neighbour, stranger):
        with bind(Actor.of(user)):
            seen[user.username] = texts(source)
    assert seen == {"makassar": ["di Gowa", "di Makassar"], "gowa": ["di Gowa"], "kupang": []}
