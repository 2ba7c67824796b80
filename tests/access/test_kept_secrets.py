"""What lets somebody in, and what is sealed, stands nowhere in the database to be read: whoever
copies all of it, as the owner of the tables, has neither."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from sipks.audit.cli import audit
from sipks.audit.models import Entry
from sipks.people import refused
from sipks.people.models import Session
from sipks.people.scope import Actor, bind

from .addresses import address
from .office_world import APPLICANT_WORD, SEALED_WORD
from .rows import without_row_security
from .sql import holds, readable, run
from .verbs import DECREE
from .world import LIMITED, World

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


def found(words: dict[str, str]) -> dict[str, set[str]]:
    """Which of the words stand in which tables, to the owner of all of them."""
    met: dict[str, set[str]] = {}
    with without_row_security():
        for table, text in readable():
            for name, word in words.items():
                if holds(text, word):
                    met.setdefault(name, set()).add(table)
    return met


def test_secrets_are_kept_nowhere(world: World, client_of: ClientOf) -> None:
    kept, officer = world.kept[LIMITED], client_of("officer")
    invited = client_of("head").post(
        address("people:invite", kept),
        {"name": "Baru", "username": "baru", "roles": ["R1"], "clearance": 0, **DECREE},
    )
    made = officer.post(
        address("intake:token_new", kept), {"name": "x", "days": 90, "verbs": ["bahan:kirim"]}
    )
    words = {
        "sealed": SEALED_WORD,
        "applicant": APPLICANT_WORD,
        "cookie": str(officer.session.session_key),
        "key of a sender": kept.secret,
        "new key of a sender": made.context["secret"],
        "invitation": invited.context["link"].split("#")[-1].split("=")[-1],
        "password": "rahasia-betul",
        "key of row security": settings.ROW_KEY,
        "key of Django": settings.SECRET_KEY,
        "key of handles": settings.HANDLE_KEY,
    }
    assert all(len(word) > 8 for word in words.values()), words
    assert found(words) == {}
    assert "people_user" in str(found({"a name": "petugas-officer"}))


def test_a_session_row_is_no_way_in(world: World, client_of: ClientOf) -> None:
    """Neither as a cookie, nor put into the place of one's own."""
    client_of("centre")
    stranger = client_of("stranger")
    with without_row_security():
        theirs = Session.objects.get(user=world.users["centre"])
        mine = Session.objects.get(user=world.users["stranger"])
        copy = Client()
        copy.cookies[settings.SESSION_COOKIE_NAME] = theirs.session_key
        run("update people_session set session_data = %s, user_id = %s where session_key = %s",
            theirs.session_data, theirs.user_id, mine.session_key)  # fmt: skip
    for client in (copy, stranger):
        page = client.get(reverse("incidents:detail", args=[world.kept[LIMITED].incident.pk]))
        assert page.status_code == 302
        assert page["Location"].startswith(reverse("account_login"))


class Program:
    """The program as its commands see it, at work in the test's own database."""

    def ready(self) -> None:
        """It is."""

    def acting(self, name: str, *rooms: str) -> Any:
        return bind(Actor.program(name, *rooms))


@pytest.fixture
def chain(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Any]]:
    """What came to be recorded of an officer's work, in the order of the chain."""
    # Other tests of this process may have used up the refusals of this minute.
    monkeypatch.setattr(refused, "METER", refused.Meter())
    kept, client = world.kept[LIMITED], client_of("officer")
    client.post(address("intake:set_aside_drop", kept))
    client.post(address("people:sealed_open", kept), {"reason": "Menghubungi saksi kejadian"})
    client_of("reporter").get(address("incidents:detail", kept))
    settle()
    with bind(Actor.program("uji", "audit")):
        yield list(Entry.objects.order_by("pk"))


def settle() -> None:
    """What waits for the end of the transaction happens now."""
    run("set constraints all immediate")
    run("set constraints all deferred")


def verify(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(audit, ["verify", *options], obj=Program())
    return result.exit_code, result.output


def test_what_was_done_is_in_the_record(chain: list[Entry]) -> None:
    verbs = {one.verb for one in chain}
    assert {"sealed_opened", "set_aside_drop", "refused"} <= verbs, verbs
    assert verify()[0] == 0


BENDINGS = {
    "an entry bent": "update audit_entry set actor_name = 'Lain' where id = %s",
    "an entry taken out": "delete from audit_entry where id = %s",
    "an entry and its link taken out":
        "with gone as (delete from audit_link where entry_id = %s returning entry_id)"
        " delete from audit_entry where id in (select entry_id from gone)",
    "an entry put down to another level": "update audit_entry set classification = 0,"
        " scope_code = '53' where id = %s",
}  # fmt: skip


@pytest.mark.parametrize("how", BENDINGS)
def test_bending_the_record_is_found(how: str, chain: list[Entry]) -> None:
    """Even by the owner of the tables, with the triggers that would refuse it asleep."""
    victim = next(one for one in chain if one.verb == "sealed_opened")
    with without_row_security(), connection.cursor() as cursor:
        cursor.execute("alter table audit_entry disable trigger user")
        cursor.execute("alter table audit_link disable trigger user")
        cursor.execute(BENDINGS[how], [victim.pk])
        assert cursor.rowcount > 0
    code, said = verify()
    assert code == 1
    assert "RUSAK" in said


def test_taking_off_the_end_is_found_by_a_digest_kept_outside(chain: list[Entry]) -> None:
    """A chain cannot know by itself that it was once longer."""
    outside = verify()[1].split()[-1]
    with without_row_security(), connection.cursor() as cursor:
        cursor.execute("alter table audit_entry disable trigger user")
        cursor.execute("alter table audit_link disable trigger user")
        cursor.execute(
            "with gone as (delete from audit_link where position ="
            " (select max(position) from audit_link) returning entry_id)"
            " delete from audit_entry where id in (select entry_id from gone)"
        )
    assert verify()[0] == 0
    assert verify("--digest", outside)[0] == 1
