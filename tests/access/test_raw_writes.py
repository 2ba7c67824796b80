"""What raw SQL as the app's role can change: what its officer may change, and never the record."""

from __future__ import annotations

import re
from contextlib import nullcontext, suppress
from itertools import product
from typing import Any

import pytest
from django.db import connection, models, transaction

from sipks.audit.models import Entry
from sipks.audit.services import entry_create
from sipks.incidents.models import Incident
from sipks.people.models import Membership, User
from sipks.people.scope import Actor, Scoped, bind

from .rows import SPOTS, Maker, Spot, guarded
from .sql import Refused, run
from .world import World

pytestmark = pytest.mark.django_db
READERS_ONLY = ("leader", "member", "reporter", "council", "guest", "auditor", "ppid", "admin")
BY_AREA = [one for one in guarded() if issubclass(one, Scoped)]


def touched(statement: str) -> int:
    """How many rows a statement changed, which is then taken back; none when a policy or the
    lack of a right refused it. Any other error is one of the test."""
    try:
        with transaction.atomic():
            changed = len(run(f"{statement} returning 1"))
            transaction.set_rollback(True)
    except Refused as refused:
        if re.search("row-level security|permission denied", str(refused)):
            return 0
        raise
    return changed


def _spots(code: str, clearance: int) -> list[Spot]:
    below = [one for one in SPOTS if code in ("ID", one[0]) or one[0].startswith(f"{code}.")]
    return [one for one in below if one[1] <= clearance]


def test_changes_reach_as_far_as_the_officer(full: Maker, world: World) -> None:
    """Of the rows that were made, an officer touches those of his own spots and no other."""
    for who, code in (("officer", "73.71"), ("stranger", "53.71"), ("province", "73")):
        with bind(Actor.of(world.users[who])):
            for model in BY_AREA:
                made = {row.pk: spot for spot, row in full.of(model).items()}
                table, key = model._meta.db_table, model._meta.pk.column
                rows = run(f"update {table} set drill = drill returning {key}")
                spots = {made[pk] for (pk,) in rows if pk in made}
                assert spots == set(_spots(code, 2)), (who, table)


def test_who_only_reads_changes_nothing(full: Maker, world: World) -> None:
    for who in READERS_ONLY:
        with bind(Actor.of(world.users[who])):
            for model in BY_AREA:
                table = model._meta.db_table
                assert touched(f"update {table} set drill = not drill") == 0, (who, table)
                assert touched(f"delete from {table}") == 0, (who, table)
                copied = f"insert into {table} {_copy(model, '73.71')}"
                assert touched(copied) == 0, (who, table)


def test_nobody_changes_nothing_at_all(full: Maker) -> None:
    for model in guarded():
        meta = model._meta
        assert touched(f'update "{meta.db_table}" set "{meta.pk.column}" = "{meta.pk.column}"') == 0
        assert touched(f'delete from "{meta.db_table}"') == 0, meta.label


def _copy(model: type[models.Model], code: str) -> str:
    """A select that gives one row as those there are, in another area."""
    given = {"id": "gen_random_uuid()", "scope_code": f"'{code}'", "owner_code": f"'{code}'"}
    columns = [str(one.column) for one in model._meta.concrete_fields if not one.generated]
    chosen = ", ".join(given.get(one, f'"{one}"') for one in columns)
    if isinstance(model._meta.pk, models.AutoField):
        chosen = chosen.replace("gen_random_uuid()", "-1", 1)
    return f"({_list(columns)}) select {chosen} from {model._meta.db_table} limit 1"


def _list(columns: list[str]) -> str:
    return ", ".join(f'"{one}"' for one in columns)


def test_nothing_is_moved_or_put_into_an_area_of_others(full: Maker, world: World) -> None:
    with bind(Actor.of(world.users["stranger"])):
        for model, to in product(BY_AREA, ("73.71", "73", "ID", "53")):
            table = model._meta.db_table
            both = ", ".join(f"{one} = '{to}'" for one in model.scope_fields)
            assert touched(f"update {table} set {both}") == 0, table
            assert touched(f"insert into {table} {_copy(model, to)}") == 0, table


def test_nothing_is_filed_above_ones_clearance(full: Maker, world: World) -> None:
    with bind(Actor.of(world.users["junior"])):
        for model in BY_AREA:
            assert touched(f"update {model._meta.db_table} set classification = 2") == 0


def test_a_guest_changes_nothing_of_what_is_shared(full: Maker, world: World) -> None:
    with bind(Actor.of(world.users["guest"])):
        assert run("select 1 from incidents_incident")
        assert touched("update incidents_incident set title = 'x'") == 0
        assert touched("delete from incidents_decision") == 0


