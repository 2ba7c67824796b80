from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.incidents.models import Decision, Incident, Signal
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .telling import group, later, tell

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
CLASH = "Bentrok dua kelompok pemuda di Jalan Cendrawasih Mariso, rumah rusak dilempari batu"


@pytest.fixture
def signals(areas: dict[str, Area], program: Actor) -> list[Signal]:
    """A clash told twice, and something else."""
    return group(
        tell(CLASH),
        tell(f"{CLASH}, menurut warga malam itu", by="kanal-c"),
        tell("Nelayan menolak reklamasi", by="d", day=None, reported=later(days=20)),
    )


@pytest.fixture
def incident(signals: list[Signal]) -> Incident:
    found: Incident = Incident.objects.get(pk=signals[0].incident_id)
    return found


def decide(client: Client, incident: Incident, verb: str, **said: Any) -> Any:
    """Send a decision as the page would, and follow to where it leads."""
    url = reverse("incidents:decide", args=[incident.pk, verb])
    return client.post(url, {"seen": incident.version, "note": ""} | said, follow=True)


def now(incident: Incident) -> Incident:
    with bind(Actor.program("test")):
        found: Incident = Incident.objects.get(pk=incident.pk)
        return found


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_verify_grades_and_says_so(incident: Incident, sign_in: SignIn, officer: User) -> None:
    page = decide(sign_in(officer), incident, "verifikasi", grade_source="B", grade_content="2")
    assert (now(incident).state, now(incident).grade_source) == ("verified", "B")
    assert "Peristiwa terverifikasi." in text(page)


def test_only_an_officer_of_the_place_decides(
    incident: Incident, sign_in: SignIn, neighbour: User, stranger: User, make_officer: MakeOfficer
) -> None:
    for user, status in (
        (neighbour, 404),
        (stranger, 404),
        (make_officer("auditor", "73.71", Role.AUDITOR), 403),
        (make_officer("operator", "73.71", Role.OPERATOR), 403),
    ):
        page = decide(sign_in(user), incident, "verifikasi", grade_source="B", grade_content="2")
        assert page.status_code == status
    assert now(incident).state == "new"


def test_nothing_is_decided_by_a_get(incident: Incident, sign_in: SignIn, officer: User) -> None:
    url = reverse("incidents:decide", args=[incident.pk, "sisihkan"])
    assert sign_in(officer).get(url).status_code == 405


