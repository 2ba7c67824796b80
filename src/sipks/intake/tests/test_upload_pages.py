from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sipks.intake.models import Item, SetAside, Source, SourceKind, Upload, UploadState
from sipks.intake.services.uploads import upload_run
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
LINES = b"""{"id": "1", "text": "Bentrok pemuda di Mariso"}
{"id": "2", "text": ""}
{"id": "3", "text": "Unjuk rasa di Mariso", "published_at": "kemarin dulu"}
"""


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    """Files are kept in a folder of the test."""
    settings.HOME = tmp_path


@pytest.fixture
def source(areas: dict[str, Area], program: Actor) -> Source:
    made: Source = Source.objects.create(
        code="FKDM",
        name="FKDM Makassar",
        kind=SourceKind.CITIZEN,
        area=areas["73.71"],
        scope_code="73.71",
    )
    return made


def send(client: Client, source: Source, body: bytes = LINES, name: str = "a.jsonl") -> Any:
    url = reverse("intake:upload_new", args=[source.pk])
    return client.post(url, {"file": SimpleUploadedFile(name, body)}, follow=True)


def taken_in() -> Upload:
    """The newest upload, taken in as the worker would."""
    with bind(Actor.program("worker")):
        return upload_run(upload=Upload.objects.order_by("-pk")[0])


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_a_file_leads_to_its_page_and_polls_until_it_is_done(
    source: Source, sign_in: SignIn, officer: User
) -> None:
    client = sign_in(officer)
    page = send(client, source)
    assert 'hx-trigger="every 2s"' in text(page)
    upload = page.context["upload"]
    progress = reverse("intake:upload_progress", args=[upload.pk])
    assert client.get(progress).status_code == 200
    taken_in()
    answer = client.get(progress)
    assert answer.status_code == 286
    assert "<dt>Bahan baru</dt><dd>1</dd>" in text(answer)
    assert "<dt>Dikesampingkan</dt><dd>2</dd>" in text(answer)
    assert "hx-trigger" not in text(client.get(reverse("intake:upload", args=[upload.pk])))


def test_files_are_seen_within_the_place_only(
    source: Source, sign_in: SignIn, officer: User, neighbour: User, stranger: User, province: User
) -> None:
    upload = send(sign_in(officer), source).context["upload"]
    page, progress, again = (
        reverse(f"intake:{name}", args=[upload.pk])
        for name in ("upload", "upload_progress", "upload_replay")
    )
    for user, seen in ((officer, True), (province, True), (neighbour, False), (stranger, False)):
        client = sign_in(user)
        assert client.get(page).status_code == (200 if seen else 404)
        assert client.get(progress).status_code == (200 if seen else 404)
        assert ("a.jsonl" in text(client.get(reverse("intake:uploads")))) is seen
        if not seen:
            assert client.post(again).status_code == 404
            assert send(client, source).status_code == 404


def test_only_senders_bring_files_in(
    source: Source, sign_in: SignIn, make_officer: MakeOfficer
) -> None:
    client = sign_in(make_officer("auditor", "73.71", Role.AUDITOR))
    assert send(client, source).status_code == 403
    said = {"source": str(source.pk), "file": SimpleUploadedFile("a.jsonl", LINES)}
    assert client.post(reverse("intake:uploads"), said).status_code == 403
    assert not Upload.objects.exists()


def test_the_list_of_files_takes_one_too(source: Source, sign_in: SignIn, officer: User) -> None:
    said = {"source": str(source.pk), "file": SimpleUploadedFile("b.jsonl", LINES)}
    page = sign_in(officer).post(reverse("intake:uploads"), said, follow=True)
    assert page.context["upload"].name == "b.jsonl"


def test_an_empty_and_a_missing_file_are_refused_in_words(
    source: Source, sign_in: SignIn, officer: User
) -> None:
    client = sign_in(officer)
    assert "Berkas kosong" in text(send(client, source, b""))
    page = client.post(reverse("intake:upload_new", args=[source.pk]))
    assert "file" in page.context["form"].errors
    assert not Upload.objects.exists()


