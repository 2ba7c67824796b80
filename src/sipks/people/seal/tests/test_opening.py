from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from pytest_django.fixtures import Settings

from sipks.audit.models import Entry
from sipks.people.choices import Role
from sipks.people.models import Sealed, User
from sipks.people.scope import Actor, bind
from sipks.people.seal import KeyMissing
from sipks.people.seal.ring import key_make
from sipks.people.seal.tests.sealing import WHO, WHY, as_sealing, ids_by_sql, openings, sealed_by
from sipks.people.services import openings as service
from sipks.people.services.openings import TooManyOpenings, opening_refuse, sealed_open
from sipks.people.tests.officers import MakeOfficer

pytestmark = pytest.mark.django_db


def entries(verb: str) -> list[Entry]:
    with bind(Actor.program("test", "audit")):
        return list(Entry.objects.filter(verb=verb))


def test_who_may_opens_with_a_reason_and_leaves_a_trace(
    officer: User, make_officer: MakeOfficer
) -> None:
    reporter = make_officer("pelapor", "73.71", Role.REPORTER, clearance=0)
    row = sealed_by(reporter)
    with bind(Actor.of(officer)):
        assert sealed_open(sealed=row, reason=WHY) == WHO
    [entry] = entries("sealed_opened")
    assert (entry.actor_id, entry.subject, entry.subject_id) == (
        officer.pk,
        "item",
        str(row.subject_id),
    )
    assert (entry.scope_code, entry.classification) == ("73.71", 2)
    assert entry.detail["reason"] == WHY
    assert "Siti" not in str(entry.detail)
    [opening] = openings()
    assert (opening.opened_by, opening.handler_id, opening.reason) == (officer.pk, reporter.pk, WHY)
    with as_sealing():
        counted = Sealed.objects.get(pk=row.pk)
    assert counted.opened_count == 1
    assert counted.opened_at is not None


@pytest.mark.parametrize("username", ["neighbour", "stranger", "province", "centre"])
def test_for_others_it_is_not_there(username: str, request: pytest.FixtureRequest) -> None:
    row = sealed_by(None)
    user = request.getfixturevalue(username)
    with bind(Actor.of(user)):
        with pytest.raises(Sealed.DoesNotExist):
            sealed_open(sealed=row, reason=WHY)
        opening_refuse(row.pk)
    assert not entries("sealed_opened")
    assert not openings()
    [entry] = entries("refused")
    assert (entry.actor_id, entry.detail["sealed"]) == (user.pk, str(row.pk))


def test_a_reporter_opens_his_own(make_officer: MakeOfficer) -> None:
    reporter = make_officer("pelapor", "73.71", Role.REPORTER, clearance=0)
    row = sealed_by(reporter)
    with bind(Actor.of(reporter)):
        assert sealed_open(sealed=row, reason=WHY) == WHO
    assert len(entries("sealed_opened")) == 1


def test_an_auditor_knows_of_openings_and_opens_nothing(
    officer: User, make_officer: MakeOfficer
) -> None:
    auditor = make_officer("auditor", "73.71", Role.AUDITOR)
    elsewhere = make_officer("auditor lain", "53.71", Role.AUDITOR)
    row = sealed_by(None)
    with bind(Actor.of(officer)):
        sealed_open(sealed=row, reason=WHY)
    with bind(Actor.of(auditor)), pytest.raises(Sealed.DoesNotExist):
        sealed_open(sealed=row, reason=WHY)
    assert len(ids_by_sql(auditor, "people_opening")) == 1
    assert not ids_by_sql(elsewhere, "people_opening")


def test_no_part_of_the_program_opens(officer: User) -> None:
    row = sealed_by(officer)
    with bind(Actor.program("worker", "seal")), pytest.raises(PermissionDenied):
        sealed_open(sealed=row, reason=WHY)


@pytest.mark.parametrize(
    "reason",
    ["", "perlu", "----------", "aaaaaaaaaaaa", "1234567890 12", "tes tes tes tes", "\0 \n\t"],
)
def test_a_reason_that_says_nothing_is_refused(officer: User, reason: str) -> None:
    row = sealed_by(officer)
    with bind(Actor.of(officer)), pytest.raises(ValidationError):
        sealed_open(sealed=row, reason=reason)
    assert not openings()


def test_identifiers_in_a_reason_are_masked(officer: User) -> None:
    row = sealed_by(officer)
    with bind(Actor.of(officer)):
        sealed_open(sealed=row, reason="Menelepon pelapor di 0812-0000-7890 malam ini")
    assert "0000-7890" not in openings()[0].reason
    assert "0000-7890" not in str(entries("sealed_opened")[0].detail)


def test_openings_within_an_hour_are_bounded_and_the_refusal_is_recorded(
    officer: User, settings: Settings
) -> None:
    settings.SEAL_OPENINGS_PER_HOUR = 2
    rows = [sealed_by(officer) for _ in range(3)]
    with bind(Actor.of(officer)):
        for row in rows[:2]:
            sealed_open(sealed=row, reason=WHY)
        with pytest.raises(TooManyOpenings):
            sealed_open(sealed=rows[2], reason=WHY)
    assert len(openings()) == 2
    assert [one.detail["cause"] for one in entries("refused")] == ["too_many_openings"]


def test_what_leaves_no_trace_is_not_answered(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sealed_by(officer)

    def fails(**_: Any) -> None:
        raise DatabaseError("full")

    monkeypatch.setattr(service, "entry_create", fails)
    with bind(Actor.of(officer)), pytest.raises(DatabaseError):
        sealed_open(sealed=row, reason=WHY)
    assert not openings()


def test_it_refuses_to_open_within_a_callers_transaction(officer: User) -> None:
    row = sealed_by(officer)
    with bind(Actor.of(officer)), transaction.atomic(), pytest.raises(RuntimeError):
        sealed_open(sealed=row, reason=WHY)


def test_without_its_key_nothing_opens_and_nothing_is_counted(
    officer: User, settings: Settings
) -> None:
    row = sealed_by(officer)
    settings.SEAL_KEYS = key_make()
    with bind(Actor.of(officer)), pytest.raises(KeyMissing):
        sealed_open(sealed=row, reason=WHY)
    assert not openings()
