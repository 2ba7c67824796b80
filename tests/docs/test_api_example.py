"""What docs/api.md sends is taken in, and answered as it says."""

from __future__ import annotations

import io
import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sipks.intake.models import SourceKind
from sipks.intake.services.sources import source_create
from sipks.intake.services.tokens import token_create
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .documents import ROOT, blocks

TEXT = (ROOT / "docs" / "api.md").read_text()
SENT, ANSWERED = blocks(TEXT, "json")[:2]


@pytest.fixture
def token(areas: dict[str, Area]) -> str:
    with bind(Actor.program("test")):
        source = source_create(
            code="CONTOH", name="Contoh", kind=SourceKind.NEWS, area=areas["73"], drill=True
        )
        return token_create(source=source, name="contoh")[1]


def test_the_example_is_answered_as_told(token: str) -> None:
    answer = Client().post(
        "/api/v1/bahan",
        data=SENT,
        content_type="application/x-ndjson",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "satu"},
    )
    assert answer.status_code == 200
    assert shape(answer.json()) == shape(json.loads(ANSWERED))


def shape(receipt: dict[str, Any]) -> dict[str, Any]:
    """A receipt without what differs each time and without what is empty."""
    lines = [
        {key: "…" if key in ("id", "reason") else value for key, value in line.items() if value}
        for line in receipt["results"]
    ]
    return receipt | {"results": lines}


def test_the_python_example_works(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def through_the_client(request: urllib.request.Request, timeout: float) -> io.BytesIO:
        names = {name.title(): value for name, value in request.header_items()}
        answer = Client().post(
            request.full_url.removeprefix("https://sipks.example"),
            data=request.data,
            content_type=names.pop("Content-Type"),
            headers=names,
        )
        assert answer.status_code == 200
        return io.BytesIO(answer.content)

    monkeypatch.setattr(urllib.request, "urlopen", through_the_client)
    space: dict[str, Any] = {}
    exec(compile(blocks(TEXT, "python")[0], str(Path("docs/api.md")), "exec"), space)
    items = [{"id": "1", "text": "Warga Tallo berdamai."}]
    assert space["deliver"]("https://sipks.example", token, items)["stored"] == 1
    assert space["deliver"]("https://sipks.example", token, items)["known"] == 1
