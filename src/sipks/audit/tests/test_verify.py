from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sipks.audit import verifying
from sipks.audit.models import Link
from sipks.audit.verifying import head, verify
from sipks.people.scope import Actor, bind

from .doers import as_owner, settle, written


@pytest.fixture(autouse=True)
def reader(db: None) -> Iterator[None]:
    """A chain of five, read by the room's own service."""
    with bind(Actor.program("test", "audit")):
        written(5)
        settle()
        yield


def entry_at(position: int) -> Any:
    return Link.objects.get(position=position).entry_id


def test_a_chain_holds() -> None:
    verdict = verify()

    assert verdict.broken is None
    assert verdict.count == 5
    assert verdict.digest == head().digest
    assert head().position == 5


def test_an_empty_record_holds() -> None:
    with as_owner() as owner:
        owner.execute("delete from audit_link")
        owner.execute("delete from audit_entry")

    assert verify() == verifying.Verdict(0, "00" * 32, None)


BENT = {
    "id": "id = gen_random_uuid()",
    "at": "at = at - interval '1 microsecond'",
    "actor_id": "actor_id = null",
    "actor_name": "actor_name = 'Gowa'",
    "verb": "verb = 'source_create'",
    "subject": "subject = 'item'",
    "subject_id": "subject_id = '1'",
    "scope_code": "scope_code = '73.06'",
    "classification": "classification = 3",
    "history": "history = not history",
    "origin": "origin = '10.0.0.9'",
    "detail": "detail = detail || '{\"number\": 9}'",
}


@pytest.mark.parametrize("column", BENT)
def test_a_bent_entry_is_found(column: str) -> None:
    with as_owner() as owner:
        owner.execute(f"update audit_entry set {BENT[column]} where id = %s", [entry_at(3)])

    broken = verify().broken

    assert broken
    assert broken.position == 3


def test_the_columns_that_are_bent_are_all_there_are() -> None:
    from sipks.audit.models import Entry

    assert set(BENT) == {one.column for one in Entry._meta.concrete_fields}


def test_a_removed_entry_is_found() -> None:
    gone = entry_at(2)
    with as_owner() as owner:
        owner.execute("delete from audit_entry where id = %s", [gone])

    broken = verify().broken

    assert broken
    assert (broken.position, broken.entry) == (2, str(gone))


@pytest.mark.parametrize("position", [1, 3])
def test_a_removed_link_is_found(position: int) -> None:
    with as_owner() as owner:
        owner.execute("delete from audit_link where position = %s", [position])

    broken = verify().broken

    assert broken
    assert broken.position == position


def test_a_link_and_its_entry_taken_out_together_are_found() -> None:
    with as_owner() as owner:
        owner.execute("delete from audit_entry where id = %s", [entry_at(3)])
        owner.execute("delete from audit_link where position = 3")
        owner.execute("update audit_link set position = position - 1 where position > 3")

    broken = verify().broken

    assert broken
    assert broken.position == 3


def test_two_entries_that_changed_places_are_found() -> None:
    first, second = entry_at(2), entry_at(4)
    with as_owner() as owner:
        owner.execute("update audit_link set entry_id = gen_random_uuid() where position = 2")
        owner.execute("update audit_link set entry_id = %s where position = 4", [first])
        owner.execute("update audit_link set entry_id = %s where position = 2", [second])

    broken = verify().broken

    assert broken
    assert broken.position == 2


@pytest.mark.parametrize("column", ["linked_at = linked_at + interval '1 s'", "digest = '\\x00'"])
def test_a_bent_link_is_found(column: str) -> None:
    with as_owner() as owner:
        owner.execute(f"update audit_link set {column} where position = 4")

    broken = verify().broken

    assert broken
    assert broken.position == 4


def test_an_entry_that_was_slipped_in_is_found() -> None:
    with as_owner() as owner:
        owner.execute(
            "insert into audit_entry (id, at, actor_name, verb, subject, subject_id, scope_code,"
            " classification, history, origin, detail)"
            " select gen_random_uuid(), at, 'Gowa', verb, subject, subject_id, scope_code,"
            " classification, history, origin, detail from audit_entry limit 1 returning id"
        )
        [(pk,)] = owner.fetchall()

    broken = verify().broken

    assert broken
    assert broken.entry == str(pk)


def cut(owner: Any) -> None:
    owner.execute("delete from audit_entry where id = %s", [entry_at(5)])
    owner.execute("delete from audit_link where position = 5")


def test_a_cut_tail_is_found_by_a_digest_kept_outside() -> None:
    kept = head()
    with as_owner() as owner:
        cut(owner)

    assert verify().broken is None
    assert verify(known={kept.position: kept.digest}).broken
    assert verify(digests=frozenset({kept.digest})).broken


def test_a_chain_made_anew_is_found_by_a_digest_kept_outside(
    remake: Callable[[], None],
) -> None:
    kept = head()
    remake()

    assert verify().broken is None
    broken = verify(known={kept.position: kept.digest}).broken
    assert broken
    assert broken.position == 5


@pytest.fixture
def remake() -> Callable[[], None]:
    def make() -> None:
        entry = entry_at(2)
        with as_owner() as owner:
            owner.execute("update audit_entry set verb = 'source_create' where id = %s", [entry])
            owner.execute("delete from audit_link")
            owner.execute(
                "do $$ declare e audit_entry; begin for e in select * from audit_entry order by id"
                " loop perform audit_append(e); end loop; end $$"
            )

    return make


def test_digests_kept_outside_of_a_whole_chain_are_found_in_it() -> None:
    kept = head()
    written(2)
    settle()

    assert verify(known={kept.position: kept.digest}).broken is None
    assert verify(digests=frozenset({kept.digest})).broken is None


def test_it_looks_through_more_than_it_holds_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "CHUNK", 2)
    told: list[int] = []

    verdict = verify(progress=told.append)

    assert (verdict.count, verdict.broken, told) == (5, None, [2, 4])
