from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.audit.origin import bind_origin
from sipks.audit.services import entry_create
from sipks.ids import uuid7
from sipks.intake.models import Source
from sipks.intake.services.sources import source_create, source_update
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.record.search import first_id_of
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .officers import MakeOfficer

SignIn = Callable[[User], Client]
SEARCH = "/jejak/"


@pytest.fixture
def auditor(make_officer: MakeOfficer) -> User:
    return make_officer("auditor", "73", Role.AUDITOR)


@pytest.fixture
def source(areas: dict[str, Area], officer: User) -> Source:
    """A source of Makassar that an officer made and changed."""
    with bind(Actor.of(officer)), bind_origin("10.20.30.40"):
        made = source_create(code="UJI", name="Uji", kind="news", area=areas["73.71"])
        return source_update(source=made, name="Koran Uji")


def texts(client: Client, **asked: Any) -> str:
    response = client.get(SEARCH, asked)
    assert response.status_code == 200
    return response.content.decode()


def found(client: Client, **asked: Any) -> set[str]:
    """Verbs of the entries that a search shows."""
    return {one.entry.verb for one in client.get(SEARCH, asked).context["entries"]}


def test_an_auditor_reads_who_did_what_from_where_and_what_changed(
    source: Source, auditor: User, sign_in: SignIn
) -> None:
    page = texts(sign_in(auditor), tindakan="source_update")

    for said in ("Makassar", "mengubah sumber", "10.20.30.40", "Nama", "Uji", "Koran Uji"):
        assert said in page


@pytest.mark.parametrize("who", ["officer", "province", "centre"])
def test_only_auditors_search(who: str, request: pytest.FixtureRequest, sign_in: SignIn) -> None:
    assert sign_in(request.getfixturevalue(who)).get(SEARCH).status_code == 403


def test_an_auditor_of_another_province_finds_nothing_of_it(
    source: Source, make_officer: MakeOfficer, sign_in: SignIn
) -> None:
    other = make_officer("auditor-ntt", "53", Role.AUDITOR)

    assert found(sign_in(other), perihal="source") == set()


def test_reading_the_record_is_recorded_once_a_search(
    source: Source, auditor: User, sign_in: SignIn
) -> None:
    texts(sign_in(auditor), kata="koran")

    with bind(Actor.program("test", "audit")):
        [entry] = Entry.objects.filter(verb="record_search")
    assert entry.actor_id == auditor.pk
    assert entry.detail["asked"]["text"] == "koran"


def at(moment: datetime, verb: str, **given: Any) -> Entry:
    """An entry as of a moment."""
    pk = UUID(int=(int(moment.timestamp() * 1000) << 80) | (uuid7().int & ((1 << 80) - 1)))
    with bind(Actor.program("test", "audit")) as actor:
        entry = entry_create(actor=actor, verb=verb, subject="source", scope_code="73.71", **given)
        Entry.objects.bulk_create(
            [
                Entry(
                    id=pk, actor_name=entry.actor_name, verb=verb, subject="source",
                    scope_code="73.71", detail=entry.detail,
                )
            ]
        )  # fmt: skip
    return entry


@pytest.mark.parametrize(
    ("asked", "finds"),
    [
        ({"petugas": "makassar"}, True),
        ({"petugas": "Makassar"}, True),
        ({"petugas": "kupang"}, False),
        ({"petugas": "bagian program"}, False),
        ({"tindakan": "source_update"}, True),
        ({"tindakan": "export"}, False),
        ({"perihal": "source"}, True),
        ({"perihal": "item"}, False),
        ({"wilayah": "73.71"}, True),
        ({"wilayah": "73"}, True),
        ({"wilayah": "73.06"}, False),
        ({"kata": "koran"}, True),
        ({"kata": "radio"}, False),
        ({"dari": "2000-01-01", "sampai": "2000-12-31"}, False),
        ({"dari": "2000-01-01", "sampai": "2999-12-31"}, True),
    ],
)
def test_each_field_narrows(
    asked: dict[str, str], finds: bool, source: Source, neighbour: User, stranger: User,
    auditor: User, sign_in: SignIn,
) -> None:  # fmt: skip
    assert ("source_update" in found(sign_in(auditor), **asked)) is finds


def test_a_record_is_found_by_its_number(source: Source, auditor: User, sign_in: SignIn) -> None:
    client = sign_in(auditor)

    assert found(client, catatan=str(source.pk)) == {"source_create", "source_update"}
    assert found(client, catatan=str(uuid7())) == set()
    assert "nomor" in texts(client, catatan="bukan-nomor").lower()