PROMOTIONS = [
    "update people_membership set clearance = 3",
    "update people_membership set roles = '{R8}'",
    "update people_membership set area_id = (select id from places_area where code = 'ID')",
    "update people_membership set valid_to = null, ended_at = null",
    ("insert into people_membership (id, user_id, area_id, roles, clearance, valid_from,"
    " decree_number, end_reason) select gen_random_uuid(), guard.who(), id, '{R8}', 3,"
    " '2020-01-01', '', '' from places_area where code = 'ID'"),
    "update people_user set password = 'x' where id is distinct from guard.who()",
    "update people_user set is_active = true where id is distinct from guard.who()",
    "delete from people_user where id is distinct from guard.who()",
    "delete from people_membership",
    "delete from mfa_authenticator where user_id is distinct from guard.who()",
    "update mfa_authenticator set data = '{}' where user_id is distinct from guard.who()",
    ("update mfa_authenticator set user_id = (select id from people_user"
    " where id is distinct from guard.who() limit 1) where user_id = guard.who()"),
    "update people_session set user_id = guard.who() where user_id is distinct from guard.who()",
    "delete from people_session where user_id is distinct from guard.who()",
    "delete from people_cacherow",
    ("insert into people_share (id, subject, subject_id, area_code, user_id, until, reason,"
    " scope_code, classification, created_at, created_by_id) select gen_random_uuid(),"
    " 'incidents.incident', '{incident}', '', guard.who(), '2099-01-01', 'x', '73.71', 0, now(),"
    " guard.who()"),
    "update people_share set until = '2099-01-01', ended_at = null",
    "update places_area set code = 'ID' where code = '73.71'",
    "update places_area set id = gen_random_uuid()",
    ("insert into people_invitation (id, scope_code, office_id, area_id, name, username, email,"
    " roles, clearance, valid_from, decree_number, digest, created_at, expires_at)"
    " select gen_random_uuid(), '73.71', (select id from people_office limit 1), id, 'x', 'x', '',"
    " '{R8}', 3, '2020-01-01', '', '\\x01', now(), '2099-01-01' from places_area"
    " where code = 'ID'"),
    "update people_invitation set created_by = null, roles = '{R8}', clearance = 3",
]  # fmt: skip


@pytest.mark.parametrize("who", ["stranger", "head", "admin", "auditor", "nobody"])
def test_nobody_makes_himself_more_than_he_is(who: str, full: Maker, world: World) -> None:
    """Not even those who may do so by the pages, where it is recorded."""
    key = str(world.kept["limited"].incident.pk)
    with bind(Actor.of(world.users[who])) if who != "nobody" else nullcontext():
        done = {one: touched(one.replace("{incident}", key)) for one in PROMOTIONS}
    assert {one: rows for one, rows in done.items() if rows} == {}


def test_the_rows_that_make_an_actor_are_there() -> None:
    """Else the test above would prove nothing: its statements name real columns."""
    with connection.cursor() as cursor:
        for statement in PROMOTIONS:
            cursor.execute("explain " + statement.replace("{incident}", "0" * 32))
            assert cursor.fetchall(), statement


BENDINGS = [
    "update audit_entry set actor_name = 'x'",
    "delete from audit_entry",
    "truncate audit_entry",
    "update audit_link set digest = '\\x00'",
    "delete from audit_link",
    "truncate audit_link cascade",
    ("insert into audit_link (position, entry_id, linked_at, digest) values"
    " (-1, gen_random_uuid(), now(), '\\x00')"),
    "alter table audit_entry disable trigger all",
    "alter table audit_link disable trigger all",
    "alter table audit_entry disable row level security",
    "drop table audit_entry cascade",
    "alter table audit_entry drop column detail",
    "create rule mine as on insert to audit_entry do instead nothing",
    "set session_replication_role = replica",
    "merge into audit_entry e using people_user u on true when matched then delete",
]  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "auditor", "program"])
def test_the_record_stays_as_it_is(who: str, world: World) -> None:
    actor = Actor.program("uji", "audit") if who == "program" else Actor.of(world.users[who])
    before = _record()
    for statement in BENDINGS:
        with bind(actor), suppress(Refused):
            run(statement)
        assert _record() == before, statement


def _record() -> list[Any]:
    with bind(Actor.program("uji", "audit")):
        entries = list(Entry.objects.order_by("pk").values_list("pk", "actor_name", "detail"))
        return [*entries, *run("select position, encode(digest, 'hex') from audit_link order by 1")]


def test_nobody_puts_an_entry_down_to_another(world: World) -> None:
    officer, stranger = world.users["officer"], world.users["stranger"]
    with bind(Actor.of(officer)) as actor:
        entry_create(actor=actor, verb="sign_out", subject="user", subject_id=officer.pk)
        row = (
            "insert into audit_entry (id, at, actor_id, actor_name, verb, subject, subject_id,"
            " scope_code, classification, history, origin, detail) values (gen_random_uuid(),"
            " now(), %s, 'x', 'sign_out', 'user', '', 'ID', 0, false, '', '{}')"
        )
        for other in (stranger.pk, None):
            with pytest.raises(Refused):
                run(row, other)


def test_who_was_let_go_changes_nothing(full: Maker, world: World) -> None:
    user = world.users["officer"]
    with bind(Actor.program("uji", "people")):
        Membership.objects.filter(user=user).update(valid_to="2021-01-01")
    with bind(Actor.of(user)):
        assert touched("update incidents_incident set title = 'x'") == 0
        assert touched(f"delete from {Incident._meta.db_table}") == 0
    assert User.objects.filter(pk=user.pk).exists()
