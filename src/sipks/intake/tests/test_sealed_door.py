"""Identities of informants are sealed at the door, by whichever door they come, and stand nowhere
else: not in items, rows set aside, readings, incidents, the record, jobs or kept files."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from sipks.intake.models import Item, SetAside, Source, Upload, UploadState
from sipks.intake.services.deliveries import delivery_take_in
from sipks.intake.services.set_aside import set_aside_replay
from sipks.intake.services.tokens import token_create
from sipks.intake.services.uploads import upload_create, upload_rerun, upload_run
from sipks.people.choices import Role
from sipks.people.models import Sealed, User
from sipks.people.scope import Actor, bind
from sipks.people.seal import SealError
from sipks.people.services.sealed import sealed_carry
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .intake_world import bring, lines, stored_files

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
NAME, PHONE = "Siti Aminah", "0812-0000-7890"
SAID = f"{NAME}\nKontak: {PHONE}"
ROOMS = ("people", "audit", "intake", "incidents", "privacy", "seal")
FORM = reverse("intake:report")
REPORT = {
    "what": "Menurut Siti Aminah dua kelompok pemuda bentrok di pasar",
    "place": "Mariso",
    "day": "2025-02-03",
    "known_by": "saksi",
    "informant": NAME,
    "informant_contact": PHONE,
}


def nowhere(*plain: str) -> None:
    """Fail where a word stands in any row of any table, as text or as the bytes of a column."""
    needles = [form for word in plain for form in (word, word.encode().hex())]
    with bind(Actor.program("test", *ROOMS)), connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(
                f'select coalesce(string_agg(t::text, chr(10)), chr(32)) from "{table}" t'
            )
            [shown] = cursor.fetchone()
            for needle in needles:
                assert needle not in shown, (table, needle)


def sealed(subject: str = "item") -> list[dict[str, str]]:
    """What is sealed, by record."""
    with bind(Actor.program("test", "seal")):
        ids = Sealed.objects.filter(subject=subject).values_list("subject_id", flat=True)
        return [sealed_carry(subject=subject, subject_id=pk) for pk in sorted(set(ids))]


def the_row() -> Sealed:
    with bind(Actor.program("test", "seal")):
        return Sealed.objects.get()  # type: ignore[no-any-return]


def test_by_the_form(
    areas: dict[str, Area], make_officer: MakeOfficer, sign_in: SignIn,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    reporter = make_officer("pelapor", "73.71", Role.REPORTER, clearance=0)
    page = sign_in(reporter).post(FORM, REPORT, follow=True)
    assert "Terima kasih" in page.content.decode()
    assert sealed() == [{"informant": SAID}]
    row = the_row()
    assert (row.created_by, row.handler_id) == (reporter.pk, reporter.pk)
    assert (row.scope_code, row.classification) == ("73.71", 2)
    nowhere(NAME, PHONE)
    assert not [one for one in caplog.records if "Aminah" in one.getMessage()]


def test_the_forms_other_kinds(areas: dict[str, Area], officer: User, sign_in: SignIn) -> None:
    more = {"person_kind": "child_identity", "person": "Dimas Prakoso, 9 tahun"}
    sign_in(officer).post(FORM, REPORT | more)
    assert sealed() == [{"informant": SAID, "child": "Dimas Prakoso, 9 tahun"}]
    nowhere("Dimas Prakoso")


def test_the_form_asks_what_kind_of_data_it_is(
    areas: dict[str, Area], officer: User, sign_in: SignIn
) -> None:
    page = sign_in(officer).post(FORM, REPORT | {"person": "Dimas"})
    assert "Pilih jenis data" in page.content.decode()
    assert not sealed()


def test_a_report_without_an_informant_seals_nothing(
    areas: dict[str, Area], officer: User, sign_in: SignIn
) -> None:
    sign_in(officer).post(FORM, REPORT | {"informant": "", "informant_contact": ""})
    assert sealed() == []


def test_without_keys_the_form_says_so_and_stores_nothing(
    areas: dict[str, Area], officer: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise SealError("no key")

    client = sign_in(officer)
    monkeypatch.setattr("sipks.people.services.sealed.seal", fails)
    page = client.post(FORM, REPORT)
    assert page.status_code == 503
    assert "Kunci segel" in page.content.decode()
    with bind(Actor.program("test")):
        assert not Item.objects.exists()


def test_by_the_api(source: Source) -> None:
    body = (
        lines(
            {"id": "1", "text": "Warga menutup jalan", "informant": {"name": NAME, "phone": PHONE}},
            {"id": "2", "text": "Warga membuka jalan"},
            {"id": "3", "text": "", "pelapor": "Tuti Wulandari"},
        )
        + b'{"id": "4", "pelapor": "Rini Lestari", rusak\n'
    )
    with bind(Actor.program("api: kunci")):
        answer = delivery_take_in(source=source, body=body, key="k")
        again = delivery_take_in(source=source, body=body, key="k")
    assert answer == again
    assert [one["status"] for one in answer["results"]] == [
        "stored",
        "stored",
        "set_aside",
        "set_aside",
    ]
    assert sealed() == [{"informant": f"{NAME}, {PHONE}"}]
    assert sealed("set_aside") == [{"informant": "Tuti Wulandari"}]
    with bind(Actor.program("test", "seal")):
        row = Sealed.objects.filter(subject="item").get()
    assert (row.created_by, row.handler_id) == (None, None)
    nowhere(NAME, PHONE, "Tuti Wulandari", "Rini Lestari")


def test_without_keys_the_api_says_so_and_stores_nothing(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = token_create(source=source, name="mitra")

    def fails(*_: object) -> bytes:
        raise SealError("no key")

    monkeypatch.setattr("sipks.people.services.sealed.seal", fails)
    answer = Client().post(
        "/api/v1/bahan",
        lines({"text": "Ada pawai", "informant": NAME}, {"text": "Pawai usai"}),
        content_type="application/x-ndjson",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 503
    assert "Kunci segel" in answer.json()["detail"]
    assert not Item.objects.exists()


def test_without_keys_a_file_is_refused_in_words(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise SealError("no key")

    monkeypatch.setattr("sipks.people.services.sealed.seal", fails)
    upload = bring(source, lines({"text": "Ada pawai", "informant": NAME}))
    assert upload.state == UploadState.REFUSED
    assert "Kunci segel" in upload.refusal
    assert not Item.objects.exists()
    monkeypatch.undo()
    assert upload_run(upload=upload_rerun(upload=upload)).stored == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_by_a_file(source: Source, settings: Settings, tmp_path: Path, kind: str) -> None:
    settings.HOME = tmp_path
    rows = [
        ["No Laporan", "Tanggal Laporan", "Nama Pelapor", "HP Pelapor", "Isi Laporan"],
        ["W-1", "03/02/2025", NAME, PHONE, f"Menurut {NAME} ada pawai"],
        ["W-2", "03/02/2025", "", "", "Pawai selesai"],
        ["W-3", "31/02/2025", "Tuti Wulandari", "081200005432", "Tanggalnya salah"],
    ]
    content = _csv(rows) if kind == "csv" else _xlsx(rows)
    upload = bring(source, content, f"warga.{kind}")
    assert (upload.state, upload.stored, upload.bad) == (UploadState.DONE, 2, 1)
    assert upload.holds_sealed
    assert sealed() == [{"informant": SAID}]
    assert sealed("set_aside") == [{"informant": "Tuti Wulandari\nKontak: 081200005432"}]
    nowhere(NAME, PHONE, "Tuti Wulandari", "081200005432")
    for path in stored_files(tmp_path):
        assert NAME.encode() not in path.read_bytes()
    assert upload_run(upload=upload_rerun(upload=upload)).stored == 2
    assert len(sealed()) == len(sealed("set_aside")) == 1


def _csv(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode() + b"\n"


def _xlsx(rows: list[list[str]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return file.getvalue()


def test_a_file_without_any_is_not_marked(source: Source) -> None:
    assert not bring(source, lines({"id": 1, "text": "Ada pawai"})).holds_sealed
    assert sealed() == []


def test_a_mended_row_keeps_its_informant(source: Source) -> None:
    body = lines({"id": "1", "tanggal": "31/02/2025", "isi": "Ada pawai", "pelapor": NAME})
    with bind(Actor.program("api: kunci")):
        delivery_take_in(source=source, body=body)
    [aside] = SetAside.objects.all()
    done = set_aside_replay(set_aside=aside, values={"tanggal": "28/02/2025"})
    assert done.state == SetAside.State.REPLAYED
    assert sealed() == [{"informant": NAME}]
    assert sealed("set_aside") == []
    nowhere(NAME)


def test_who_mends_a_row_does_not_come_to_own_its_informant(
    source: Source, make_officer: MakeOfficer
) -> None:
    body = lines({"id": "1", "tanggal": "31/02/2025", "isi": "Ada pawai", "pelapor": NAME})
    with bind(Actor.program("api: kunci")):
        delivery_take_in(source=source, body=body)
    operator = make_officer("operator", "73.71", Role.OPERATOR)
    with bind(Actor.of(operator)):
        [aside] = SetAside.objects.all()
        set_aside_replay(set_aside=aside, values={"tanggal": "28/02/2025"})
        assert not Sealed.objects.exists()
    assert (the_row().created_by, the_row().handler_id) == (None, None)


def test_a_row_whose_cells_cannot_be_told_apart_is_kept_without_its_bytes(source: Source) -> None:
    content = b'isi,pelapor\n"' + b"Ada pawai " * 120_000 + b'",Siti Aminah\n'
    upload = bring(source, content, "warga.csv")
    [aside] = SetAside.objects.filter(upload=upload)
    assert bytes(aside.raw) == b""
    nowhere(NAME)


def test_the_same_words_of_two_informants_are_two_reports(source: Source) -> None:
    one, two = ({"text": "Ada pawai", "informant": name} for name in (NAME, "Tuti Wulandari"))
    with bind(Actor.program("api: kunci")):
        delivery_take_in(source=source, body=lines(one))
        delivery_take_in(source=source, body=lines(two))
        assert delivery_take_in(source=source, body=lines(one))["known"] == 1
    assert len(sealed()) == Item.objects.count() == 2


def test_the_senders_of_a_file_look_after_its_informants(
    source: Source, make_officer: MakeOfficer
) -> None:
    operator = make_officer("operator", "73.71", Role.OPERATOR)
    content = lines({"id": 1, "text": "Ada pawai", "pelapor": NAME})
    with bind(Actor.of(operator)):
        made = upload_create(source=source, stream=io.BytesIO(content), name="a.jsonl", defer=False)
    upload_run(upload=Upload.objects.select_related("source__area").get(pk=made.pk))
    assert (the_row().created_by, the_row().handler_id) == (None, operator.pk)


def test_no_query_is_added_where_nothing_is_sealed(
    source: Source, django_assert_num_queries: Any
) -> None:
    def queries(*things: dict[str, Any]) -> list[str]:
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found, bind(Actor.program("api: kunci")):
            delivery_take_in(source=source, body=lines(*things))
        return [one["sql"] for one in found.captured_queries]

    queries({"id": 0, "text": "pertama"})
    assert not [sql for sql in queries({"id": 1, "text": "a"}) if "people_sealed" in sql]
    found = queries(*({"id": n, "text": str(n), "pelapor": f"Orang {n} Satu"} for n in range(5, 9)))
    assert len([sql for sql in found if "people_sealed" in sql]) == 1


def test_the_page_of_an_item_offers_it_to_who_may_open(
    source: Source, sign_in: SignIn, officer: User, province: User, make_officer: MakeOfficer
) -> None:
    with bind(Actor.program("api: kunci")):
        answer = delivery_take_in(
            source=source, body=lines({"text": "Ada pawai", "informant": NAME})
        )
    page = reverse("intake:item", args=[answer["results"][0]["id"]])
    address = reverse("people:sealed_open", args=[the_row().pk])
    shown = sign_in(officer).get(page).content.decode()
    assert address in shown
    assert "Buka dengan alasan" in shown
    low = make_officer("terbatas", "73.71", Role.VERIFIER, clearance=1)
    operator = make_officer("operator", "73.71", Role.OPERATOR)
    for user in (province, low, operator):
        other = sign_in(user).get(page).content.decode()
        assert "Ada pawai" in other
        assert 'id="disegel"' not in other
        assert address not in other
