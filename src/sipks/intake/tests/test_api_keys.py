"""What a key may ask beside sending: after its own items, and about itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from sipks.intake.models import Bucket, Item, Pending, SenderToken, Source, Verb
from sipks.intake.services.readings import MAX_ATTEMPTS
from sipks.intake.services.token_check import token_check
from sipks.intake.services.tokens import token_create
from sipks.places.models import Area

from .intake_world import lines, make_source

pytestmark = pytest.mark.django_db
ALL = [one.value for one in Verb]
BODY = lines({"id": 1, "text": "a"}, {"id": 2, "text": "b"}, {"id": 3, "text": "c"})


def ask(secret: str, method: str, path: str, *rest: Any, **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {secret}"}
    return getattr(Client(), method)(f"/api/v1{path}", *rest, headers=headers, **more)


def send(secret: str, query: str = "") -> Any:
    return ask(secret, "post", f"/bahan{query}", BODY, content_type="application/x-ndjson")


def test_how_far_its_own_have_come(source: Source, areas: dict[str, Area]) -> None:
    _, secret = token_create(source=source, name="x", verbs=ALL)
    ids = [one["id"] for one in send(secret).json()["results"]]
    Pending.objects.filter(item=ids[0]).delete()
    Pending.objects.filter(item=ids[1]).update(attempts=MAX_ATTEMPTS)
    other = token_create(source=make_source(areas["53.71"], "LAIN"), name="y")[1]
    theirs = send(other).json()["results"][0]["id"]
    asked = [*ids, theirs, str(uuid4())]
    told = ask(secret, "get", "/bahan/status", {"id": asked}).json()
    assert [one["status"] for one in told] == [
        "read", "unreadable", "waiting", "unknown", "unknown",
    ]  # fmt: skip
    assert [one["id"] for one in told] == asked
    assert told[0]["version"] == 1
    assert {key for one in told for key in one} == {"id", "status", "version", "received_at"}
    assert {**told[3], "id": ""} == {**told[4], "id": ""}


def test_the_answer_takes_the_same_queries_for_any_number(
    source: Source, django_assert_max_num_queries: Any
) -> None:
    _, secret = token_create(source=source, name="x", verbs=ALL)
    send(secret)
    ids = [str(pk) for pk in Item.objects.values_list("pk", flat=True)]
    with django_assert_max_num_queries(6):
        ask(secret, "get", "/bahan/status", {"id": ids + [str(uuid4()) for _ in range(190)]})
    assert ask(secret, "get", "/bahan/status", {"id": [str(uuid4())] * 201}).status_code == 422


def test_a_key_sends_for_each_of_its_sources(source: Source, areas: dict[str, Area]) -> None:
    more = make_source(areas["73.06"], "LAGI")
    make_source(areas["53.71"], "LAIN")
    _, secret = token_create(source=source, name="x", also=[more])
    assert send(secret, "?sumber=LAGI").status_code == 200
    assert set(Item.objects.values_list("source", flat=True)) == {more.pk}
    for code in ("LAIN", "TIDAKADA", "%00"):
        assert send(secret, f"?sumber={code}").status_code == 404 or code == "%00"
    assert Item.objects.exclude(source__in=[more, source]).count() == 0


@pytest.mark.parametrize("verb", Verb)
def test_each_verb_opens_its_own_door(verb: Verb, source: Source) -> None:
    _, secret = token_create(source=source, name="x", verbs=[verb])
    doors: dict[Verb, Callable[[], Any]] = {
        Verb.SEND: lambda: send(secret),
        Verb.STATUS: lambda: ask(secret, "get", "/bahan/status", {"id": str(uuid4())}),
        Verb.ROTATE: lambda: ask(secret, "post", "/kunci/putar"),
    }
    tried = {one: door().status_code for one, door in doors.items() if one != verb}
    assert set(tried.values()) == {403}
    assert ask(secret, "get", "/kunci").status_code == 200
    assert doors[verb]().status_code == 200


def test_a_key_tells_of_itself_and_no_secret(source: Source) -> None:
    token, secret = token_create(source=source, name="redaksi", verbs=ALL)
    told = ask(secret, "get", "/kunci").json()
    assert (told["name"], told["sources"], told["verbs"]) == ("redaksi", ["UJI"], ALL)
    assert secret not in str(told)
    assert told["expires_at"][:10] == token.expires_at.date().isoformat()


def test_a_key_rotates_itself_and_only_by_its_newest_secret(source: Source) -> None:
    token, old = token_create(source=source, name="x", verbs=ALL)
    answer = ask(old, "post", "/kunci/putar")
    new = answer.json()["secret"]
    assert "no-store" in answer["Cache-Control"]
    assert [send(one).status_code for one in (old, new)] == [200, 200]
    assert ask(old, "post", "/kunci/putar").status_code == 409
    assert token_check(new)
    assert SenderToken.objects.get().expires_at == token.expires_at


def test_too_often_says_when_to_come_again(source: Source, settings: Any) -> None:
    settings.TOKEN_PER_MINUTE = 2
    _, secret = token_create(source=source, name="x")
    answers = [send(secret) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) >= 1
    assert "coba lagi" in answers[2].json()["detail"]


def test_useless_keys_meet_one_answer_until_they_are_too_many(source: Source) -> None:
    answers = [send(f"sipks_{number:043d}") for number in range(60)]
    assert answers[0].status_code == 401
    assert answers[-1].status_code == 429
    assert Bucket.objects.count() == 1
    _, secret = token_create(source=source, name="x")
    assert send(secret).status_code == 200
