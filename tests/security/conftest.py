from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sipks.config.security import safeguards

PLAIN, SECURE = "http://localhost:8000", "https://sipks.example"


@pytest.fixture(params=[PLAIN, SECURE])
def site(request: Any, settings: Any) -> str:
    """The whole walked twice: as on one machine, and as in service by TLS."""
    for name, value in safeguards(request.param).items():
        setattr(settings, name, value)
    settings.SITE_URL = request.param
    settings.CSRF_TRUSTED_ORIGINS = [request.param]
    settings.ALLOWED_HOSTS = ["localhost", "sipks.example", "testserver"]
    return str(request.param)


@pytest.fixture
def by_tls(site: str) -> dict[str, Any]:
    """What a test client says to be taken for one that came as `site` wants."""
    return {"HTTP_X_FORWARDED_PROTO": "https"} if site == SECURE else {}


@pytest.fixture
def no_stream_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The live page gives back its connections; in a test that would end the transaction."""
    monkeypatch.setattr("django.utils.connection.BaseConnectionHandler.close_all", lambda _: None)


@pytest.fixture
def careless() -> Client:
    """A client that shows the page of an error, as the server does."""
    return Client(raise_request_exception=False)
