from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.intake.models import Item, Reading, Source, SourceKind
from sipks.people.choices import Classification, Role
from sipks.people.models import User
from sipks.people.scope import Actor
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
MOMENT = datetime(2025, 2, 3, 5, 0, tzinfo=UTC)
TEXT = "Bentrok di Mariso. Hubungi 081200007890."


@pytest.fixture
def source(areas: dict[str, Area], program: Actor) -> Source:
    made: Source = Source.objects.create(
        code="harian",
        name="Harian Makassar",
        kind=SourceKind.NEWS,
        area=areas["73.71"],
        scope_code="73.71",
    )
    return made


MakeItem = Callable[..., Item]


@pytest.fixture
def make_item(source: Source) -> MakeItem:
    """`make_item(text, **fields)` in Makassar."""

    def make(text: str = TEXT, **fields: Any) -> Item:
        number = Item.objects.count() + 1
        given = {
            "scope_code": "73.71",
            "owner_code": "73.71",
            "connector": "csv",
            "row": number,
            "content_hash": number.to_bytes(32),
            "raw": b"x",
            "text": text,
            "received_at": MOMENT,
            "published_at": MOMENT,
            "source": source,
        }
        made: Item = Item.objects.create(**(given | fields))
        return made

    return make


def read(item: Item, **fields: Any) -> Reading:
    """A reading of an item, as the reader would keep it."""
    said = {
        "categories": [{"code": "SOS-1", "p": 0.83}],
        "forms": [],
        "places": [],
        "place": {"code": "73.71.01", "name": "Mariso", "p": 0.7},
        "impact": {"killed": {"low": 2, "best": 2, "high": None}, "injured": None},
        "hate": {"HS": 0.1},
    }
    given = {
        "model": "uji-1",
        "language": "id",
        "relevant": None,
        "relevance": 0.55,
        "masked": item.text.replace("081200007890", "•" * 12),
        "fingerprint": "0" * 16,
        "result": said,
        "evidence": [{"start": 11, "end": 17, "kind": "place", "code": "73.71.01"}],
    }
    return Reading.objects.create(item=item, **(given | fields))


def get(client: Client, item: Item, query: str = "") -> Any:
    return client.get(reverse("intake:item", args=[item.pk]) + query)


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_only_who_may_see_it_finds_it(
    make_item: MakeItem,
    sign_in: SignIn,
    officer: User,
    neighbour: User,
    stranger: User,
    province: User,
    make_officer: MakeOfficer,
) -> None:
    item = make_item()
    for user, status in ((officer, 200), (province, 200), (neighbour, 404), (stranger, 404)):
        assert get(sign_in(user), item).status_code == status
    reporter = make_officer("pelapor", "73.71", Role.REPORTER)
    assert get(sign_in(reporter), item).status_code == 403


def test_a_secret_item_is_not_found_below_its_clearance(
    make_item: MakeItem, sign_in: SignIn, make_officer: MakeOfficer
) -> None:
    item = make_item(classification=Classification.TOP_SECRET)
    low = make_officer("rendah", "73.71", clearance=Classification.SECRET)
    assert get(sign_in(low), item).status_code == 404


def test_identifiers_are_masked_whether_it_was_read_or_not(
    make_item: MakeItem, sign_in: SignIn, officer: User
) -> None:
    item = make_item(fields={"kontak": "081200005432", "_encoding": "cp1252", "lokasi": "Mariso"})
    client = sign_in(officer)
    for _ in range(2):
        body = text(get(client, item))
        assert "081200007890" not in body
        assert "081200005432" not in body
        assert "cp1252" not in body
        assert '<dt>lokasi</dt><dd class="text-break">Mariso</dd>' in body
        Reading.objects.filter(item=item).delete()
        read(item)