def test_words_without_a_day_are_looked_for_in_the_last_month(
    source: Source, auditor: User, sign_in: SignIn
) -> None:
    at(timezone.now() - timedelta(days=90), "token_create", name="lama sekali")
    client = sign_in(auditor)
    with bind(Actor.program("test", "audit")):
        assert Entry.objects.filter(detail__name="lama sekali").count() == 2

    assert (
        len(client.get(SEARCH, {"kata": "lama sekali", "perihal": "source"}).context["entries"])
        == 1
    )
    asked = {"kata": "lama sekali", "perihal": "source", "dari": "2000-01-01"}
    assert len(client.get(SEARCH, asked).context["entries"]) == 2


def test_days_are_those_of_the_office() -> None:
    midnight = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # 2 March, 00.00 WIB

    assert first_id_of(midnight.date() + timedelta(days=1)).int >> 80 == midnight.timestamp() * 1000


def test_pages_are_turned_over_by_key(source: Source, auditor: User, sign_in: SignIn) -> None:
    with bind(Actor.program("test", "audit")) as actor:
        for number in range(60):
            entry_create(
                actor=actor, verb="export", subject="source", scope_code="73.71", number=number
            )
    client = sign_in(auditor)
    first = client.get(SEARCH, {"tindakan": "export"})
    second = client.get(first.context["page"].next)

    shown = [*first.context["entries"], *second.context["entries"]]
    assert [one.entry.detail["number"] for one in shown] == list(range(59, -1, -1))


def test_the_list_takes_a_fixed_number_of_queries(
    source: Source, auditor: User, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(auditor)
    client.get(SEARCH)
    with django_assert_max_num_queries(10):
        client.get(SEARCH, {"petugas": "makassar", "wilayah": "73"})


def history(client: Client, source: Source) -> Any:
    return client.get(reverse("people:record_history", args=["source", source.pk]))


def test_who_sees_a_record_reads_its_history(
    source: Source, officer: User, centre: User, neighbour: User, stranger: User, sign_in: SignIn
) -> None:
    for user in (officer, centre):
        page = history(sign_in(user), source)
        assert [one.entry.verb for one in page.context["entries"]] == [
            "source_update", "source_create",
        ]  # fmt: skip
        assert "10.20.30.40" not in page.content.decode()
    for user in (neighbour, stranger):
        assert history(sign_in(user), source).status_code == 404


def test_what_does_not_exist_looks_the_same_as_what_is_hidden(
    source: Source, stranger: User, sign_in: SignIn
) -> None:
    client = sign_in(stranger)
    hidden = history(client, source)
    missing = client.get(reverse("people:record_history", args=["source", uuid7()]))
    unknown = client.get(reverse("people:record_history", args=["user", stranger.pk]))

    assert hidden.status_code == missing.status_code == unknown.status_code == 404


def test_the_history_goes_with_a_record_that_moved(
    source: Source, areas: dict[str, Area], province: User, neighbour: User, sign_in: SignIn
) -> None:
    with bind(Actor.of(province)):
        source_update(source=source, area=areas["73.06"])

    verbs = [one.entry.verb for one in history(sign_in(neighbour), source).context["entries"]]

    assert verbs == ["source_update", "source_update", "source_create"]


def test_what_was_more_secret_then_is_left_out_for_who_is_not_cleared(
    source: Source, officer: User, make_officer: MakeOfficer, sign_in: SignIn
) -> None:
    with bind(Actor.of(officer)):
        source_update(source=source, default_classification=2)
        source_update(source=source, name="Nama rahasia")
        source_update(source=source, name="Uji", default_classification=0)
    junior = make_officer("yunior", "73.71", clearance=0)

    page = history(sign_in(junior), source).content.decode()

    assert "Nama rahasia" not in page
    assert "Nama rahasia" in history(sign_in(officer), source).content.decode()


def test_an_auditor_also_sees_what_was_read_of_a_record(
    source: Source, auditor: User, officer: User, sign_in: SignIn
) -> None:
    with bind(Actor.of(officer)) as actor:
        entry_create(
            actor=actor, verb="export", subject="source", subject_id=source.pk,
            scope_code="73.71",
        )  # fmt: skip

    assert "mengekspor" in history(sign_in(auditor), source).content.decode()
    assert "mengekspor" not in history(sign_in(officer), source).content.decode()


def test_pages_of_records_link_to_their_history(
    source: Source, officer: User, sign_in: SignIn
) -> None:
    page = sign_in(officer).get(reverse("intake:source", args=[source.pk])).content.decode()

    assert reverse("people:record_history", args=["source", source.pk]) in page
