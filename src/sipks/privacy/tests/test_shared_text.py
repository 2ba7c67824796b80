"""What others are shown, in every page and answer: no identifier of a person can be read in it."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from sipks.audit.models import Entry
from sipks.incidents.models import Decision, Incident, Signal
from sipks.incidents.services.pipeline import pending_process
from sipks.intake.models import Item, SetAside, Source, Upload
from sipks.intake.services.tokens import token_create
from sipks.intake.services.uploads import upload_create, upload_run
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.privacy.retention.run import SERVICE
from sipks.reading.tests.identifiers import EVERYTHING, REGISTERS, words_of

from .world import make_source

SignIn = Callable[[User], Client]
_TAGS = re.compile(r"<[^>]+>")
# Shorter ones tell nobody by themselves, and plain words stand on the pages anyway.
LONG = [
    word
    for one in EVERYTHING
    for word in words_of(one)
    if len(word) > 4 and (word.startswith("ambo") or any(map(str.isdigit, word)))
]
PHONE = "081200001234"
FEW = 4  # identifiers in one record


@dataclass(frozen=True, slots=True)
class Kept:
    """What came in."""

    upload: Upload
    incidents: list[Incident]
    items: list[Item]


def rows() -> Iterator[dict[str, object]]:
    """Each identifier in the text, title, teller and other columns, in the five registers."""
    for number in range(0, len(EVERYTHING), FEW):
        identifier = " | ".join(EVERYTHING[number : number + FEW])
        text = list(REGISTERS.values())[number // FEW % len(REGISTERS)].format(identifier)
        yield {
            "id": f"{number}-{identifier}", "text": f"{text} Dua orang luka, satu rumah dibakar.",
            "title": f"Bentrok di Mariso {identifier}", "source": f"Warga {identifier}",
            "keterangan": f"hubungi {identifier}",
            "username": "ambo_contoh98", "url": "https://x.com/ambo_contoh98/status/1",
            "place": f"Mariso {identifier}", "parties": identifier,
        }  # fmt: skip
    for number, identifier in enumerate(EVERYTHING):
        yield {"id": f"b{number}", "text": "Ribut di Mariso", "date": f"hubungi {identifier}"}


@pytest.fixture
def kept(areas: dict[str, Area], officer: User) -> Kept:
    """A file of posts, read and grouped, of which one incident was decided on with a note."""
    content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows())
    with bind(Actor.program("test", *SERVICE[1:])):
        source = make_source(areas["73.71"])
        made = upload_create(
            source=source, stream=io.BytesIO(content.encode()), defer=False,
            name=f"Chat WhatsApp dengan +62 {PHONE[1:]}.jsonl",
        )  # fmt: skip
        upload = upload_run(upload=Upload.objects.select_related("source__area").get(pk=made.pk))
        while pending_process():
            pass
        return Kept(upload, list(Incident.objects.all()), list(Item.objects.all()))


def leaks(body: str) -> list[str]:
    """Words of identifiers that can be read in what a page shows."""
    shown = html.unescape(_TAGS.sub(" ", body)) if body.lstrip().startswith("<") else body
    return sorted({word for word in LONG if word in shown})


def pages(kept: Kept) -> Iterator[str]:
    for name in ("incidents:queue", "incidents:map", "incidents:map_data", "intake:uploads",
                 "intake:set_aside", "intake:sources"):  # fmt: skip
        yield reverse(name)
    yield reverse("intake:upload", args=[kept.upload.pk])
    yield reverse("intake:upload_progress", args=[kept.upload.pk])
    yield reverse("intake:source", args=[kept.upload.source_id])
    for one in kept.incidents:
        yield reverse("incidents:detail", args=[one.pk])
    for item in kept.items:
        yield reverse("intake:item", args=[item.pk])
        yield reverse("intake:item_reading", args=[item.pk])
    for subject, pk in (
        ("incident", kept.incidents[0].pk), ("item", kept.items[0].pk), ("upload", kept.upload.pk),
    ):  # fmt: skip
        yield reverse("people:record_history", args=[subject, pk])


def test_no_page_shows_an_identifier(kept: Kept, sign_in: SignIn, officer: User) -> None:
    assert len(kept.items) >= len(EVERYTHING) // FEW
    client, found = sign_in(officer), {}
    url = reverse("incidents:decide", args=[kept.incidents[0].pk, "verifikasi"])
    client.post(
        url,
        {
            "seen": kept.incidents[0].version, "grade_source": "B", "grade_content": "2",
            "note": f"Menurut {' dan '.join(EVERYTHING)}"[:1900],
        },
    )  # fmt: skip
    for address in pages(kept):
        answer = client.get(address)
        assert answer.status_code in (200, 286), address  # 286: htmx need not ask again
        if shown := leaks(answer.content.decode()):
            found[address] = shown
    assert found == {}


def test_what_is_kept_for_lists_and_maps_is_masked(kept: Kept) -> None:
    with bind(Actor.program("test", *SERVICE[1:])):
        told = [
            *Signal.objects.values_list("title", "excerpt", "teller"),
            *Incident.objects.values_list("title"),
            *Upload.objects.values_list("name", "refusal"),
            *SetAside.objects.values_list("reason"),
            *Entry.objects.values_list("detail"),
        ]
    assert leaks(" ".join(map(str, told))) == []


def test_an_answer_to_a_sender_names_nobody(areas: dict[str, Area]) -> None:
    with bind(Actor.program("test", *SERVICE[1:])):
        source: Source = make_source(areas["73.71"])
        _, secret = token_create(source=source, name="uji")
    body = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows())
    answer = Client().post(
        "/api/v1/bahan", data=body, content_type="application/x-ndjson",
        headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert answer.json()["set_aside"] > len(EVERYTHING) // 2
    assert leaks(answer.content.decode()) == []


def test_notes_are_masked_where_they_are_shown(kept: Kept, sign_in: SignIn, officer: User) -> None:
    with bind(Actor.program("test", *SERVICE[1:])):
        for identifier in EVERYTHING:
            Decision.objects.create(
                incident=kept.incidents[0], verb="verify", before={}, after={}, actor_name="x",
                note=f"Kata {identifier} benar",
            )  # fmt: skip
    page = sign_in(officer).get(reverse("incidents:detail", args=[kept.incidents[0].pk]))
    assert "benar" in page.content.decode()
    assert leaks(page.content.decode()) == []
