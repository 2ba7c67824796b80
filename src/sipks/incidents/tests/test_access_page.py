"""The access explainer's page, and what the refused are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.audit.models import Entry
from sipks.incidents.models import Incident
from sipks.people.choices import Classification, Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .telling import group, tell

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
WORD = "kenarikuning"
NOTHING = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def incident(areas: dict[str, Area], program: Actor) -> Incident:
    """A Terbatas incident of Kota Makassar."""
    [signal] = group(tell(f"Bentrok warga {WORD}, jalan diblokade"))
    Incident.objects.filter(pk=signal.incident_id).update(classification=Classification.LIMITED)
    found: Incident = Incident.objects.get(pk=signal.incident_id)
    return found


@pytest.fixture
def admin(make_officer: MakeOfficer) -> User:
    return make_officer("admin", "73.71", Role.ADMINISTRATOR)


@pytest.fixture
def auditor(make_officer: MakeOfficer) -> User:
    return make_officer("auditor", "73.71", Role.AUDITOR)


def body(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def ask(client: Client, who: str, what: object, act: str = "read") -> str:
    asked = {"petugas": who, "catatan": str(what), "tindakan": act}
    return body(client.get(reverse("people:access"), asked))


def test_only_auditors_and_administrators_may_ask(
    sign_in: SignIn, officer: User, admin: User, auditor: User
) -> None:
    for user, status in ((officer, 403), (admin, 200), (auditor, 200)):
        assert sign_in(user).get(reverse("people:access")).status_code == status


def test_an_address_is_enough_and_the_answer_names_the_conditions(
    incident: Incident, sign_in: SignIn, auditor: User, officer: User, stranger: User
) -> None:
    address = f"https://sipks.example{incident.get_absolute_url()}?status=semua"
    client = sign_in(auditor)
    assert "Makassar dapat membaca" in ask(client, "makassar", address)
    shown = ask(client, "KUPANG", address)
    assert "Kupang tidak dapat membaca" in shown
    assert "Kota Kupang" not in shown  # where somebody works elsewhere is not told
    assert "wilayah 73.71 Kota Makassar mencakup tempat catatan (73.71.01)" in ask(
        client, "makassar", address
    )
    assert "Makassar tidak dapat menetapkan" in ask(client, "makassar", address, "declare")


def test_an_administrator_learns_nothing_of_the_content(
    incident: Incident, sign_in: SignIn, admin: User, officer: User
) -> None:
    shown = ask(sign_in(admin), "makassar", incident.pk)
    assert "73.71.01" in shown
    assert "Terbatas" in shown
    assert WORD not in shown
    assert sign_in(admin).get(incident.get_absolute_url()).status_code == 403


def test_a_record_of_another_area_or_above_one_s_clearance_does_not_exist(
    incident: Incident, sign_in: SignIn, officer: User, make_officer: MakeOfficer
) -> None:
    far = make_officer("admin-gowa", "73.06", Role.ADMINISTRATOR)
    low = make_officer("admin-rendah", "73.71", Role.ADMINISTRATOR, clearance=0)
    for user in (far, low):
        client = sign_in(user)
        hidden, missing = ask(client, "makassar", incident.pk), ask(client, "makassar", NOTHING)
        assert "Catatan itu tidak ada, atau bukan untuk Anda." in hidden
        assert plain(hidden).replace(str(incident.pk), NOTHING) == plain(missing)


@pytest.mark.parametrize(
    ("who", "what"), [("", ""), ("siapa", NOTHING), ("makassar", "bukan nomor"), ("\0", "\0")]
)
def test_what_cannot_be_understood_is_said(
    who: str, what: str, sign_in: SignIn, auditor: User, officer: User
) -> None:
    assert "invalid-feedback" in ask(sign_in(auditor), who, what)


def test_asking_is_on_record(
    incident: Incident, sign_in: SignIn, auditor: User, officer: User
) -> None:
    ask(sign_in(auditor), "makassar", incident.pk)
    with bind(Actor.program("uji", "audit")):
        entry = Entry.objects.get(verb="access_explain")
    assert entry.actor_id == auditor.pk
    assert entry.subject_id == str(officer.pk)
    assert entry.detail["record_id"] == str(incident.pk)
    assert entry.detail["allowed"] is True


def plain(page: str) -> str:
    """A page without what differs at each showing."""
    return re.sub(r"[A-Za-z0-9]{64}", "token", page)


@pytest.mark.parametrize("name", ["incidents:detail", "incidents:share"])
def test_missing_and_hidden_are_the_same_page(
    name: str, incident: Incident, sign_in: SignIn, neighbour: User
) -> None:
    client = sign_in(neighbour)
    hidden = client.get(reverse(name, args=[incident.pk]))
    missing = client.get(reverse(name, args=[NOTHING]))
    assert hidden.status_code == missing.status_code == 404
    one, other = hidden.content.decode(), missing.content.decode()
    assert plain(one).replace(str(incident.pk), NOTHING) == plain(other)
    assert "tidak ada, atau bukan untuk Anda" in one
    assert "Kabupaten Gowa" in one
    names = {*hidden.headers} ^ {*missing.headers}
    assert not names


def test_a_refusal_says_whose_page_it_is_and_whom_to_ask(
    sign_in: SignIn, make_officer: MakeOfficer
) -> None:
    reporter = make_officer("kader", "73.71", Role.REPORTER)
    shown = body(sign_in(reporter).get(reverse("incidents:queue")))
    assert "Halaman ini untuk: Operator, Verifikator, Kaban Kesbangpol" in shown
    assert "mintalah kepada Kaban atau admin sistem kantor Anda (" in shown
    assert "Kota Makassar" in shown
