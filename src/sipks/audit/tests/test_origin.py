from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from sipks.audit.middleware import address_of
from sipks.audit.models import Entry
from sipks.audit.origin import bind_origin, command_origin, current_origin
from sipks.audit.services import entry_create
from sipks.people.scope import Actor, bind

from .doers import Doer


def test_an_entry_tells_from_where(db: None) -> None:
    with bind(Actor.program("test", "audit")), bind_origin("10.0.0.1"):
        entry = entry_create(actor=Doer(), verb="export", subject="item")

    assert entry.origin == "10.0.0.1"
    assert current_origin() == ""


def test_a_command_tells_its_name_and_who_runs_it() -> None:
    assert command_origin("sipks intake").startswith("sipks intake · ")
    assert "@" in command_origin("sipks intake")


def test_what_is_too_long_is_cut() -> None:
    with bind_origin("x" * 1000):
        assert len(current_origin()) == 200


def test_the_address_of_a_request() -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="10.1.1.1")) == "10.1.1.1"
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="")) in ("", "0.0.0.0")  # unknown


def test_a_sender_cannot_say_where_he_is(client: Client) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.1.1.1", HTTP_X_FORWARDED_FOR="1.2.3.4")

    assert address_of(request) == "10.1.1.1"


@pytest.mark.django_db
def test_an_entry_without_a_record_belongs_to_the_actors_office(officer: object) -> None:
    from sipks.people.models import User

    assert isinstance(officer, User)
    actor = Actor.of(officer)
    with bind(actor):
        own = entry_create(actor=actor, verb="sign_in", subject="session")
        on_record = entry_create(
            actor=actor, verb="source_update", subject="source", scope_code="53", classification=2
        )
    with bind(Actor.program("test", "audit")) as program:
        national = entry_create(actor=program, verb="areas_load", subject="area")

    assert (own.scope_code, own.history) == ("73.71", False)
    assert (on_record.scope_code, on_record.classification, on_record.history) == ("53", 2, True)
    assert national.scope_code == "ID"
    assert Entry.objects.none().count() == 0
