from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from sipks.audit.models import Entry
from sipks.intake import selectors
from sipks.intake.models import Source
from sipks.intake.services.default_source import UnknownSource, source_of
from sipks.intake.services.sources import source_update
from sipks.intake.services.tokens import token_create, token_revoke
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .intake_world import bring, lines, make_source

pytestmark = pytest.mark.django_db


def test_a_change_is_recorded_with_old_and_new(source: Source, areas: dict[str, Area]) -> None:
    changed = source_update(source=source, name="Baru", area=areas["73"], kind="news")
    assert (changed.name, changed.scope_code) == ("Baru", "73")
    entry = Entry.objects.get(verb="source_update")
    assert entry.detail["before"] == {"name": "UJI", "area": "Kota Makassar"}
    assert entry.detail["after"] == {"name": "Baru", "area": "Sulawesi Selatan"}
    assert (entry.scope_code, entry.history) == ("73", True)


def test_no_change_leaves_no_record(source: Source) -> None:
    source_update(source=source, name=source.name)
    assert not Entry.objects.filter(verb="source_update").exists()


def test_a_code_is_for_ever_and_values_are_checked(source: Source) -> None:
    with pytest.raises(TypeError):
        source_update(source=source, code="X")
    with pytest.raises(ValidationError):
        source_update(source=source, reliability="Z")
    with pytest.raises(ValidationError):
        make_source(source.area, source.code)


def test_another_office_cannot_change_a_source(source: Source, neighbour: User) -> None:
    with bind(Actor.of(neighbour)), pytest.raises(Source.DoesNotExist):
        source_update(source=source, name="x")


def test_files_without_a_source_have_one_of_their_own(
    areas: dict[str, Area], program: Actor
) -> None:
    assert source_of("BERKAS") == source_of("BERKAS")
    with pytest.raises(UnknownSource):
        source_of("TAK-ADA")


def test_lists_tell_how_much_came_and_what_waits(
    source: Source, django_assert_num_queries: object
) -> None:
    upload = bring(source, lines({"text": "a"}, {"text": ""}, {"text": "b"}))
    with django_assert_num_queries(1):  # type: ignore[operator]
        (found,) = selectors.sources()
        assert (found.item_count, found.open_count, found.area.code) == (2, 1, "73.71")
    assert selectors.source_get(source.pk).open_count == 1
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert selectors.uploads()[0].source.area.code == "73.71"
    with django_assert_num_queries(1):  # type: ignore[operator]
        (aside,) = selectors.set_aside(source=source, upload=upload)
        assert (aside.source.area.code, aside.upload) == ("73.71", upload)
    assert selectors.set_aside(state="dropped") == []
    assert selectors.set_aside_get(aside.pk).upload == upload
    assert selectors.upload_get(upload.pk).source == source


def test_lists_are_turned_over_by_key(source: Source) -> None:
    made = [bring(source, lines({"text": f"{n}"})).pk for n in range(5)]
    first = selectors.uploads(size=2)
    second = selectors.uploads(after=first[-1].pk, size=2)
    last = selectors.uploads(after=second[-1].pk, size=2)
    assert [one.pk for one in (*first, *second, *last)] == made[::-1]


def test_each_officer_sees_the_sources_of_own_area(
    source: Source, officer: User, neighbour: User, stranger: User, province: User
) -> None:
    token, _ = token_create(source=source, name="mitra")
    token_revoke(token=token)
    bring(source, lines({"text": "a"}))
    seen = []
    for user in (officer, neighbour, stranger, province):
        with bind(Actor.of(user)):
            seen.append(
                (
                    len(selectors.sources()),
                    len(selectors.uploads()),
                    len(selectors.source_tokens(source)),
                )
            )
    assert seen == [(1, 1, 1), (0, 0, 0), (0, 0, 0), (1, 1, 1)]
