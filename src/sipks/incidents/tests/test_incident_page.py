from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.incidents.models import Incident, Signal
from sipks.incidents.services.desk import incident_verify
from sipks.intake.models import Reading
from sipks.people.choices import Classification, Role
from sipks.people.models import User
from sipks.people.scope import Actor
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .telling import group, later, source, tell

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
CLASH = "Bentrok dua kelompok pemuda di Jalan Cendrawasih Mariso, rumah rusak dilempari batu"


@pytest.fixture
def signals(areas: dict[str, Area], program: Actor) -> list[Signal]:
    """One clash told by three: one of them word for word as the first."""
    return group(
        tell(CLASH, killed=(2, 2, 2)),
        tell(CLASH, by="harian-b", reported=later(hours=1)),
        tell(f"{CLASH}, menurut warga malam itu", by="kanal-c", killed=(3, 4, None)),
    )


@pytest.fixture
def incident(signals: list[Signal]) -> Incident:
    found: Incident = Incident.objects.get(pk=signals[0].incident_id)
    return found


def url_of(incident: Incident) -> str:
    return reverse("incidents:detail", args=[incident.pk])


def body_of(client: Client, incident: Incident, **query: str) -> str:
    page = client.get(url_of(incident), query)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_only_who_may_see_the_place_finds_it(
    incident: Incident,
    sign_in: SignIn,
    officer: User,
    neighbour: User,
    stranger: User,
    province: User,
) -> None:
    for user, status in ((officer, 200), (province, 200), (neighbour, 404), (stranger, 404)):
        assert sign_in(user).get(url_of(incident)).status_code == status


def test_a_secret_incident_is_not_found_below_its_clearance(
    areas: dict[str, Area], program: Actor, sign_in: SignIn, make_officer: MakeOfficer
) -> None:
    source("li", default_classification=Classification.SECRET)
    [signal] = group(tell(CLASH, by="li"))
    low = make_officer("rendah", "73.71", clearance=Classification.LIMITED)
    assert sign_in(low).get(url_of(signal.incident)).status_code == 404


