from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from sipks.config import health


def test_alive_needs_no_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


@pytest.mark.django_db
def test_ready_when_the_database_is_up_to_date(client: Client) -> None:
    assert client.get("/readyz").json() == {"ready": True}


@pytest.mark.django_db
def test_not_ready_says_why_and_nothing_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(connection: object) -> None:
        raise DatabaseError("password of officer at db.example refused")

    monkeypatch.setattr(health, "MigrationExecutor", gone)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "reason": "database"}


@pytest.mark.django_db
def test_figures_are_for_this_machine_only(client: Client) -> None:
    assert b"sipks_request_seconds" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", health.FORWARDED)
def test_figures_are_not_for_who_came_through_a_proxy(name: str, client: Client) -> None:
    assert client.get("/metrics", headers={name: "127.0.0.1"}).status_code == 403


@pytest.mark.django_db
def test_with_a_token_figures_are_for_who_knows_it(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "rahasia"
    tried = [
        client.get("/metrics", headers=said, REMOTE_ADDR="10.1.2.3").status_code
        for said in (
            {"Accept": "*/*"},
            {"Authorization": "Bearer salah"},
            {"Authorization": "Bearer rahasia"},
        )
    ]
    assert tried == [403, 403, 200]
    assert client.get("/metrics").status_code == 403