def test_an_unknown_decision_is_not_found(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    assert decide(sign_in(officer), incident, "hapus").status_code == 404


def test_what_is_missing_is_said_beside_the_field(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    page = decide(sign_in(officer), incident, "verifikasi", grade_source="B")
    assert list(page.context["wrong"].errors) == ["grade_content"]
    assert 'id="verifikasi_grade_content_error"' in text(page)
    assert '<details class="decision" id="verifikasi" data-key="v" open>' in text(page)
    assert now(incident).state == "new"


def test_a_refusal_of_the_desk_is_shown_in_words(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    Incident.objects.update(sources=1)
    page = decide(sign_in(officer), incident, "verifikasi", grade_source="B", grade_content="1")
    assert "siapa yang membenarkan" in text(page)
    assert now(incident).state == "new"


def test_a_decision_on_what_somebody_changed_meanwhile_is_refused(
    incident: Incident, sign_in: SignIn, officer: User, province: User
) -> None:
    decide(sign_in(province), incident, "kategori", category="SOS-2", form="")
    page = decide(sign_in(officer), incident, "verifikasi", grade_source="B", grade_content="2")
    assert "baru saja diubah oleh Sulsel" in text(page)
    assert now(incident).state == "new"


def test_the_place_is_set_by_name_or_code(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    client = sign_in(officer)
    decide(client, incident, "tempat", place="Kota Makassar")
    assert now(incident).scope_code == "73.71"
    decide(client, now(incident), "tempat", place="73.71.01 · Mariso", lat="-5.15", lon="119.4")
    assert (now(incident).scope_code, now(incident).lat) == ("73.71.01", -5.15)
    page = decide(client, now(incident), "tempat", place="Negeri Antah")
    assert "tidak ditemukan" in text(page)


def test_what_goes_to_another_office_leaves_the_page_with_a_word(
    incident: Incident, sign_in: SignIn, officer: User, neighbour: User
) -> None:
    page = decide(sign_in(officer), incident, "tempat", place="73.06")
    assert page.status_code == 200
    assert "kini di wilayah lain" in text(page)
    detail = reverse("incidents:detail", args=[incident.pk])
    assert sign_in(officer).get(detail).status_code == 404
    assert sign_in(neighbour).get(detail).status_code == 200


def test_category_and_form_are_set(incident: Incident, sign_in: SignIn, officer: User) -> None:
    decide(sign_in(officer), incident, "kategori", category="AGM-1", form="blokade")
    assert (now(incident).category, now(incident).form) == ("AGM-1", "blokade")


@pytest.mark.parametrize(
    ("said", "first", "last", "precision"),
    [
        (
            {"day": "2025-02-05", "precision": "day"},
            "2025-02-05T00:00:00+08:00",
            "2025-02-05T23:59:59+08:00",
            "day",
        ),
        (
            {"day": "2025-02-05", "clock": "21:30", "precision": "day"},
            "2025-02-05T21:30:00+08:00",
            "2025-02-05T21:30:00+08:00",
            "hour",
        ),
        (
            {"day": "2025-02-05", "until": "2025-02-07", "precision": "day"},
            "2025-02-05T00:00:00+08:00",
            "2025-02-07T23:59:59+08:00",
            "day",
        ),
        (
            {"day": "2025-02-05", "precision": "week"},
            "2025-02-03T00:00:00+08:00",
            "2025-02-09T23:59:59+08:00",
            "week",
        ),
        (
            {"day": "2024-02-05", "precision": "month"},
            "2024-02-01T00:00:00+08:00",
            "2024-02-29T23:59:59+08:00",
            "month",
        ),
        (
            {"day": "2024-02-05", "precision": "year"},
            "2024-01-01T00:00:00+08:00",
            "2024-12-31T23:59:59+08:00",
            "year",
        ),
    ],
)
def test_time_is_meant_in_the_zone_of_the_place(
    said: dict[str, str],
    first: str,
    last: str,
    precision: str,
    incident: Incident,
    sign_in: SignIn,
    officer: User,
) -> None:
    from datetime import datetime

    decide(sign_in(officer), incident, "waktu", **said)
    found = now(incident)
    assert found.happened_from == datetime.fromisoformat(first)
    assert found.happened_to == datetime.fromisoformat(last)
    assert found.precision == precision


def test_set_aside_asks_for_a_reason(incident: Incident, sign_in: SignIn, officer: User) -> None:
    client = sign_in(officer)
    assert "reason" in decide(client, incident, "sisihkan").context["wrong"].errors
    decide(client, incident, "sisihkan", reason="false")
    assert (now(incident).state, now(incident).aside_reason) == ("set_aside", "false")


def test_merge_and_undo(
    signals: list[Signal], incident: Incident, sign_in: SignIn, officer: User
) -> None:
    client, other = sign_in(officer), signals[2].incident
    page = decide(client, incident, "gabung", others=str(other.pk))
    assert now(other).merged_into_id == incident.pk
    decision = page.context["steps"][0].decision
    page = decide(client, incident, "batal", decision=str(decision.pk))
    assert "Keputusan dibatalkan." in text(page)
    assert now(other).merged_into_id is None


def test_what_one_may_not_see_cannot_be_merged(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    [hidden] = group(tell("Bentrok di Kupang", "53.71", by="x"))
    page = decide(sign_in(officer), incident, "gabung", others=str(hidden.incident_id))
    assert "others" in page.context["wrong"].errors
    assert now(hidden.incident).merged_into_id is None


def test_chosen_tellings_are_split_off(
    signals: list[Signal], incident: Incident, sign_in: SignIn, officer: User
) -> None:
    page = decide(sign_in(officer), incident, "pisah", signals=str(signals[1].pk))
    assert "Lihat peristiwa baru" in text(page)
    with bind(Actor.program("test")):
        assert Signal.objects.get(pk=signals[1].pk).incident_id != incident.pk


def test_splitting_nothing_or_everything_is_refused_in_words(
    signals: list[Signal], incident: Incident, sign_in: SignIn, officer: User
) -> None:
    client = sign_in(officer)
    assert "Pilih pemberitaan" in text(decide(client, incident, "pisah"))
    both = [str(one.pk) for one in signals[:2]]
    assert "harus tinggal" in text(decide(client, incident, "pisah", signals=both))


@pytest.mark.parametrize("wanted", ["", "rusak", "0198c0de-0000-7000-8000-000000000000"])
def test_undoing_what_is_not_there_is_not_found(
    wanted: str, incident: Incident, sign_in: SignIn, officer: User
) -> None:
    assert decide(sign_in(officer), incident, "batal", decision=wanted).status_code == 404


def test_a_decision_is_undone_on_its_own_incident_only(
    signals: list[Signal], incident: Incident, sign_in: SignIn, officer: User
) -> None:
    client, other = sign_in(officer), signals[2].incident
    decide(client, other, "sisihkan", reason="false")
    decision = Decision.objects.get(incident=other)
    page = decide(client, incident, "batal", decision=str(decision.pk))
    assert page.status_code == 404
    assert now(other).state == "set_aside"


def test_in_the_pane_the_answer_is_the_pane_with_the_row_as_it_is_now(
    incident: Incident, sign_in: SignIn, officer: User
) -> None:
    url = reverse("incidents:decide", args=[incident.pk, "verifikasi"])
    said = {"seen": incident.version, "grade_source": "C", "grade_content": "3"}
    headers = {"HX-Request": "true", "HX-Target": "pane"}
    page = sign_in(officer).post(url, said, headers=headers, follow=True)
    body = text(page)
    assert "<html" not in body
    assert "Peristiwa terverifikasi." in body
    assert 'hx-swap-oob="true"' in body
