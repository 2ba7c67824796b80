"""Input that wants more than to be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.incidents.models import Incident
from sipks.incidents.tests.telling import group, tell
from sipks.intake.models import Item, SetAside, Upload
from sipks.intake.services.readings import readings_create
from sipks.intake.services.sources import source_create
from sipks.intake.services.uploads import upload_create
from sipks.intake.tests.intake_world import bring, lines
from sipks.people.scope import Actor
from sipks.places.models import Area

from .test_every_url import body
from .world import LIMITED, World

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
BAD = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'><b x="'
LIVE = ("<script>alert", "<img src=x", "<b x=", "onerror=alert(1)>\"'>")


def test_nothing_that_came_in_is_run(
    world: World, client_of: ClientOf, areas: dict[str, Area], as_program: Actor, monkeypatch: Any
) -> None:
    """Title, text, outlet, columns, names of sources, files and keys, set-aside rows, notes."""
    source = source_create(code="X", name=BAD, kind="news", area=areas["73.71"])
    upload = bring(
        source,
        lines(
            {"id": BAD, "text": f"Bentrok {BAD}", "title": BAD, "source": BAD, BAD: BAD,
             "url": "javascript:alert(1)"},
            {"text": "", "title": "", BAD: BAD},
            {"text": "Warga", "date": BAD},
        ),
        f"{BAD}.jsonl",
    )  # fmt: skip
    item = Item.objects.get(upload=upload)
    readings_create([item])
    told = tell(f"{BAD} bentrok pemuda", by="X", fields={"source": BAD})
    [signal] = group(told)
    incident = Incident.objects.get(pk=signal.incident_id)
    client = client_of("officer")
    client.post(
        reverse("incidents:decide", args=[incident.pk, "kategori"]),
        {"seen": incident.version, "category": "SOS-1", "form": "", "note": BAD},
    )
    client.post(reverse("intake:token_new", args=[source.pk]),
                {"name": BAD, "days": 90, "verbs": ["bahan:kirim"]})  # fmt: skip
    pages = [
        reverse("intake:item", args=[item.pk]), reverse("intake:item", args=[told[0].pk]),
        reverse("intake:sources"), reverse("intake:source", args=[source.pk]),
        reverse("intake:uploads"), reverse("intake:upload", args=[upload.pk]),
        reverse("intake:set_aside"), reverse("incidents:queue"),
        reverse("incidents:detail", args=[incident.pk]), reverse("incidents:map"),
        f"{reverse('incidents:queue')}?q={BAD}&wilayah={BAD}",
        f"{reverse('incidents:detail', args=[incident.pk])}?gabung={BAD}",
        f"{reverse('places:search')}?q={BAD}", f"{reverse('incidents:map')}?q={BAD}&kategori={BAD}",
        f"{reverse('intake:set_aside')}?sumber={BAD}&keadaan={BAD}",
    ]  # fmt: skip
    shown = {page: body(client.get(page)) for page in pages}
    assert {page: [bad for bad in LIVE if bad in text] for page, text in shown.items()} == {
        page: [] for page in pages
    }
    assert 'href="javascript:' not in "".join(shown.values())
    assert "alert(1)" in shown[reverse("incidents:detail", args=[incident.pk])]  # as plain text


def test_json_of_the_map_is_data_only(world: World, client_of: ClientOf, as_program: Actor) -> None:
    group(tell(f"{BAD} bentrok", day="2025-04-20", by="sumber-limited"))
    answer = client_of("officer").get(reverse("incidents:map_data"))
    assert answer["Content-Type"] == "application/json"
    titles = [one["properties"]["title"] for one in answer.json()["view"]["points"]["features"]]
    assert any("<script>" in title for title in titles)  # told as it is; the browser escapes it
    parts = " ".join(answer.json()["parts"].values())
    assert [bad for bad in LIVE if bad in parts] == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/shadow",
        "a\r\nX-Jahat: ya.csv",
        "..",
        "a\0b.csv",
    ],
)
def test_names_of_files_lead_nowhere(name: str, world: World, as_program: Actor) -> None:
    source = world.kept[LIMITED].source
    made = upload_create(source=source, stream=io.BytesIO(b"x"), name=name, defer=False)
    kept = Upload.objects.get(pk=made.pk)
    assert not set(kept.name) & set("/\\\0\r\n")
    assert kept.file.parent.parent.name == "uploads"
    assert kept.file.name == kept.sha256


def test_a_download_is_named_by_the_program(world: World, client_of: ClientOf) -> None:
    answer = client_of("officer").get(
        reverse("intake:item_reading", args=[world.kept[LIMITED].item.pk])
    )
    assert answer["Content-Disposition"].startswith('attachment; filename="hasil-baca-')
    assert answer["X-Content-Type-Options"] == "nosniff"


AWAY = ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:alert(1)"]


@pytest.mark.parametrize("away", AWAY)
def test_nothing_leads_out_of_the_house(away: str, world: World, client_of: ClientOf) -> None:
    client, aside = client_of("officer"), world.kept[LIMITED].aside
    answers = [
        client.post(reverse("web:theme"), {"theme": "dark", "next": away}),
        client.post(reverse("set_language"), {"language": "en", "next": away}),
        client.post(reverse("intake:set_aside_drop", args=[aside.pk]), {"kembali": away}),
        Client().post(
            reverse("account_login"),
            {"login": "petugas-officer", "password": "rahasia-betul", "next": away},
        ),
        client.post(reverse("account_logout"), {"next": away}),
    ]
    places = [answer["Location"] for answer in answers]
    assert all(place.startswith("/") and place[1:2] not in ("/", "\\") for place in places), places


def test_every_change_needs_the_pages_own_token(world: World, client_of: ClientOf) -> None:
    client = client_of("officer")
    client.handler.enforce_csrf_checks = True
    kept = world.kept[LIMITED]
    for url in (
        reverse("incidents:decide", args=[kept.incident.pk, "sisihkan"]),
        reverse("intake:token_new", args=[kept.source.pk]),
        reverse("intake:report"),
        reverse("account_logout"),
        reverse("web:theme"),
    ):
        assert client.post(url, {}).status_code == 403, url


@pytest.mark.parametrize("nul", ["%00", "a%00b"])
def test_a_nul_in_the_address_is_no_fault_of_ours(nul: str, client_of: ClientOf) -> None:
    client = client_of("officer")
    for url in (
        f"/wilayah/{nul}/", f"/wilayah/garis/{nul}.json", f"/wilayah/cari/?q={nul}",
        f"/wilayah/73.71/?setelah={nul}", f"/antrean/?q={nul}&wilayah={nul}&setelah={nul}",
        f"/peta/?wilayah={nul}&kategori={nul}", f"/dikesampingkan/?sumber={nul}&keadaan={nul}",
    ):  # fmt: skip
        assert client.get(url).status_code in (200, 404), url


def test_mended_rows_with_odd_letters_are_no_fault_of_ours(
    world: World, client_of: ClientOf, as_program: Actor
) -> None:
    aside = world.kept[LIMITED].aside
    url = reverse("intake:set_aside_replay", args=[aside.pk])
    for sent in ({"text": "a\0b"}, {"kepala": ["text"], "isi": ["\0\ud7ff"]}, {"text": "{" * 3000}):
        assert client_of("officer").post(url, sent).status_code == 302
    assert SetAside.objects.get(pk=aside.pk).state in ("open", "replayed")


def test_no_year_breaks_the_page_of_an_incident(world: World, client_of: ClientOf) -> None:
    kept, client = world.kept[LIMITED], client_of("officer")
    for said in (
        {"day": "2025-02-03", "until": "9999-12-31"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
    ):
        sent = {"seen": kept.incident.version, "precision": "day", **said}
        client.post(reverse("incidents:decide", args=[kept.incident.pk, "waktu"]), sent)
        page = client.get(reverse("incidents:detail", args=[kept.incident.pk]))
        assert page.status_code == 200, said


def test_a_bomb_is_refused(world: World, as_program: Actor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<x/>")
        bomb.writestr("xl/workbook.xml", b"\0" * 300_000_000)
    upload = bring(world.kept[LIMITED].source, packed.getvalue(), "bom.xlsx")
    assert upload.state == "refused"
    assert upload.refusal


def test_pages_are_not_framed_and_run_only_our_scripts(client_of: ClientOf) -> None:
    answer = client_of("officer").get(reverse("incidents:queue"))
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_an_open_session_does_not_move_the_account(client_of: ClientOf) -> None:
    """Else whoever sits down at it adds a factor of his own and comes back with it."""
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        answer = client_of("officer").get(reverse(name))
        assert answer["Location"].startswith(reverse("account_reauthenticate")), name
    sent = {
        "oldpassword": "salah",
        "password1": "kata-sandi-baru-9",
        "password2": "kata-sandi-baru-9",
    }
    assert client_of("officer").post(reverse("account_change_password"), sent).status_code == 200


def test_what_was_seen_is_kept_nowhere(world: World, client_of: ClientOf) -> None:
    """Offices share machines: after signing out, "back" must not show it again."""
    kept = world.kept[LIMITED]
    for url in (
        reverse("incidents:queue"),
        reverse("incidents:map"),
        reverse("incidents:map_data"),
        reverse("incidents:detail", args=[kept.incident.pk]),
        reverse("intake:item", args=[kept.item.pk]),
        reverse("intake:item_reading", args=[kept.item.pk]),
        reverse("intake:set_aside"),
    ):
        assert "no-store" in client_of("officer").get(url)["Cache-Control"], url


def test_metrics_stay_on_the_machine() -> None:
    assert Client().get("/metrics", REMOTE_ADDR="10.0.0.7").status_code == 403


def test_errors_show_nothing(world: World, client_of: ClientOf, monkeypatch: Any) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("kenariterbatas")

    monkeypatch.setattr("sipks.incidents.views.incident.incident_get", broken)
    client = client_of("officer")
    client.raise_request_exception = False
    answer = client.get(reverse("incidents:detail", args=[world.kept[LIMITED].incident.pk]))
    assert answer.status_code == 500
    assert "kenari" not in body(answer)
    assert "Traceback" not in body(answer)