def test_it_says_what_where_when_and_by_whom(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    body = body_of(sign_in(officer), incident)
    for words in (
        CLASH,
        "SOS-1 Antarwarga",
        "Bentrok massa",
        "Mariso, Kota Makassar, Sulawesi Selatan",
        "3 Feb 2025",
        "2 sumber",
        "3 pemberitaan",
        "+1 salinan",
        "semuanya usulan program",
    ):
        assert words in body


def test_figures_stand_by_source_and_are_never_added_up(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    page = sign_in(officer).get(url_of(incident))
    [row] = page.context["figures"]
    figures = row["figures"]
    assert (str(row["label"]), figures.low, figures.high) == ("Meninggal", 2, None)
    assert {told["signal"].teller: told["words"] for told in row["told"]} == {
        "harian-a": "2",
        "kanal-c": "sedikitnya 3",
    }
    assert figures.best in (2, 4)


def test_no_figures_is_said_to_be_unknown_and_not_zero(
    areas: dict[str, Area], program: Actor, sign_in: SignIn, officer: User
) -> None:
    [signal] = group(tell(CLASH))
    assert "belum diketahui, bukan nol" in body_of(sign_in(officer), signal.incident)


def test_words_that_led_to_conclusions_are_marked(
    signals: list[Signal], incident: Incident, sign_in: SignIn, officer: User
) -> None:
    start = CLASH.index("Mariso")
    for signal in signals:
        Reading.objects.create(
            item=signal.item,
            model="uji",
            language="id",
            relevant=True,
            relevance=0.91,
            masked=signal.item.text,
            fingerprint="0" * 16,
            result={
                "categories": [{"code": "SOS-1", "p": 0.84}],
                "forms": [],
                "impact": {},
                "places": [{"code": "73.71.01", "name": "Mariso", "p": 0.7}],
                "place": None,
            },
            evidence=[{"start": start, "end": start + 6, "kind": "place", "code": "73.71.01"}],
        )
    body = body_of(sign_in(officer), incident)
    assert '<mark class="mark-place" title="Tempat: Mariso">Mariso</mark>' in body
    assert "84 %" in body
    assert "usulan program" in body


def test_markup_in_a_text_stays_text(
    areas: dict[str, Area], program: Actor, sign_in: SignIn, officer: User
) -> None:
    [signal] = group(tell("<script>alert(1)</script> bentrok pemuda di Mariso"))
    body = body_of(sign_in(officer), signal.incident)
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_who_may_not_decide_is_offered_no_decision(
    incident: Incident, sign_in: SignIn, make_officer: MakeOfficer
) -> None:
    auditor = make_officer("auditor", "73.71", Role.AUDITOR)
    body = body_of(sign_in(auditor), incident)
    assert 'id="verifikasi"' not in body
    assert "Gabung ke sini" not in body


def test_candidates_come_with_reasons_and_can_be_searched(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    other, _ = group(
        tell(
            "Bentrok pemuda kembali pecah, Jalan Cendrawasih dijaga",
            by="d",
            day="2025-02-07",
            reported=later(days=4),
        ),
        tell(
            "Penolakan tambang pasir laut oleh nelayan",
            "73.71",
            by="e",
            category="SDA-3",
            form="pernyataan_penolakan",
            reported=later(days=30),
            day="2025-03-05",
        ),
    )
    client = sign_in(officer)
    body = body_of(client, incident)
    assert other.incident.title in body
    assert "kemiripan" in body
    assert "bentuk sama" in body
    assert "Penolakan tambang" not in body
    assert "Penolakan tambang" in body_of(client, incident, gabung="tambang")


def test_a_peaceful_protest_is_called_a_right(
    areas: dict[str, Area], program: Actor, sign_in: SignIn, officer: User
) -> None:
    [signal] = group(tell("Mahasiswa berorasi damai di depan balai kota", form="unjuk_rasa_damai"))
    assert "adalah hak warga" in body_of(sign_in(officer), signal.incident)


def test_the_pane_is_the_incident_without_the_frame(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    headers = {"HX-Request": "true", "HX-Target": "pane"}
    body = sign_in(officer).get(url_of(incident), headers=headers).content.decode()
    assert "<html" not in body
    assert f'id="p-{incident.pk}"' in body
    assert 'hx-target="#pane"' in body


def test_one_can_go_on_to_the_next_of_the_same_list(
    areas: dict[str, Area], program: Actor, sign_in: SignIn, officer: User
) -> None:
    first, second = (
        group(tell(text, by=text[:3], day=None, reported=later(days=days)))[0].incident
        for text, days in (("Aksi nelayan menolak reklamasi", 20), ("Tawuran pelajar", 0))
    )
    page = sign_in(officer).get(url_of(first), {"status": "new"})
    assert page.context["behind"] == f"{url_of(second)}?status=new"
    assert page.context["before"] == ""


def test_a_merged_incident_points_to_where_it_went(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    [signal] = group(tell("Tawuran pelajar di lapangan", by="z", day=None, reported=later(days=20)))
    gone = signal.incident
    Incident.objects.filter(pk=gone.pk).update(merged_into=incident)
    body = body_of(sign_in(officer), gone)
    assert "Sudah digabung" in body
    assert url_of(incident) in body
    assert 'id="verifikasi"' not in body


def test_history_names_who_decided_what(incident: Incident, sign_in: SignIn, officer: User) -> None:
    incident_verify(incident=incident, grade_source="B", grade_content=2, note="dicek di lokasi")
    body = body_of(sign_in(officer), incident)
    for words in ("Diverifikasi: <strong>B2</strong>", "dicek di lokasi", "test"):
        assert words in body


def test_the_number_of_queries_does_not_depend_on_the_number_of_tellings(
    incident: Incident, sign_in: SignIn, officer: User, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(officer)
    for number in range(8):
        group(tell(f"{CLASH} kata saksi ke {number}", by=f"s{number}"))
    with django_assert_max_num_queries(20):
        client.get(url_of(incident))
