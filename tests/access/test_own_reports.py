"""Nobody makes his own report reliable, by whichever way he brought it in; nor can anybody make
it seem another's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sipks.incidents.models import Incident
from sipks.incidents.services.pipeline import pending_process
from sipks.intake.models import Item, SenderToken, SetAside, Source, Upload
from sipks.intake.services.sources import source_create
from sipks.intake.services.tokens import token_create
from sipks.intake.services.uploads import upload_run
from sipks.intake.tests.intake_world import bring, lines
from sipks.people.scope import Actor
from sipks.places.models import Area

from .test_every_url import body
from .world import World

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
Bring = Callable[[Source, Client], Any]
TEXT = (
    "Warga memblokade jalan di Kecamatan Mariso Kota Makassar menolak penggusuran pasar, dua orang"
    " luka terkena pentungan"
)
KEY = {"name": "kunci", "days": 90, "verbs": ["bahan:kirim"]}
REFUSED = "Laporan ini masuk hanya lewat Anda"


@pytest.fixture
def source(world: World, areas: dict[str, Area], as_program: Actor, monkeypatch: Any) -> Source:
    """A source of Makassar that has sent nothing yet."""
    monkeypatch.setattr("sipks.intake.services.uploads.upload_defer", lambda pk: None)
    return source_create(code="KANAL", name="Kanal", kind="news", area=areas["73.71"])


def by_form(source: Source, officer: Client) -> None:
    said = {"what": TEXT, "place": "73.71.01", "day": "2025-08-20", "known_by": "saksi"}
    assert officer.post(reverse("intake:report"), said).status_code == 302


def by_file(source: Source, officer: Client) -> None:
    sent = {"file": SimpleUploadedFile("a.jsonl", lines({"text": TEXT}))}
    assert officer.post(reverse("intake:upload_new", args=[source.pk]), sent).status_code == 302
    upload_run(upload=Upload.objects.select_related("source__area").get(source=source))


def by_key(source: Source, officer: Client) -> None:
    token_create(source=source, name="kunci orang lain")
    url = reverse("intake:token_new", args=[source.pk])
    secret = officer.post(url, KEY).context["secret"]
    deliver(secret, text=TEXT)


def by_key_and_mending(source: Source, officer: Client) -> None:
    url = reverse("intake:token_new", args=[source.pk])
    secret = officer.post(url, KEY).context["secret"]
    deliver(secret, text="")
    mend(source, officer)


def by_mending(source: Source, officer: Client) -> None:
    bring(source, lines({"text": ""}))
    mend(source, officer)


def deliver(secret: str, **row: Any) -> None:
    answer = Client().post(
        reverse("api:deliver"),
        orjson.dumps(row),
        "application/x-ndjson",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 200


def mend(source: Source, officer: Client) -> None:
    aside = SetAside.objects.get(source=source)
    officer.post(reverse("intake:set_aside_replay", args=[aside.pk]), {"text": TEXT})


def verify(client: Client, incident: Incident) -> str:
    sent = {"seen": incident.version, "grade_source": "B", "grade_content": "2", "note": ""}
    url = reverse("incidents:decide", args=[incident.pk, "verifikasi"])
    return body(client.post(url, sent, follow=True))


def incident_of(text: str) -> Incident:
    pending_process()
    item = Item.objects.get(text__startswith=text)
    found: Incident = Incident.objects.get(signals__item=item)
    return found


@pytest.mark.parametrize("way", [by_form, by_file, by_key, by_key_and_mending, by_mending])
def test_whoever_brought_it_does_not_call_it_reliable(
    way: Bring, source: Source, client_of: ClientOf
) -> None:
    way(source, client_of("officer"))
    incident = incident_of(TEXT)
    assert REFUSED in verify(client_of("officer"), incident)
    assert REFUSED not in verify(client_of("junior"), incident)
    incident.refresh_from_db()
    assert incident.grade_source == "B"


def test_nobody_is_barred_by_what_a_sender_says_of_him(
    source: Source, world: World, client_of: ClientOf
) -> None:
    _, secret = token_create(source=source, name="kunci mitra")
    officer = str(world.users["officer"].pk)
    deliver(secret, text=TEXT, submitted_by=officer, brought_by=officer)
    incident = incident_of(TEXT)
    assert REFUSED not in verify(client_of("officer"), incident)
    incident.refresh_from_db()
    assert incident.grade_source == "B"


def test_a_row_of_anothers_file_read_again_is_still_anothers(
    source: Source, client_of: ClientOf
) -> None:
    upload = bring(source, lines({"text": ""}))
    SetAside.objects.filter(upload=upload).update(raw=lines({"text": TEXT}), values=None)
    client_of("officer").post(reverse("intake:upload_replay", args=[upload.pk]))
    incident = incident_of(TEXT)
    assert REFUSED not in verify(client_of("officer"), incident)


def test_who_made_a_key_is_kept(source: Source, world: World, client_of: ClientOf) -> None:
    url = reverse("intake:token_new", args=[source.pk])
    client_of("officer").post(url, KEY)
    assert SenderToken.objects.get(source=source).created_by == world.users["officer"].pk


def test_a_sender_puts_nothing_on_the_desk_of_another_office(
    source: Source, client_of: ClientOf
) -> None:
    _, secret = token_create(source=source, name="kunci mitra")
    deliver(secret, text=TEXT, area_code="53.71")
    incident = incident_of(TEXT)
    assert incident.scope_code.startswith("73.71")
    url = reverse("incidents:detail", args=[incident.pk])
    assert client_of("stranger").get(url).status_code == 404