def test_conclusions_stand_beside_the_marked_text(
    make_item: MakeItem, sign_in: SignIn, officer: User
) -> None:
    item = make_item()
    read(item)
    body = text(get(sign_in(officer), item))
    for words in (
        '<mark class="mark-place" title="Tempat: Mariso">Mariso</mark>',
        "SOS-1 Antarwarga",
        "83 %",
        "program ragu",
        "sedikitnya 2",
        "usulan program",
        "uji-1",
    ):
        assert words in body
    assert "Ujaran kebencian" not in body


def test_markup_is_never_rendered(make_item: MakeItem, sign_in: SignIn, officer: User) -> None:
    item = make_item(
        "<img src=x onerror=alert(1)>",
        title="<b>judul</b>",
        url="javascript:alert(1)",
        external_id="<i>",
        fields={"<u>": "<s>"},
    )
    body = text(get(sign_in(officer), item))
    for markup in ("<img src=x", "<b>judul", "javascript:", "<i>", "<u>", "<s>"):
        assert markup not in body
    assert "&lt;img src=x" in body


def test_versions_are_listed_and_compared(
    make_item: MakeItem, sign_in: SignIn, officer: User
) -> None:
    old = make_item("Dua orang luka", external_id="a-1", version=1)
    new = make_item("Tiga orang luka", external_id="a-1", version=2)
    client = sign_in(officer)
    body = text(get(client, new))
    assert "<del>Dua </del><ins>Tiga </ins>orang luka" in body
    assert "Versi 1" in body
    assert "Perubahan sejak" not in text(get(client, old))


def test_a_very_long_text_is_cut_until_asked_for(
    make_item: MakeItem, sign_in: SignIn, officer: User
) -> None:
    item = make_item("kata " * 10_000 + "ujung")
    client = sign_in(officer)
    assert "ujung" not in text(get(client, item))
    assert "ujung" in text(get(client, item, "?utuh=1"))


def test_the_address_of_a_post_would_name_its_author(
    make_item: MakeItem, source: Source, sign_in: SignIn, officer: User
) -> None:
    item = make_item(url="https://contoh.id/seseorang/status/1")
    client = sign_in(officer)
    assert "contoh.id/seseorang" in text(get(client, item))
    Source.objects.filter(pk=source.pk).update(kind=SourceKind.SOCIAL)
    assert "contoh.id/seseorang" not in text(get(client, item))


def test_the_reading_can_be_downloaded(
    make_item: MakeItem, sign_in: SignIn, officer: User, stranger: User
) -> None:
    item = make_item()
    url = reverse("intake:item_reading", args=[item.pk])
    client = sign_in(officer)
    assert client.get(url).status_code == 404
    read(item)
    answer = client.get(url)
    assert answer["Content-Disposition"].startswith("attachment")
    said = json.loads(answer.content)
    assert said["categories"] == [{"code": "SOS-1", "p": 0.83}]
    assert "081200007890" not in said["masked"]
    assert sign_in(stranger).get(url).status_code == 404
    assert client.get(reverse("intake:item", args=[item.pk])).status_code == 200


def test_where_it_came_from_is_a_link_only_for_who_may_follow_it(
    make_item: MakeItem, source: Source, sign_in: SignIn, officer: User
) -> None:
    Source.objects.filter(pk=source.pk).update(scope_code="ID")
    body = text(get(sign_in(officer), make_item()))
    assert "Harian Makassar" in body
    assert reverse("intake:source", args=[source.pk]) not in body


def test_columns_have_names_on_screen_and_who_typed_it_in_stays_out(
    make_item: MakeItem, sign_in: SignIn, officer: User
) -> None:
    item = make_item(
        fields={
            "recommendation": "Jaga pasar",
            "submitted_by": str(officer.pk),
            "happened_at": "2025-02-03",
            "facts": "Sudah di teks",
            "_text_from": ["facts"],
        }
    )
    body = text(get(sign_in(officer), item))
    assert '<dt>Rekomendasi</dt><dd class="text-break">Jaga pasar</dd>' in body
    assert '<dt>Waktu kejadian</dt><dd class="text-break">3 Feb 2025</dd>' in body
    assert str(officer.pk) not in body
    assert "Sudah di teks" not in body
