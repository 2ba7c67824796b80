"""What is kept about the person who asks: found by what he gave, and nothing of it kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.audit.models import Entry
from sipks.incidents.models import Decision
from sipks.intake.models import Item, Source
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.privacy.choices import RequestVerb
from sipks.privacy.models import RequestStep, SubjectRequest
from sipks.privacy.retention.run import SERVICE
from sipks.privacy.services.errors import StepRefused
from sipks.privacy.services.holdings import Found, Identifiers, holdings_find
from sipks.privacy.services.requests import request_step

from .conftest import MakeRequest
from .world import GRAVE, IDLE, bring, make_source


@pytest.fixture
def source(areas: dict[str, Area]) -> Source:
    with bind(Actor.program("test", *SERVICE[1:])):
        return make_source(areas["73.71"])


def put(source: Source, *texts: str, **more: Any) -> list[Item]:
    with bind(Actor.program("test", *SERVICE[1:])):
        return bring(source, *texts, **more)


@pytest.fixture
def proven(make_request: MakeRequest, dpo: User) -> SubjectRequest:
    """A request whose applicant has proven who he is."""
    made = make_request()
    with bind(Actor.of(dpo)):
        return request_step(request=made, verb=RequestVerb.IDENTIFY, version=1, note="KTP")


def find(dpo: User, request: SubjectRequest, **given: str) -> dict[str, Found]:
    with bind(Actor.of(dpo)):
        return {
            str(one.what): one for one in holdings_find(request=request, asked=Identifiers(**given))
        }


def test_posts_are_found_by_the_handle_that_was_never_kept(
    source: Source, dpo: User, proven: SubjectRequest
) -> None:
    (mine,) = put(source, IDLE, author="@ambo_contoh")
    put(source, f"{IDLE} lain", author="@orang_lain")
    put(source, "Kata @ambo_contoh akan ramai")
    found = find(dpo, proven, handle="Ambo_Contoh")
    written = found["Bahan yang ditulis akun ini"]
    assert [one.id for one in written.samples] == [mine.pk]
    assert found["Bahan yang menyebut akun ini"].count == 1


@pytest.mark.parametrize(
    "text",
    [
        "Hubungi 081200001234 segera",
        "Hubungi 0812-0000-1234 segera",
        "wa +62 812 0000 1234",
        "wa 6281200001234",
        "telp (0812) 0000 1234",
    ],
)
def test_a_phone_is_found_however_it_was_written(
    source: Source, dpo: User, proven: SubjectRequest, text: str
) -> None:
    put(source, text)
    put(source, "Hubungi 081200001235 atau 0812000012345")
    found = find(dpo, proven, phone="+62 812-0000-1234")
    assert found["Bahan yang memuatnya"].count == 1
    (sample,) = found["Bahan yang memuatnya"].samples
    assert "1234" not in sample.text


def test_names_numbers_and_mail_are_found_in_texts_and_notes(
    source: Source, dpo: User, proven: SubjectRequest, officer: User
) -> None:
    put(
        source, "Ambo  Contoh ber-NIK 7371 9901 0190 0001, ambo@contoh.example", GRAVE,
        "Ambok Contohan lewat",
    )  # fmt: skip
    with bind(Actor.program("test", *SERVICE[1:])):
        item = Item.objects.get(text=GRAVE)
        Decision.objects.create(
            incident=item.signal.incident, verb="note", before={}, after={}, actor_name="x",
            note="Menurut Ambo Contoh",
        )  # fmt: skip
    assert find(dpo, proven, nik="7371990101900001")["Bahan yang memuatnya"].count == 1
    assert find(dpo, proven, email="AMBO@contoh.example")["Bahan yang memuatnya"].count == 1
    named = find(dpo, proven, name="ambo contoh")
    assert named["Bahan yang memuatnya"].count == 1
    assert named["Catatan putusan"].count == 1


def test_nothing_of_it_is_kept_but_how_much(
    source: Source, dpo: User, proven: SubjectRequest
) -> None:
    put(source, "Hubungi 081200001234 segera", author="@ambo_contoh")
    find(dpo, proven, phone="081200001234", handle="@ambo_contoh")
    with bind(Actor.of(dpo)):
        (step,) = RequestStep.objects.filter(request=proven, verb=RequestVerb.SEARCH)
        kept = step.note + str(list(Entry.objects.values_list("detail", flat=True)))
    assert "handle, phone" in step.note
    assert "Bahan yang ditulis akun ini 1" in step.note
    for word in ("081200001234", "1234", "ambo"):
        assert word not in kept


def test_identity_is_proven_first(source: Source, dpo: User, make_request: MakeRequest) -> None:
    with pytest.raises(StepRefused, match="identitas"):
        find(dpo, make_request(), handle="@ambo_contoh")


def test_it_stays_within_the_area_and_the_clearance_of_the_handler(
    source: Source, dpo: User, proven: SubjectRequest, areas: dict[str, Area], make_officer: Any
) -> None:
    with bind(Actor.program("test", *SERVICE[1:])):
        other = make_source(areas["53.71"], "KUPANG")
    put(other, IDLE, author="@ambo_contoh")
    (secret,) = put(source, f"{IDLE} rahasia", author="@ambo_contoh")
    with bind(Actor.program("test", *SERVICE[1:])):
        Item.objects.filter(pk=secret.pk).update(classification=3)
    assert find(dpo, proven, handle="@ambo_contoh")["Bahan yang ditulis akun ini"].count == 0


def test_the_page_shows_what_was_found_and_what_cannot_be_searched(
    source: Source, dpo: User, proven: SubjectRequest, sign_in: Callable[[User], Client]
) -> None:
    put(source, "Ambo Contoh di 081200001234")
    client, address = sign_in(dpo), reverse("privacy:request_search", args=[proven.pk])
    page = client.post(address, {"name": "Ambo Contoh"}).content.decode()
    assert "Bahan yang memuatnya: 1" in page
    assert "************" in page
    assert "Isian tersegel" in page
    assert "no-store" in client.post(address, {"name": "Ambo Contoh"}).headers["Cache-Control"]
    for said in ({}, {"phone": "0812"}, {"name": "Al"}, {"nik": "12"}):
        assert client.post(address, said).status_code == 422