def test_too_large_a_file_is_refused_in_words(
    source: Source, sign_in: SignIn, officer: User, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    assert "lebih besar dari" in text(send(sign_in(officer), source))


def test_a_source_that_is_not_active_takes_nothing(
    source: Source, sign_in: SignIn, officer: User
) -> None:
    Source.objects.update(active=False)
    assert "tidak aktif" in text(send(sign_in(officer), source))
    assert not Upload.objects.exists()


def test_a_refused_file_says_why_and_can_be_tried_again(
    source: Source, sign_in: SignIn, officer: User
) -> None:
    client = sign_in(officer)
    send(client, source, b"MZ\x90\x00" + b"\0" * 200, "tabel.csv")
    upload = taken_in()
    assert upload.state == UploadState.REFUSED
    page = client.get(reverse("intake:upload", args=[upload.pk]))
    assert upload.refusal[:40] in page.content.decode()
    page = client.post(reverse("intake:upload_replay", args=[upload.pk]), follow=True)
    assert page.context["upload"].state == UploadState.WAITING


def test_rows_set_aside_are_listed_with_reason_and_place_in_the_file(
    source: Source, sign_in: SignIn, officer: User, neighbour: User, stranger: User
) -> None:
    send(sign_in(officer), source)
    upload = taken_in()
    url = reverse("intake:set_aside")
    for user in (neighbour, stranger):
        assert sign_in(user).get(url).context["shown"] == []
    client = sign_in(officer)
    body = text(client.get(url))
    for words in ("a.jsonl", "baris 2", "baris 3", "FKDM Makassar"):
        assert words in body
    for query, number in (
        ({"sumber": str(source.pk)}, 2),
        ({"berkas": str(upload.pk)}, 2),
        ({"keadaan": "dropped"}, 0),
        ({"keadaan": "ngawur"}, 2),
    ):
        assert len(client.get(url, query).context["shown"]) == number


def _row(number: int) -> SetAside:
    with bind(Actor.program("test")):
        found: SetAside = SetAside.objects.get(row=number)
        return found


def test_a_mended_row_becomes_an_item(source: Source, sign_in: SignIn, officer: User) -> None:
    client = sign_in(officer)
    send(client, source)
    taken_in()
    row = _row(3)
    url = reverse("intake:set_aside_replay", args=[row.pk])
    assert "Masih tidak dapat dipakai" in text(client.post(url, follow=True))
    said = {
        "kepala": ["id", "text", "published_at"],
        "isi": ["3", "Unjuk rasa di Mariso", "2025-02-03"],
    }
    assert "sekarang menjadi bahan" in text(client.post(url, said, follow=True))
    with bind(Actor.program("test")):
        assert Item.objects.filter(external_id="3", published_at__isnull=False).count() == 1
    listed = client.get(reverse("intake:set_aside"), {"keadaan": "replayed"})
    assert reverse("intake:item", args=[_row(3).item_id]) in text(listed)


def test_a_missing_column_is_offered_to_be_filled_in(
    source: Source, sign_in: SignIn, officer: User
) -> None:
    client = sign_in(officer)
    send(client, source, b'{"id": "9"}\n')
    taken_in()
    [shown] = client.get(reverse("intake:set_aside")).context["shown"]
    assert [(cell.heading, cell.wrong) for cell in shown.cells] == [("text", True), ("id", False)]
    url = reverse("intake:set_aside_replay", args=[shown.aside.pk])
    said = {"kepala": ["text", "id"], "isi": ["Bentrok di Mariso", "9"]}
    assert "sekarang menjadi bahan" in text(client.post(url, said, follow=True))


def test_a_row_is_mended_and_dropped_by_senders_of_the_place_only(
    source: Source,
    sign_in: SignIn,
    officer: User,
    neighbour: User,
    stranger: User,
    make_officer: MakeOfficer,
) -> None:
    send(sign_in(officer), source)
    taken_in()
    row = _row(2)
    auditor = make_officer("auditor", "73.71", Role.AUDITOR)
    for user, status in ((neighbour, 404), (stranger, 404), (auditor, 403)):
        for name in ("set_aside_replay", "set_aside_drop"):
            url = reverse(f"intake:{name}", args=[row.pk])
            assert sign_in(user).post(url, {"text": "x"}).status_code == status
    assert "Perbaiki" not in text(sign_in(auditor).get(reverse("intake:set_aside")))
    assert _row(2).state == "open"
    drop = reverse("intake:set_aside_drop", args=[row.pk])
    page = sign_in(officer).post(drop, {"kembali": "/dikesampingkan/?keadaan=dropped"}, follow=True)
    assert _row(2).state == "dropped"
    assert len(page.context["shown"]) == 1


def test_one_is_not_sent_off_to_elsewhere(source: Source, sign_in: SignIn, officer: User) -> None:
    send(sign_in(officer), source)
    taken_in()
    drop = reverse("intake:set_aside_drop", args=[_row(2).pk])
    answer = sign_in(officer).post(drop, {"kembali": "https://jahat.example/"})
    assert answer["Location"] == reverse("intake:set_aside")


def test_personal_data_is_masked_for_who_only_reads(
    source: Source, sign_in: SignIn, officer: User, make_officer: MakeOfficer
) -> None:
    send(sign_in(officer), source, b'{"text": "", "kontak": "081200007890"}\n')
    taken_in()
    auditor = make_officer("auditor", "73.71", Role.AUDITOR)
    assert "081200007890" not in text(sign_in(auditor).get(reverse("intake:set_aside")))


@pytest.mark.parametrize(("name", "number"), [("uploads", 6), ("set_aside", 6)])
def test_lists_take_the_same_queries_for_any_number_of_rows(
    name: str,
    number: int,
    source: Source,
    sign_in: SignIn,
    officer: User,
    django_assert_num_queries: Any,
) -> None:
    client = sign_in(officer)
    for one in range(3):
        send(client, source, LINES + b'{"id": "%d", "text": ""}\n' % one, f"{one}.jsonl")
        taken_in()
    with django_assert_num_queries(number):
        client.get(reverse(f"intake:{name}"))
