"""The API: a token opens one source and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.api.urls import api
from sipks.intake.models import Item, SenderToken, Source
from sipks.people.scope import Actor

from .world import LIMITED, SECRET, World, everything

pytestmark = pytest.mark.django_db
LINE = b'{"id": "9", "text": "Warga menutup jalan"}\n'


def send(token: str | None, client: Client | None = None, key: str = "") -> Any:
    given = {"authorization": f"Bearer {token}"} if token is not None else {}
    given |= {"idempotency-key": key} if key else {}
    return (client or Client()).post(
        reverse("api:deliver"),
        LINE,
        "application/x-ndjson",
        headers=given,
    )


def test_every_operation_is_known() -> None:
    found = {
        (method, f"{prefix}{path}")
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
    assert found == {("POST", "/bahan")}


def test_a_session_is_no_token(world: World, client_of: Any) -> None:
    before = everything()
    for who in ("nobody", *world.users):
        assert send(None, client_of(who)).status_code == 401, who
        assert send("sipks_tidak-ada", client_of(who)).status_code == 401, who
    assert everything() == before


def test_useless_tokens(world: World, as_program: Actor) -> None:
    kept = world.kept[LIMITED]
    past = timezone.now() - timedelta(minutes=1)
    changes: list[dict[str, Any]] = [{"revoked_at": past}, {"expires_at": past}]
    for change in changes:
        SenderToken.objects.filter(pk=kept.token.pk).update(**change)
        before = everything()
        assert send(kept.secret).status_code == 401
        assert everything() == before
        SenderToken.objects.filter(pk=kept.token.pk).update(revoked_at=None, expires_at=None)
    Source.objects.filter(pk=kept.source.pk).update(active=False)
    assert send(kept.secret).status_code == 401


def test_a_token_sends_for_its_source_alone(world: World, as_program: Actor) -> None:
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
    with caplog.at_level("DEBUG"):
        page = client_of("officer").post(
            reverse("intake:token_new", args=[kept.source.pk]), {"name": "baru", "days": 90}
        )
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
