from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from sipks.ids import uuid7
from sipks.people.choices import Role
from sipks.people.models import Membership, Sealed, SealedKind, User
from sipks.people.scope import Actor, NoActor, bind
from sipks.people.seal import SealBroken, seal
from sipks.people.seal.tests.sealing import (
    WHO,
    WHY,
    as_sealing,
    ids_by_orm,
    ids_by_sql,
    openings,
    sealed_by,
)
from sipks.people.services.openings import sealed_open
from sipks.people.services.sealed import (
    sealed_carry,
    sealed_forget,
    sealed_handler_move,
    sealed_of,
    sealed_scope_move,
    value_of,
)
from sipks.people.tests.officers import MakeOfficer

pytestmark = pytest.mark.django_db


def test_a_value_is_sealed_with_its_scope(officer: User) -> None:
    row = sealed_by(officer)
    assert value_of(row).decode() == WHO
    assert b"Siti" not in bytes(row.ciphertext)
    assert (row.created_by, row.handler_id) == (officer.pk, officer.pk)
    assert (row.scope_code, row.owner_code, row.classification) == ("73.71", "73.71", 2)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (SealedKind.INFORMANT, 0, 2),
        (SealedKind.VICTIM, 1, 2),
        (SealedKind.INFORMANT, 3, 3),
        (SealedKind.CHILD, 0, 1),
        (SealedKind.HEALTH, 2, 2),
        (SealedKind.SARA, 0, 1),
    ],
)
def test_no_value_is_less_secret_than_its_kind(
    officer: User, kind: SealedKind, given: int, kept: int
) -> None:
    assert sealed_by(officer, kind=kind, classification=given).classification == kept


def test_nothing_shows_the_value(officer: User) -> None:
    row = sealed_by(officer)
    assert "Siti" not in f"{row} {row!r} {vars(row)}"


def test_the_table_holds_no_plain_text(officer: User) -> None:
    row = sealed_by(officer)
    with as_sealing(), connection.cursor() as cursor:
        cursor.execute(
            "select string_agg(s::text, ' '), string_agg(s.ciphertext, '') from people_sealed s"
        )
        shown, raw = cursor.fetchone()
    assert str(row.pk) in shown
    for plain in ("Siti", "0812-0000-7890"):
        assert plain not in shown
        assert plain.encode() not in bytes(raw)
        assert plain.encode().hex() not in shown


def test_a_ciphertext_moved_to_another_row_does_not_open(officer: User) -> None:
    mine, other = sealed_by(officer), sealed_by(officer, value="Orang lain")
    with as_sealing():
        Sealed.objects.filter(pk=mine.pk).update(ciphertext=other.ciphertext)
        with pytest.raises(SealBroken):
            value_of(Sealed.objects.get(pk=mine.pk))


