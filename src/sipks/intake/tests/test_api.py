from __future__ import annotations

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sipks.audit.models import Entry
from sipks.intake.models import Item, SenderToken, SetAside, Source
from sipks.intake.services.sources import source_update
from sipks.intake.services.tokens import token_create, token_revoke
from sipks.people.scope import Actor, bind

from .intake_world import lines

pytestmark = pytest.mark.django_db
BODY = lines({"id": 1, "text": "a"}, {"id": 2, "text": ""}, {"id": 1, "text": "a"}) + b"{rusak\n"


@pytest.fixture
def secret(source: Source) -> str:
    return token_create(source=source, name="mitra")[1]


def post(secret: str, body: bytes, **headers: str) -> tuple[int, Any]:
    answer = Client().post(
        "/api/v1/bahan",
        body,
        content_type="application/x-ndjson",
        headers={"Authorization": f"Bearer {secret}", **headers},
    )
    return answer.status_code, json.loads(answer.content)


def test_each_line_has_its_result(secret: str) -> None:
    status, receipt = post(secret, BODY)
    assert status == 200
    assert (receipt["stored"], receipt["known"], receipt["set_aside"]) == (1, 1, 2)
    assert [(one["line"], one["status"]) for one in receipt["results"]] == [
        (1, "stored"),
        (2, "set_aside"),
        (3, "known"),
        (4, "set_aside"),
    ]
    first, second, third, _ = receipt["results"]
    assert first["id"] == third["id"] == str(Item.objects.get().pk)
    assert (second["code"], second["column"]) == ("no_text", "text")
    assert "Isi" in second["reason"]
    assert SetAside.objects.count() == 2


def test_a_re_send_is_harmless_without_a_key_too(secret: str) -> None:
    post(secret, BODY)
    _, receipt = post(secret, BODY)
    assert (receipt["stored"], receipt["known"], receipt["set_aside"]) == (0, 2, 2)
    assert (Item.objects.count(), SetAside.objects.count()) == (1, 2)


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(secret: str) -> None:
    first = post(secret, BODY, **{"Idempotency-Key": "k1"})
    assert post(secret, BODY, **{"Idempotency-Key": "k1"}) == first
    status, problem = post(secret, lines({"text": "lain"}), **{"Idempotency-Key": "k1"})
    assert (status, "dipakai" in problem["detail"]) == (409, True)
    assert Item.objects.count() == 1


def test_two_sources_may_use_one_key(secret: str, areas: dict[str, Any]) -> None:
    from .intake_world import make_source

    other = token_create(source=make_source(areas["73.06"], "LAIN"), name="x")[1]
    for one in (secret, other):
        assert post(one, BODY, **{"Idempotency-Key": "k"})[1]["stored"] == 1


def test_gzip_in_one_piece_or_several(secret: str) -> None:
    parts = BODY.splitlines(keepends=True)
    packed = gzip.compress(parts[0], mtime=0) + gzip.compress(b"".join(parts[1:]))
    for body in (gzip.compress(BODY, mtime=0), packed):
        status, receipt = post(secret, body, **{"Content-Encoding": "gzip"})
        assert (status, len(receipt["results"])) == (200, 4)


@pytest.mark.parametrize(
    ("body", "headers", "status", "word"),
    [
        (b"", {}, 400, "kosong"),
        (b" \n\n", {}, 400, "kosong"),
        (b'[{"text":"a"},', {}, 400, "satu objek per baris"),
        (b"bukan gzip", {"Content-Encoding": "gzip"}, 400, "gzip"),
        (gzip.compress(BODY, mtime=0)[:-9], {"Content-Encoding": "gzip"}, 400, "terpotong"),
        (BODY, {"Content-Encoding": "br"}, 400, "gzip"),
        (BODY, {"Idempotency-Key": "k" * 201}, 400, "Idempotency-Key"),
        (b"{}\n" * 10_001, {}, 413, "10000"),
        (b"x" * (17 * 2**20), {}, 413, "besar"),
        (
            gzip.compress(b"\x00" * (65 * 2**20), mtime=0),
            {"Content-Encoding": "gzip"},
            413,
            "besar",
        ),
    ],
)
def test_a_request_that_cannot_be_used_says_why(
    secret: str, body: bytes, headers: dict[str, str], status: int, word: str
) -> None:
    code, problem = post(secret, body, **headers)
    assert code == status
    assert word in problem["detail"]
    assert Item.objects.count() == SetAside.objects.count() == 0


def test_one_bad_byte_does_not_stop_the_others(secret: str) -> None:
    body = b'{"text":"a\x00"}\n\xff\xfe\x00\n{"text":"\\ud800b","x":NaN}\n'
    assert post(secret, body)[1]["stored"] == 2


def test_nobody_sends_without_a_valid_token(secret: str, source: Source) -> None:
    token = SenderToken.objects.get()
    assert secret not in str(vars(token))
    assert post("sipks_salah", BODY)[0] == 401
    source_update(source=source, active=False)
    assert post(secret, BODY)[0] == 401
    source_update(source=source, active=True)
    SenderToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert post(secret, BODY)[0] == 401
    SenderToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert post(secret, BODY)[0] == 200
    token_revoke(token=token)
    assert post(secret, BODY)[0] == 401
    assert Item.objects.count() == 1


def test_a_session_is_no_token(secret: str, officer: Any, sign_in: Any) -> None:
    answer = sign_in(officer).post("/api/v1/bahan", BODY, content_type="application/x-ndjson")
    assert answer.status_code == 401


def test_the_number_of_queries_does_not_grow_with_the_lines(
    secret: str, django_assert_max_num_queries: Any
) -> None:
    post(secret, lines({"text": "untuk melihat token"}))
    with django_assert_max_num_queries(14):
        post(secret, lines(*({"id": n, "text": f"t{n}"} for n in range(500))))


def test_a_delivery_leaves_one_entry_with_its_counts(secret: str, source: Source) -> None:
    post(secret, BODY, **{"Idempotency-Key": "satu"})
    post(secret, BODY, **{"Idempotency-Key": "satu"})

    with bind(Actor.program("test", "audit")):
        [entry] = Entry.objects.filter(verb="delivery_take_in")
    assert (entry.actor_name, entry.subject_id) == ("api: mitra", str(source.pk))
    assert (entry.scope_code, entry.origin) == (source.scope_code, "127.0.0.1")
    assert [entry.detail[name] for name in ("stored", "known", "set_aside")] == [1, 1, 2]
    assert secret not in str(entry.detail)
