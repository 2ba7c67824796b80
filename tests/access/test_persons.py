"""Places and events, never persons: who wrote, and how he can be reached, is not shown or kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.audit.models import Entry
from sipks.incidents.models import Incident, Signal
from sipks.incidents.services.pipeline import pending_process
from sipks.intake.models import Item, SetAside, Upload
from sipks.intake.services.sources import source_create
from sipks.intake.services.uploads import upload_create
from sipks.intake.tests.intake_world import bring, lines
from sipks.people.scope import Actor
from sipks.places.models import Area

from .test_every_url import body
from .world import World

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
HANDLE = "budisantoso88"
NIK, PHONE, MAIL, PLATE = "7371990203900001", "0812-0000-7890", "budi@surel.example", "DD 1234 XY"
REACHED = (NIK, PHONE, "0000-7890", MAIL, PLATE, "1234 XY")
TEXT = (
    f"Bentrok dua kelompok pemuda di Mariso Makassar, pelaku NIK {NIK} telepon {PHONE} surel"
    f" {MAIL} mobil {PLATE}, tiga luka"
)


@pytest.fixture
def come_in(world: World, areas: dict[str, Area], as_program: Actor) -> Upload:
    """A post, a report and a row that cannot be used, taken in and read."""
    source = source_create(code="DARING", name="Pos daring", kind="social", area=areas["73.71"])
    rows: list[dict[str, Any]] = [
        {"id": f"https://x.com/{HANDLE}/status/1", "text": TEXT, "title": TEXT,
         "username": HANDLE, "kontak": PHONE,
         "url": f"https://x.com/{HANDLE}/status/1", "user": {"screen_name": HANDLE},
         "in_reply_to_screen_name": HANDLE, "keterangan lain": f"lihat @{HANDLE} {NIK}"},
        {"id": "2", "text": "Warga ribut di Mariso", "date": f"hubungi {PHONE}", "user": HANDLE},
    ]  # fmt: skip
    upload = bring(source, lines(*rows), f"Chat WhatsApp dengan +62 {PHONE[1:]}.jsonl")
    pending_process()
    return upload


def test_handles_are_not_kept(come_in: Upload) -> None:
    kept = [
        *Item.objects.filter(upload=come_in).values("raw", "url", "external_id", "fields"),
        *SetAside.objects.filter(upload=come_in).values("raw", "values", "reason"),
        *Signal.objects.values("title", "excerpt", "teller"),
        *Incident.objects.values("title"),
        *Entry.objects.values("detail"),
    ]
    assert len(kept) > 4
    for row in kept:
        for name, value in row.items():
            said = bytes(value).decode() if isinstance(value, memoryview | bytes) else str(value)
            assert HANDLE not in said, name


def test_nobody_can_be_reached_by_what_is_shown(come_in: Upload, client_of: ClientOf) -> None:
    item = Item.objects.get(upload=come_in)
    incident = Incident.objects.get(signals__item=item)
    aside = SetAside.objects.get(upload=come_in)
    pages = [
        reverse("intake:item", args=[item.pk]), reverse("intake:item_reading", args=[item.pk]),
        reverse("incidents:detail", args=[incident.pk]), reverse("incidents:queue"),
        reverse("incidents:map"), reverse("incidents:map_data"), reverse("intake:uploads"),
        reverse("intake:upload", args=[come_in.pk]), reverse("intake:set_aside"),
    ]  # fmt: skip
    # The head of the region reads all; who mends a row sees it as it came.
    found = {page: _named(body(client_of("leader").get(page))) for page in pages}
    assert found == {page: [] for page in pages}
    assert PHONE not in aside.reason


def _named(text: str) -> list[str]:
    return [one for one in (*REACHED, HANDLE) if one in text]


def test_nobody_is_found_by_his_number(come_in: Upload, client_of: ClientOf) -> None:
    for word in (NIK, PHONE, MAIL, PLATE, HANDLE):
        page = client_of("officer").get(reverse("incidents:queue"), {"q": word, "status": "semua"})
        assert "Bentrok dua kelompok pemuda di Mariso Makassar" not in body(page), word


def test_the_record_holds_no_identifiers(come_in: Upload) -> None:
    for entry in Entry.objects.all():
        assert _named(str(entry.detail)) == []


def test_an_address_with_an_account_is_not_shown(
    world: World, areas: dict[str, Area], as_program: Actor, client_of: ClientOf
) -> None:
    """Citizens and offices pass on posts too; a newspaper's address stays."""
    source = source_create(code="WARGA", name="Warga", kind="citizen", area=areas["73.71"])
    shown: dict[str, bool] = {}
    for url in ("https://www.instagram.com/budi.santoso/p/1", "https://kabar.example/berita/1"):
        bring(
            source,
            lines({"id": url, "text": f"Warga ribut {url[-9:]}", "url": url}),
            f"{url[-9:]}.jsonl",
        )
        item = Item.objects.get(url=url)
        page = body(client_of("officer").get(reverse("intake:item", args=[item.pk])))
        shown[url] = f'href="{url}"' in page
        assert "budi.santoso" not in page
    assert list(shown.values()) == [False, True]


def test_who_reported_is_not_shown(world: World, client_of: ClientOf, as_program: Actor) -> None:
    sent: dict[str, Any] = {
        "what": "Warga menutup jalan karena sengketa lahan", "place": "73.71.01",
        "day": "2025-02-03", "known_by": "sendiri",
    }  # fmt: skip
    assert client_of("reporter").post(reverse("intake:report"), sent).status_code == 302
    item = Item.objects.get(connector="form")
    reporter = world.users["reporter"]
    assert item.fields["submitted_by"] == str(reporter.pk)
    for who in ("officer", "leader", "province", "centre"):
        page = body(client_of(who).get(reverse("intake:item", args=[item.pk])))
        assert str(reporter.pk) not in page
        assert reporter.name not in page
    url = reverse("intake:item", args=[item.pk])
    assert client_of("reporter").get(url).status_code == 403


def test_a_note_shows_no_identifiers(world: World, client_of: ClientOf) -> None:
    incident = world.kept["limited"].incident
    client = client_of("officer")
    sent = {"seen": incident.version, "category": "SOS-1", "form": "", "note": f"Saksi: {TEXT}"}
    client.post(reverse("incidents:decide", args=[incident.pk, "kategori"]), sent)
    page = body(client.get(reverse("incidents:detail", args=[incident.pk])))
    assert "Saksi: Bentrok dua kelompok pemuda" in page
    assert _named(page) == []


def test_a_files_name_is_masked(world: World, as_program: Actor) -> None:
    made = upload_create(
        source=world.kept["limited"].source, stream=io.BytesIO(b"x"), defer=False,
        name="Chat WhatsApp dengan +62 812-0000-7890.txt",
    )  # fmt: skip
    assert made.name == "Chat WhatsApp dengan +** ***-****-****.txt"
