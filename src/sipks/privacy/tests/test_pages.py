"""The pages of data protection: who sees what on them, and that each step can be taken there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.people.choices import Role
from sipks.people.models import Membership, User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.privacy.choices import Outcome, RequestVerb
from sipks.privacy.models import Agreement, Breach, RetentionTerm, SubjectRequest
from sipks.privacy.retention.run import retention_run, service_actor
from sipks.privacy.services.requests import request_step

from .conftest import ASKS, MakeRequest

SignIn = Callable[[User], Client]
MakeBreach = Callable[..., Breach]
LISTS = ("home", "requests", "breaches", "retention", "agreements")


def html(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"privacy:{name}", args=args))
    assert answer.status_code == status, answer.content
    return answer.content.decode()


def said(client: Client, name: str, pk: UUID) -> str:
    """What a page that is not there says, without what differs each time."""
    page = html(client, name, pk, status=404)
    return re.sub(r'value="[\w]{64}"', "", page.replace(str(pk), ""))


@pytest.mark.parametrize("name", LISTS)
def test_the_pages_are_for_who_handles_or_looks_on(
    name: str, sign_in: SignIn, dpo: User, head: User, auditor: User, officer: User
) -> None:
    for user in (dpo, head, auditor):
        html(sign_in(user), name)
    html(sign_in(officer), name, status=403)
    assert Client().get(reverse(f"privacy:{name}")).status_code == 302


def test_matters_of_other_offices_are_as_if_they_were_not(
    sign_in: SignIn, make_request: MakeRequest, make_breach: MakeBreach, far_dpo: User
) -> None:
    asked, failed = make_request(), make_breach()
    client = sign_in(far_dpo)
    for name, pk in (("request", asked.pk), ("breach", failed.pk), ("request_letter", asked.pk)):
        assert said(client, name, pk) == said(client, name, uuid4())
    for name in ("requests", "breaches", "home"):
        page = html(client, name)
        assert asked.number not in page
        assert failed.number not in page


def test_an_auditor_of_the_province_looks_on(
    sign_in: SignIn, make_request: MakeRequest, auditor: User
) -> None:
    asked = make_request()
    assert asked.number in html(sign_in(auditor), "requests")


def test_who_asks_is_shown_to_who_handles_alone(
    sign_in: SignIn, make_request: MakeRequest, dpo: User, head: User, auditor: User
) -> None:
    asked = make_request()
    assert ASKS.applicant in html(sign_in(dpo), "request", asked.pk)
    assert ASKS.applicant not in html(sign_in(dpo), "requests")
    for user in (head, auditor):
        page = html(sign_in(user), "request", asked.pk)
        assert asked.number in page
        assert ASKS.applicant not in page
        assert ASKS.contact not in page
        assert "langkah/" not in page
        html(sign_in(user), "request_letter", asked.pk, status=403)


def test_who_handles_elsewhere_and_looks_on_here_is_told_no_name(
    sign_in: SignIn, make_request: MakeRequest, head: User, areas: dict[str, Area]
) -> None:
    asked = make_request()
    with bind(Actor.program("test", "people")):
        Membership.objects.create(
            user=head, area=areas["73.06"], roles=[Role.INFORMATION_OFFICER], clearance=2,
            valid_from=timezone.localdate(),
        )  # fmt: skip
    client = sign_in(head)
    assert ASKS.applicant not in html(client, "request", asked.pk)
    html(client, "request_letter", asked.pk, status=404)
    search = reverse("privacy:request_search", args=[asked.pk])
    assert client.post(search, {"name": "Ambo Contoh"}).status_code == 403


@pytest.mark.parametrize("name", ["request_step", "request_search"])
def test_who_looks_on_changes_nothing(
    sign_in: SignIn, make_request: MakeRequest, head: User, auditor: User, name: str
) -> None:
    asked = make_request()
    for user in (head, auditor):
        address = reverse(f"privacy:{name}", args=[asked.pk])
        said = {"verb": "note", "note": "x", "version": 1, "handle": "@abc"}
        assert sign_in(user).post(address, said).status_code == 403


def test_a_request_is_recorded_on_its_page(sign_in: SignIn, dpo: User) -> None:
    client = sign_in(dpo)
    there = timezone.localtime(timezone=timezone.get_fixed_timezone(480)) - timedelta(hours=2)
    said = {
        "office": "73.71", "kind": "access", "channel": "mail", "applicant": "Ambo Contoh",
        "contact": "ambo@contoh.example", "about": "Data apa?",
        "received_at": there.strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    answer = client.post(reverse("privacy:request_new"), said)
    with bind(Actor.of(dpo)):
        made = SubjectRequest.objects.get()
        assert answer.headers["Location"] == reverse("privacy:request", args=[made.pk])
        # Typed by the clock of Makassar (WITA, UTC+8), though the servers' clock is WIB.
        assert abs(made.received_at - (timezone.now() - timedelta(hours=2))) < timedelta(minutes=2)


def test_a_moment_to_come_is_refused_on_the_page(sign_in: SignIn, dpo: User) -> None:
    said = {
        "office": "73.71", "kind": "access", "channel": "mail", "applicant": "A", "contact": "B",
        "about": "C", "received_at": "2099-01-01T10:00",
    }  # fmt: skip
    answer = sign_in(dpo).post(reverse("privacy:request_new"), said)
    assert "Waktu ini belum terjadi" in answer.content.decode()


def test_an_office_of_another_is_not_offered(sign_in: SignIn, dpo: User) -> None:
    page = html(sign_in(dpo), "request_new")
    assert "Kota Makassar" in page
    assert "Kota Kupang" not in page
    answer = sign_in(dpo).post(reverse("privacy:request_new"), {"office": "53.71"})
    assert answer.status_code == 200
    with bind(Actor.of(dpo)):
        assert not SubjectRequest.objects.exists()


def test_steps_are_taken_on_the_page(sign_in: SignIn, make_request: MakeRequest, dpo: User) -> None:
    asked = make_request()
    client, address = sign_in(dpo), reverse("privacy:request_step", args=[asked.pk])
    first = client.post(address, {"verb": "identify", "note": "KTP", "version": 1})
    assert first.status_code == 302
    said = {"verb": "decide", "outcome": "nothing", "note": "Tidak ada", "version": 2}
    assert client.post(address, said).status_code == 302
    letter = html(client, "request_letter", asked.pk)
    assert ASKS.applicant in letter
    assert "tidak menemukan" in letter
    assert "Pasal 7" in letter
    again = client.post(address, said)
    assert again.status_code == 409
    assert "Orang lain sudah mengubah" in again.content.decode()


@pytest.mark.parametrize("verb", ["", "search", "apa"])
def test_a_step_that_is_none_is_refused(
    sign_in: SignIn, make_request: MakeRequest, dpo: User, verb: str
) -> None:
    address = reverse("privacy:request_step", args=[make_request().pk])
    assert sign_in(dpo).post(address, {"verb": verb, "version": 1}).status_code == 422


def test_what_is_late_says_so_in_words_and_shape(
    sign_in: SignIn, make_request: MakeRequest, make_breach: MakeBreach, dpo: User
) -> None:
    make_request(ago=timedelta(hours=74))
    make_breach(ago=timedelta(hours=50))
    page = html(sign_in(dpo), "home")
    assert "TERLAMBAT 2 jam" in page
    assert "alert-triangle" in page
    assert "sisa 21 jam" in page or "sisa 22 jam" in page
    assert "1 perkara melewati tenggat" in page


def test_a_breach_is_recorded_stepped_and_told(sign_in: SignIn, dpo: User) -> None:
    client = sign_in(dpo)
    known = timezone.localtime(timezone=timezone.get_fixed_timezone(480)) - timedelta(hours=1)
    said: dict[str, Any] = {
        "office": "73.71", "title": "Laptop hilang", "kinds": ["name", "health"],
        "what": "Tertinggal di bus", "known_at": known.strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    assert client.post(reverse("privacy:breach_new"), said).status_code == 302
    with bind(Actor.of(dpo)):
        made = Breach.objects.get()
    address = reverse("privacy:breach_step", args=[made.pk])
    said = {"verb": "amend", "version": 1, "kinds": ["name"], "what": "Di bus", "subjects": 7}
    assert client.post(address, said).status_code == 302
    assert client.post(address, {"verb": "contain", "version": 2}).status_code == 409
    for to in ("lembaga", "subjek"):
        letter = html(client, "breach_letter", made.pk, to)
        assert "Pasal 46" in letter
        assert "Di bus" in letter
    assert "7 orang" in html(client, "breach_letter", made.pk, "lembaga")
    html(client, "breach_letter", made.pk, "pers", status=404)


def test_the_page_of_terms_shows_the_last_run(
    sign_in: SignIn, dpo: User, make_officer: Any
) -> None:
    from sipks.people.choices import Role

    assert "belum pernah dihitung" in html(sign_in(dpo), "retention")
    with bind(service_actor()):
        retention_run()
    page = html(sign_in(dpo), "retention")
    assert "0 lewat masa" in page
    assert "Tetapkan masa simpan lain" not in page
    nation = make_officer("dpo-id", "ID", Role.INFORMATION_OFFICER)
    client, address = sign_in(nation), reverse("privacy:retention_term")
    said = {
        "kind": "post_irrelevant", "days": 30, "basis": "Kepmen 1/2026",
        "valid_from": timezone.localdate().isoformat(),
    }  # fmt: skip
    assert client.post(address, said).status_code == 302
    assert "Kepmen 1/2026" in html(client, "retention")
    short = client.post(address, said | {"days": 3})
    assert short.status_code == 422
    assert "Paling singkat 30 hari" in short.content.decode()
    assert sign_in(dpo).post(address, said).status_code == 403
    with bind(service_actor()):
        assert RetentionTerm.objects.count() == 1


def test_agreements_are_recorded_and_their_end_is_shown(sign_in: SignIn, dpo: User) -> None:
    client = sign_in(dpo)
    said = {
        "office": "73.71", "partner": "Polrestabes", "kind": "joint", "purpose": "Laporan",
        "duties": "Kantor menjawab permohonan", "number": "1/2025", "signed_on": "2025-01-02",
        "until": "2025-12-31", "kept_at": "Arsip 7",
    }  # fmt: skip
    assert client.post(reverse("privacy:agreement_new"), said).status_code == 302
    page = html(client, "agreements")
    assert "Polrestabes" in page
    assert "habis" in page
    with bind(Actor.of(dpo)):
        assert Agreement.objects.get().scope_code == "73.71"


def test_lists_cost_the_same_for_many(
    sign_in: SignIn, make_request: MakeRequest, dpo: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        make_request()
    done = make_request()
    with bind(Actor.of(dpo)):
        request_step(
            request=done, verb=RequestVerb.WITHDRAW, version=1, outcome=Outcome.GRANTED, note="x"
        )
    client = sign_in(dpo)
    html(client, "requests")
    with django_assert_max_num_queries(12) as few:
        html(client, "requests")
    for _ in range(10):
        make_request()
    with django_assert_max_num_queries(len(few.captured_queries)):
        html(client, "requests")
