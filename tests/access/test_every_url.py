"""Every address of the project, asked for by everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from .addresses import AWAY, GET, LEVELLED, SIGN_IN, address, expected, names
from .conftest import EVERYBODY
from .office_world import APPLICANT_WORD, SEALED_WORD
from .world import LEVELS, LIMITED, SECRET, World

pytestmark = pytest.mark.django_db
PEOPLE = ["nobody", *(name for name, *_ in EVERYBODY)]
ClientOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _stream_leaves_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The live page gives back its connections; in a test that would end the transaction."""
    monkeypatch.setattr("django.utils.connection.BaseConnectionHandler.close_all", lambda _: None)


def test_every_address_is_in_the_table() -> None:
    assert sorted(names(get_resolver())) == sorted(GET)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_gets_what(who: str, world: World, client_of: ClientOf) -> None:
    """The answers are those of the table, and no page tells what its reader may not know."""
    client = client_of(who)
    for level, kept in world.kept.items():
        asked = GET if level == LIMITED else LEVELLED
        answers = {name: client.get(address(name, kept)) for name in asked}
        got = {name: outcome(answers[name]) for name in asked}
        assert got == {name: expected(name, level)[who] for name in asked}, level
        pages = {name: body(answer) for name, answer in answers.items()}
        assert [name for name, page in pages.items() if SEALED_WORD in page] == []
        if who != "ppid":
            assert [name for name, page in pages.items() if APPLICANT_WORD in page] == []
        if level in BLIND.get(who, ()):
            pages |= {page: body(client.get(page)) for page in wide_open(kept.canary)}
            # What was asked for is repeated in the field that it was typed into.
            told = [name for name, page in pages.items() if kept.canary in page]
            assert [name for name in told if kept.canary not in name] == []


BLIND = {
    **dict.fromkeys(
        ("nobody", "reporter", "council", "ppid", "admin", *AWAY), tuple(LEVELS)
    ),
    "junior": (SECRET,),
}  # fmt: skip
"""Who must meet no word of a level."""


def test_those_who_may_see_it_do(world: World, client_of: ClientOf) -> None:
    """Else the test above would prove nothing."""
    for level, who in ((LIMITED, "junior"), (SECRET, "officer"), (SECRET, "centre")):
        kept, client = world.kept[level], client_of(who)
        told = [name for name in TELLING if kept.canary in body(client.get(address(name, kept)))]
        assert told == TELLING


TELLING = [
    "intake:item", "intake:sources", "intake:source", "intake:uploads", "intake:upload",
    "intake:set_aside", "incidents:queue", "incidents:detail", "incidents:map",
    "incidents:map_data",
]  # fmt: skip
"""Pages that say what there is."""


def wide_open(word: str) -> list[str]:
    """Lists and the map with their filters set so wide that all would come."""
    queue, aside = reverse("incidents:queue"), reverse("intake:set_aside")
    return [
        f"{queue}?status=semua",
        f"{queue}?status=semua&wilayah=73.71&urut=parah",
        f"{queue}?status=semua&q={word}",
        f"{reverse('incidents:map')}?wilayah=73.71&status=semua",
        f"{reverse('incidents:map_data')}?wilayah=73.71&status=semua",
        f"{aside}?keadaan=dropped",
        f"{aside}?keadaan=replayed",
    ]


def outcome(answer: Any) -> int | str:
    """The status, or that one is sent to sign in."""
    away = str(answer.headers.get("Location", ""))
    sent = answer.status_code == 302 and away.split("?")[0] == reverse("account_login")
    return SIGN_IN if sent else int(answer.status_code)


def body(answer: Any) -> str:
    """What can be read of an answer."""
    return "" if answer.streaming else str(answer.content.decode("utf-8", "replace"))
