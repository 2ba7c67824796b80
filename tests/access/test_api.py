"""The API: a key opens its own sources, for what it is for, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.api.urls import api
from sipks.intake.models import Item, SenderToken, Source, Verb
from sipks.intake.services.tokens import token_create, token_rotate
from sipks.people.scope import Actor

from .world import LIMITED, SECRET, World, everything

pytestmark = pytest.mark.django_db
LINE = b'{"id": "9", "text": "Warga menutup jalan"}\n'

KEYS = ("none", "cookie", "junk", "expired", "revoked", "idle", "narrow", "foreign", "own", "old")
"""No key; an officer's session; no such key; run out; taken back; of a source that was closed; for
sending alone; of another source; of the source; and the same one's secret before its rotation."""
SHUT = dict.fromkeys(("none", "cookie", "junk", "expired", "revoked", "idle"), 401)

OPERATIONS: dict[tuple[str, str], dict[str, int]] = {
    # What is asked of the source of level LIMITED, by whom, with which answer.
    ("POST", "/bahan"): SHUT | {"narrow": 200, "foreign": 404, "own": 200, "old": 200},
    ("GET", "/bahan/status"):
        SHUT | {"narrow": 403, "foreign": 200, "own": 200, "old": 200},
    ("GET", "/kunci"): SHUT | {"narrow": 200, "foreign": 200, "own": 200, "old": 200},
    ("POST", "/kunci/putar"):
        SHUT | {"narrow": 403, "foreign": 200, "own": 200, "old": 409},
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """Secrets by the name of the key, and what they are asked for."""

    secrets: dict[str, str | None]
    world: World

    def ask(self, operation: tuple[str, str], key: str, client: Client) -> Any:
        """The answer to an operation with a key."""
        method, path = operation
        secret = self.secrets.get(key)
        headers = {"authorization": f"Bearer {secret}"} if secret else {}
        url, kept = f"{reverse('api:api-root')}{path[1:]}", self.world.kept[LIMITED]
        if method == "GET":
            return client.get(url, {"id": str(kept.item.pk)}, headers=headers)
        query = f"?sumber={kept.source.code}"
        return client.post(url + query, LINE, "application/x-ndjson", headers=headers)


@pytest.fixture
def held(world: World, as_program: Actor) -> Held:
    """A key of each kind."""
    source, all_ = world.kept[LIMITED].source, list(Verb)
    made = {
        name: token_create(source=source, name=name, verbs=all_)
        for name in ("expired", "revoked", "own", "old", "idle")
    }
    past = timezone.now() - timedelta(minutes=1)
    SenderToken.objects.filter(pk=made["expired"][0].pk).update(expires_at=past)
    SenderToken.objects.filter(pk=made["revoked"][0].pk).update(revoked_at=past)
    token_rotate(token=made["old"][0])
    closed = Source.objects.create(
        code="tutup", name="Tutup", kind="news", area=source.area, active=False
    )
    SenderToken.objects.filter(pk=made["idle"][0].pk).update(source=closed)
    secrets: dict[str, str | None] = {name: secret for name, (_, secret) in made.items()}
    foreign = token_create(source=world.kept[SECRET].source, name="lain", verbs=all_)[1]
    narrow = token_create(source=source, name="kirim", verbs=[Verb.SEND])[1]
    return Held(secrets | {"foreign": foreign, "narrow": narrow, "junk": "sipks_tidak-ada"}, world)


def test_every_operation_is_in_the_table() -> None:
    """As the published description of the API has them."""
    root = reverse("api:api-root").rstrip("/")
    found = {
        (method.upper(), path.removeprefix(root))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    assert found == set(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
def test_who_gets_what(
    operation: tuple[str, str], held: Held, client_of: Callable[[str], Client]
) -> None:
    got = {}
    for key in KEYS:
        client = client_of("officer") if key == "cookie" else Client()
        got[key] = held.ask(operation, key, client).status_code
    assert got == OPERATIONS[operation]


def test_who_is_refused_changes_nothing(held: Held, client_of: Callable[[str], Client]) -> None:
    client_of("officer")
    before = everything()
    for operation, row in OPERATIONS.items():
        for key, answer in row.items():
            if answer in (401, 403, 404):
                client = client_of("officer") if key == "cookie" else Client()
                held.ask(operation, key, client)
    used = {"last_used", "last_address"}
    assert _without(everything(), used) == _without(before, used)


def _without(rows: dict[str, Any], columns: set[str]) -> dict[str, Any]:
    """All rows, without what the use of a key leaves on it."""
    names = [one.attname for one in SenderToken._meta.concrete_fields]
    kept = [at for at, name in enumerate(names) if name not in columns]
    label = SenderToken._meta.label
    return rows | {label: [tuple(row[at] for at in kept) for row in rows[label]]}


def test_a_key_is_told_nothing_of_other_sources(held: Held) -> None:
    kept = held.world.kept[LIMITED]
    asked = held.ask(("GET", "/bahan/status"), "foreign", Client())
    [told] = asked.json()
    missing = Client().get(
        reverse("api:status"),
        {"id": "01900000-0000-7000-8000-000000000000"},
        headers={"authorization": f"Bearer {held.secrets['foreign']}"},
    ).json()  # fmt: skip
    assert told | {"id": ""} == missing[0] | {"id": ""}
    about = held.ask(("GET", "/kunci"), "foreign", Client()).json()
    assert about["sources"] == [held.world.kept[SECRET].source.code]
    for answer in (asked, held.ask(("POST", "/bahan"), "foreign", Client())):
        assert kept.canary not in answer.content.decode()


def send(token: str | None, key: str = "") -> Any:
    headers = {"authorization": f"Bearer {token}"} | ({"idempotency-key": key} if key else {})
    return Client().post(reverse("api:deliver"), LINE, "application/x-ndjson", headers=headers)


def test_a_key_sends_for_its_source_alone(world: World, as_program: Actor) -> None:
    answer = send(world.kept[SECRET].secret)
    assert answer.status_code == 200
    made = Item.objects.get(pk=answer.json()["results"][0]["id"])
    assert made.source_id == world.kept[SECRET].source.pk
    assert made.classification == world.kept[SECRET].source.default_classification


def test_the_same_words_to_another_source_tell_nothing(world: World) -> None:
    """Else a sender could ask which texts an office has."""
    assert send(world.kept[SECRET].secret).json()["stored"] == 1
    assert send(world.kept[LIMITED].secret).json()["stored"] == 1


def test_keys_of_two_sources_do_not_meet(world: World) -> None:
    first = send(world.kept[SECRET].secret, key="sama").json()
    assert send(world.kept[SECRET].secret, key="sama").json() == first
    assert send(world.kept[LIMITED].secret, key="sama").json() != first


def test_secrets_are_neither_kept_nor_logged(
    world: World, client_of: Any, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    kept = world.kept[LIMITED]
    sent = {"name": "baru", "days": 90, "verbs": [Verb.SEND.value]}
    with caplog.at_level("DEBUG"):
        page = client_of("officer").post(reverse("intake:token_new", args=[kept.source.pk]), sent)
        secret = page.context["secret"]
        send(secret)
        send("sipks_salah-salah")
    assert "no-store" in page["Cache-Control"]
    said = caplog.text + "".join(capfd.readouterr())
    rows = str(everything())
    for one in (secret, kept.secret):
        assert one not in said
        assert one not in rows
    assert "sipks_salah-salah" not in said
    assert secret not in client_of("officer").get(
        reverse("intake:source", args=[kept.source.pk])
    ).content.decode()  # fmt: skip
