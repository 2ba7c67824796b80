from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sipks.intake.models import SenderToken, Source, SourceKind
from sipks.intake.services.token_check import token_check
from sipks.intake.services.tokens import token_create
from sipks.people.choices import Classification, Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def source(areas: dict[str, Area], program: Actor) -> Source:
    made: Source = Source.objects.create(
        code="FKDM",
        name="FKDM Makassar",
        kind=SourceKind.CITIZEN,
        area=areas["73.71"],
        scope_code="73.71",
    )
    return made


def url_of(source: Source) -> str:
    return reverse("intake:source", args=[source.pk])


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def now(source: Source) -> Source:
    with bind(Actor.program("test")):
        found: Source = Source.objects.get(pk=source.pk)
        return found


def test_each_officer_sees_the_sources_of_his_place(
    source: Source, sign_in: SignIn, officer: User, neighbour: User, stranger: User, province: User
) -> None:
    for user, seen in ((officer, True), (province, True), (neighbour, False), (stranger, False)):
        client = sign_in(user)
        assert ("FKDM Makassar" in text(client.get(reverse("intake:sources")))) is seen
        assert client.get(url_of(source)).status_code == (200 if seen else 404)
        said = {"name": "Lain", "reliability": "A", "default_classification": 0}
        if not seen:
            assert client.post(url_of(source), said).status_code == 404


def test_the_list_takes_the_same_queries_for_any_number_of_sources(
    source: Source,
    areas: dict[str, Area],
    sign_in: SignIn,
    officer: User,
    django_assert_num_queries: Any,
) -> None:
    client = sign_in(officer)
    for number in range(5):
        Source.objects.create(
            code=f"S{number}",
            name=f"S{number}",
            kind=SourceKind.NEWS,
            area=areas["73.71.01"],
            scope_code="73.71.01",
        )
    with django_assert_num_queries(5):
        client.get(reverse("intake:sources"))


def test_settings_are_changed(source: Source, sign_in: SignIn, officer: User) -> None:
    said = {"name": "FKDM Kota", "reliability": "B", "default_classification": "1"}
    page = sign_in(officer).post(url_of(source), said, follow=True)
    assert "Perubahan disimpan." in text(page)
    changed = now(source)
    assert (changed.name, changed.reliability, changed.active) == ("FKDM Kota", "B", False)


def test_a_source_of_a_wider_area_is_read_but_not_changed(
    source: Source, sign_in: SignIn, make_officer: MakeOfficer
) -> None:
    auditor = make_officer("auditor", "73.71", Role.AUDITOR)
    client = sign_in(auditor)
    page = client.get(url_of(source))
    assert page.status_code == 200
    assert '<button class="btn btn-primary" type="submit">Simpan' not in text(page)
    assert client.post(url_of(source), {"name": "x"}).status_code == 403
    assert client.get(reverse("intake:source_new")).status_code == 403


def test_nobody_files_material_above_his_own_clearance(
    source: Source, sign_in: SignIn, officer: User
) -> None:
    said = {
        "name": "x",
        "reliability": "F",
        "default_classification": str(Classification.TOP_SECRET.value),
    }
    page = sign_in(officer).post(url_of(source), said)
    assert "di atas kewenangan" in text(page)
    assert now(source).default_classification == 0


def test_a_new_source_lies_within_the_officers_area(
    areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    said = {
        "name": "Radio",
        "code": "RADIO",
        "kind": "news",
        "place": "73.06",
        "reliability": "C",
        "default_classification": "0",
    }
    client, url = sign_in(officer), reverse("intake:source_new")
    assert "di luar wilayah tugas" in text(client.post(url, said))
    page = client.post(url, said | {"place": "Mariso"}, follow=True)
    assert "Sumber dibuat" in text(page)
    with bind(Actor.program("test")):
        assert Source.objects.get(code="RADIO").scope_code == "73.71.01"
    assert "code" in client.post(url, said | {"place": "Mariso"}).context["form"].errors


def test_the_secret_of_a_key_is_shown_once(source: Source, sign_in: SignIn, officer: User) -> None:
    client = sign_in(officer)
    url = reverse("intake:token_new", args=[source.pk])
    page = client.post(url, {"name": "redaksi", "days": "365", "verbs": ["bahan:kirim"]})
    secret = page.context["secret"]
    assert secret in text(page)
    assert "no-store" in page["Cache-Control"]
    assert secret not in text(client.get(url_of(source)))
    assert "redaksi" in text(client.get(url_of(source)))


def test_a_key_needs_a_name(source: Source, sign_in: SignIn, officer: User) -> None:
    url = reverse("intake:token_new", args=[source.pk])
    page = sign_in(officer).post(url, {"name": "", "days": "365", "verbs": ["bahan:kirim"]})
    assert "name" in page.context["token_form"].errors
    assert not SenderToken.objects.exists()


def test_a_key_is_revoked_by_an_officer_of_the_place_only(
    source: Source, sign_in: SignIn, officer: User, neighbour: User, stranger: User
) -> None:
    token, secret = token_create(source=source, name="redaksi")
    url = reverse("intake:token_revoke", args=[source.pk, token.pk])
    for user in (neighbour, stranger):
        assert sign_in(user).post(url).status_code == 404
    with bind(Actor.program("test")):
        assert token_check(secret)
    assert "dicabut" in text(sign_in(officer).post(url, follow=True))
    with bind(Actor.program("test")):
        assert token_check(secret) is None