@pytest.mark.parametrize(
    "change",
    [
        {"scope_code": "53.71"}, {"owner_code": "53.71"}, {"classification": 0},
        {"created_by": uuid7()}, {"handler_id": uuid7()}, {"subject_id": uuid7()},
        {"subject": "case"}, {"kind": "child"},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_who_bends_what_decides_who_may_open_cannot_open(
    officer: User, change: dict[str, object]
) -> None:
    row = sealed_by(officer)
    with as_sealing():
        Sealed.objects.filter(pk=row.pk).update(**change)
        with pytest.raises(SealBroken):
            value_of(Sealed.objects.get(pk=row.pk))


def test_only_those_of_the_table_of_permissions_see_the_row(
    officer: User, neighbour: User, stranger: User, province: User, centre: User,
    make_officer: MakeOfficer,
) -> None:  # fmt: skip
    row = sealed_by(None)
    sees = [
        officer,
        make_officer("kaban", "73.71", Role.HEAD),
        make_officer("kaban provinsi", "73", Role.HEAD),
    ]
    sees_not = [
        neighbour, stranger, province, centre,
        *(
            make_officer(role.value, "73.71", role)
            for role in Role
            if role not in (Role.VERIFIER, Role.HEAD)
        ),
        make_officer("tidak cukup", "73.71", Role.VERIFIER, clearance=1),
        make_officer("terpisah", "73.06", Role.VERIFIER),
    ]  # fmt: skip
    for user in sees:
        assert ids_by_orm(user) == ids_by_sql(user) == {row.pk}, user
    for user in sees_not:
        assert ids_by_orm(user) == ids_by_sql(user) == set(), user


def test_a_reporter_sees_his_own_only(make_officer: MakeOfficer) -> None:
    one = make_officer("pelapor", "73.71", Role.REPORTER, clearance=0)
    two = make_officer("pelapor lain", "73.71", Role.REPORTER, clearance=0)
    row = sealed_by(one)
    assert ids_by_orm(one) == ids_by_sql(one) == {row.pk}
    assert ids_by_orm(two) == ids_by_sql(two) == set()


def test_what_was_ones_own_ends_with_the_membership(make_officer: MakeOfficer) -> None:
    user = make_officer("pelapor", "73.71", Role.REPORTER)
    sealed_by(user)
    with bind(Actor.program("test", "people")):
        yesterday = date.today() - timedelta(days=1)
        Membership.objects.filter(user=user).update(valid_to=yesterday)
    assert ids_by_orm(user) == ids_by_sql(user) == set()


def test_a_handler_needs_the_clearance_that_a_maker_does_not(make_officer: MakeOfficer) -> None:
    low = make_officer("operator", "73.71", Role.OPERATOR, clearance=1)
    high = make_officer("operator rahasia", "73.71", Role.OPERATOR, clearance=2)
    for user, seen in ((low, 0), (high, 1)):
        sealed_by(None, handler=user.pk)
        assert len(ids_by_orm(user)) == len(ids_by_sql(user)) == seen


def test_a_part_of_the_program_sees_rows_only_at_work_for_the_seals(officer: User) -> None:
    sealed_by(officer)
    with bind(Actor.program("worker", "intake", "incidents", "people", "audit")):
        assert not Sealed.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from people_sealed")
            assert cursor.fetchone() == (0,)


def test_without_an_actor_the_manager_raises(db: None) -> None:
    with pytest.raises(NoActor):
        Sealed.objects.count()


@pytest.mark.parametrize(
    "statement",
    [
        "update people_sealed set handler_id = %(me)s",
        "delete from people_sealed",
        "update people_opening set reason = ''",
        "delete from people_opening",
    ],
)
def test_raw_sql_of_an_officer_changes_nothing(officer: User, statement: str) -> None:
    row = sealed_by(officer)
    with bind(Actor.of(officer)):
        sealed_open(sealed=row, reason=WHY)
        with connection.cursor() as cursor:
            cursor.execute(statement, {"me": uuid7()})
            assert cursor.rowcount == 0
    with as_sealing():
        kept = Sealed.objects.get(pk=row.pk)
    assert (kept.handler_id, bytes(kept.ciphertext)) == (officer.pk, bytes(row.ciphertext))
    assert [one.reason for one in openings()] == [WHY]


def test_raw_sql_of_an_officer_makes_no_row(officer: User) -> None:
    sealed_by(officer)
    copy = "insert into people_sealed select * from people_sealed"
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with bind(Actor.of(officer)), connection.cursor() as cursor, refused:
        cursor.execute(copy)


def test_a_value_follows_its_record(officer: User, neighbour: User) -> None:
    row = sealed_by(None)
    assert not ids_by_sql(neighbour)
    assert sealed_scope_move(subject="item", codes={row.subject_id: "73.06"}) == 1
    assert ids_by_sql(neighbour) == ids_by_sql(officer) == {row.pk}
    with bind(Actor.of(neighbour)):
        assert value_of(sealed_of("item", [row.subject_id])[0]).decode() == WHO
    assert sealed_scope_move(subject="item", codes={row.subject_id: "73.06"}) == 0


def test_a_successor_becomes_the_handler(officer: User, make_officer: MakeOfficer) -> None:
    heir = make_officer("pengganti", "73.71", Role.OPERATOR)
    row = sealed_by(officer)
    assert sealed_handler_move(of=officer.pk, to=heir.pk, within="73.06") == 0
    assert sealed_handler_move(of=officer.pk, to=heir.pk, within="73.71") == 1
    with bind(Actor.of(heir)):
        moved = Sealed.objects.get(pk=row.pk)
    assert moved.handler_id == heir.pk
    assert value_of(moved).decode() == WHO


def test_what_goes_takes_its_values_along(officer: User) -> None:
    row, other = sealed_by(officer), sealed_by(officer)
    assert sealed_carry(subject="item", subject_id=row.subject_id) == {"informant": WHO}
    assert sealed_forget(subject="item", ids=[row.subject_id]) == 1
    assert ids_by_orm(officer) == {other.pk}


def test_a_token_of_another_use_does_not_open(officer: User) -> None:
    row = sealed_by(officer)
    row.ciphertext = seal("mfa", b"Siti")
    with pytest.raises(SealBroken):
        value_of(row)
