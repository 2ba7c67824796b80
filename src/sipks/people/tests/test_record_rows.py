"""Row security of the record: who reads which entries, and in whose name one may write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from sipks.audit.models import Entry
from sipks.audit.services import entry_create
from sipks.ids import uuid7
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind

from .officers import MakeOfficer

RECORD = uuid7()


@pytest.fixture
def entries(db: None) -> dict[str, Entry]:
    """Entries of several kinds, by name."""
    with bind(Actor.program("test", "intake")) as actor:
        made: dict[str, dict[str, Any]] = {
            "history": {"verb": "source_update", "subject": "source", "scope_code": "73.71"},
            "secret": {
                "verb": "source_update", "subject": "source", "scope_code": "73.71",
                "classification": 3,
            },
            "elsewhere": {"verb": "source_update", "subject": "source", "scope_code": "53.71"},
            "account": {"verb": "officer_create", "subject": "user", "scope_code": "73.71"},
            "opened": {"verb": "sealed_opened", "subject": "item", "scope_code": "73.71"},
            "nation": {"verb": "areas_load", "subject": "settings"},
        }  # fmt: skip
        return {
            name: entry_create(actor=actor, subject_id=RECORD, **given)
            for name, given in made.items()
        }


def seen(entries: dict[str, Entry], user: User | None) -> set[str]:
    """The names of the entries that raw SQL shows to a user."""
    with connection.cursor() as cursor:
        if user is None:
            cursor.execute("select id from audit_entry")
        else:
            with bind(Actor.of(user)):
                cursor.execute("select id from audit_entry")
        ids = {row[0] for row in cursor.fetchall()}
    return {name for name, entry in entries.items() if entry.pk in ids}


def test_an_officer_reads_the_history_of_what_he_may_read(
    entries: dict[str, Entry], officer: User, neighbour: User, stranger: User, centre: User
) -> None:
    assert seen(entries, officer) == {"history"}
    assert seen(entries, neighbour) == set()
    assert seen(entries, stranger) == {"elsewhere"}
    assert seen(entries, centre) == {"history", "elsewhere"}
    assert seen(entries, None) == set()


def test_an_auditor_reads_all_in_his_area_up_to_his_clearance(
    entries: dict[str, Entry], make_officer: MakeOfficer
) -> None:
    local = make_officer("audit73", "73", Role.AUDITOR, clearance=2)
    nation = make_officer("auditid", "ID", Role.AUDITOR, clearance=3)

    assert seen(entries, local) == {"history", "account", "opened"}
    assert seen(entries, nation) == set(entries)


def test_an_administrator_reads_nothing_of_it(
    entries: dict[str, Entry], make_officer: MakeOfficer
) -> None:
    assert seen(entries, make_officer("admin", "ID", Role.ADMINISTRATOR, clearance=3)) == set()


def test_one_reads_what_was_done_to_ones_own_account(db: None, officer: User) -> None:
    with bind(Actor.program("test", "people")) as actor:
        entry = entry_create(
            actor=actor, verb="membership_end", subject="user", subject_id=officer.pk
        )

    assert seen({"own": entry}, officer) == {"own"}


def insert(actor_id: UUID | None, verb: str = "source_update") -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into audit_entry (id, at, actor_id, actor_name, verb, subject, subject_id,"
            " scope_code, classification, history, origin, detail)"
            " values (%s, now(), %s, 'x', %s, 'source', '', 'ID', 0, false, '', '{}')",
            [uuid7(), actor_id, verb],
        )


def test_a_user_writes_in_his_own_name_only(officer: User, neighbour: User) -> None:
    with bind(Actor.of(officer)):
        insert(officer.pk)
        for other in (neighbour.pk, None):
            with pytest.raises(DatabaseError, match="row-level security"):
                insert(other)


def test_nobody_can_only_be_refused(officer: User) -> None:
    insert(None, "refused")
    for actor_id, verb in ((None, "source_update"), (officer.pk, "refused")):
        with pytest.raises(DatabaseError, match="row-level security"):
            insert(actor_id, verb)


def test_what_was_asked_about_somebody_does_not_tell_him_of_the_record(
    officer: User, neighbour: User
) -> None:
    """Else an auditor who asks why he does not see a record would tell him that there is one."""
    with bind(Actor.of(neighbour)) as actor:
        entry_create(
            actor=actor, verb="access_explain", subject="user", subject_id=officer.pk,
            scope_code="73.06", classification=2, record_id=str(RECORD),
        )  # fmt: skip
    for user, number in ((neighbour, 1), (officer, 0)):
        with bind(Actor.of(user)):
            assert Entry.objects.filter(verb="access_explain").count() == number
