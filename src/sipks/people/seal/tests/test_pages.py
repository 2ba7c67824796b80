from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.debug import ExceptionReporter
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from sipks.ids import uuid7
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.seal.ring import key_make
from sipks.people.seal.tests.sealing import WHO, WHY, as_sealing, openings, sealed_by
from sipks.people.services import openings as service
from sipks.people.services.openings import sealed_open
from sipks.people.tests.officers import MakeOfficer
from sipks.people.views import seal as views

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
LIST = reverse("people:sealed_openings")
# What differs from one answer to the next: ids, tokens of forms, nonces.
QUERIES = 7  # session, user, memberships, shares; what is looked after, openings, areas
_CHANCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w+/=]{20,}")


def url(pk: UUID) -> str:
    return reverse("people:sealed_open", args=[pk])


def test_a_reason_opens_the_value_once(officer: User, sign_in: SignIn) -> None:
    row, client = sealed_by(officer), sign_in(officer)
    before = client.get(url(row.pk))
    assert before.status_code == 200
    assert "Siti Aminah" not in before.content.decode()
    page = client.post(url(row.pk), {"reason": WHY})
    assert "Siti Aminah" in page.content.decode()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "Siti Aminah" not in client.get(url(row.pk)).content.decode()
    assert len(openings()) == 1


def test_nothing_of_it_is_kept_with_the_session(officer: User, sign_in: SignIn) -> None:
    row, client = sealed_by(officer), sign_in(officer)
    client.post(url(row.pk), {"reason": WHY})
    assert "Siti" not in str(dict(client.session.items()))
    assert "Siti" not in str(client.cookies)


@pytest.mark.parametrize("username", ["neighbour", "stranger", "province", "centre"])
def test_others_are_answered_as_if_there_were_nothing(
    username: str, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    row = sealed_by(None)
    client = sign_in(request.getfixturevalue(username))
    pages = []
    for pk in (row.pk, uuid7()):
        got, sent = client.get(url(pk)), client.post(url(pk), {"reason": WHY})
        assert (got.status_code, sent.status_code) == (404, 404)
        pages.append([_CHANCE.sub("", page.content.decode()) for page in (got, sent)])
    assert pages[0] == pages[1]
    assert not openings()


def test_who_is_not_signed_in_is_sent_to_sign_in(officer: User) -> None:
    row = sealed_by(officer)
    for path in (url(row.pk), LIST):
        assert Client().get(path).status_code == 302


@pytest.mark.parametrize("reason", ["", "xxxxxxxxxxxxxxx", "a b c"])
def test_a_poor_reason_opens_nothing(officer: User, sign_in: SignIn, reason: str) -> None:
    row = sealed_by(officer)
    page = sign_in(officer).post(url(row.pk), {"reason": reason})
    assert "is-invalid" in page.content.decode()
    assert "Siti" not in page.content.decode()
    assert not openings()


def test_too_many_openings_are_refused_in_words(
    officer: User, sign_in: SignIn, settings: Settings
) -> None:
    settings.SEAL_OPENINGS_PER_HOUR = 1
    row, client = sealed_by(officer), sign_in(officer)
    client.post(url(row.pk), {"reason": WHY})
    page = client.post(url(row.pk), {"reason": WHY})
    assert page.status_code == 429
    assert "Terlalu banyak" in page.content.decode()
    assert "Siti" not in page.content.decode()


def test_a_missing_key_is_said_in_words(officer: User, sign_in: SignIn, settings: Settings) -> None:
    row, client = sealed_by(officer), sign_in(officer)
    with as_sealing():  # the session itself is sealed: keep its key, lose the value's
        type(row).objects.filter(pk=row.pk).update(ciphertext=b"\x01" + b"\x07" * 8 + bytes(40))
    page = client.post(url(row.pk), {"reason": WHY})
    assert page.status_code == 503
    assert "Kunci segel" in page.content.decode()
    assert "Traceback" not in page.content.decode()


def test_the_handler_sees_who_opened_and_why(
    officer: User, make_officer: MakeOfficer, sign_in: SignIn
) -> None:
    reporter = make_officer("pelapor", "73.71", Role.REPORTER, clearance=0)
    row = sealed_by(reporter)
    with bind(Actor.of(officer)):
        sealed_open(sealed=row, reason=WHY)
    text = sign_in(reporter).get(LIST).content.decode()
    assert "Pembukaan identitas pelapor saya" in text
    assert officer.name in text
    assert WHY in text
    assert url(row.pk) in text
    assert "Siti" not in text


def test_others_see_no_openings_and_an_auditor_those_of_his_area(
    officer: User, neighbour: User, make_officer: MakeOfficer, sign_in: SignIn
) -> None:
    row = sealed_by(None)
    with bind(Actor.of(officer)):
        sealed_open(sealed=row, reason=WHY)
    assert WHY not in sign_in(neighbour).get(LIST).content.decode()
    inside = make_officer("auditor", "73", Role.AUDITOR)
    outside = make_officer("auditor lain", "53", Role.AUDITOR)
    low = make_officer("auditor terbatas", "73", Role.AUDITOR, clearance=1)
    assert WHY in sign_in(inside).get(LIST).content.decode()
    assert WHY not in sign_in(outside).get(LIST).content.decode()
    assert WHY not in sign_in(low).get(LIST).content.decode()


def test_the_list_takes_the_same_queries_for_any_number(
    officer: User, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(officer)
    client.get(LIST)
    for _ in range(3):
        row = sealed_by(officer)
        with bind(Actor.of(officer)):
            sealed_open(sealed=row, reason=WHY)
    with django_assert_num_queries(QUERIES):
        client.get(LIST)


def test_no_line_of_the_logs_holds_the_value(
    officer: User, sign_in: SignIn, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    row = sealed_by(officer)
    client = sign_in(officer)
    client.raise_request_exception = False
    client.post(url(row.pk), {"reason": WHY})

    def fails(**_: object) -> None:
        raise RuntimeError("the record is full")

    monkeypatch.setattr(service, "entry_create", fails)
    page = client.post(url(row.pk), {"reason": WHY})
    assert page.status_code == 500
    assert "Siti" not in page.content.decode()
    assert caplog.records
    for record in caplog.records:
        assert "Siti" not in f"{record.getMessage()} {record.exc_text} {record.exc_info}"


def test_a_report_of_an_error_hides_the_value(
    officer: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """What a page for developers, or a mail to them, would show of local variables."""
    settings.DEBUG = False
    row = sealed_by(officer)
    request = RequestFactory().post(url(row.pk), {"reason": WHY})
    request.user = officer

    def fails(**_: object) -> None:
        raise RuntimeError("the record is full")

    monkeypatch.setattr(service, "entry_create", fails)
    with bind(Actor.of(officer)):
        try:
            views.sealed(request, pk=row.pk)
        except RuntimeError:
            text = ExceptionReporter(request, *sys.exc_info()).get_traceback_html()
    assert "the record is full" in text
    assert WHO.splitlines()[1] not in text


def test_the_key_of_an_installation_stays_out_of_error_reports(settings: Settings) -> None:
    from django.views.debug import SafeExceptionReporterFilter

    settings.SEAL_KEYS = key_make()
    shown = SafeExceptionReporterFilter().get_safe_settings()
    assert shown["SEAL_KEYS"] != settings.SEAL_KEYS
