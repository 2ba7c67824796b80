from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sipks.intake.models import SenderToken, Source
from sipks.intake.services.token_check import token_check
from sipks.intake.services.tokens import token_create
from sipks.people.choices import Role
from sipks.people.models import Office, User
from sipks.people.models.office import OfficeKind
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .intake_world import make_source

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SAID = {"name": "redaksi", "days": "90", "verbs": ["bahan:kirim"]}


def page_of(source: Source) -> str:
    return reverse("intake:source", args=[source.pk])


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def checked(secret: str) -> bool:
    with bind(Actor.program("test")):
        return token_check(secret) is not None


def new(client: Client, source: Source, **said: Any) -> Any:
    return client.post(reverse("intake:token_new", args=[source.pk]), SAID | said)


def test_a_key_is_made_as_asked(
    source: Source, areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    make_source(areas["73.71.01"], "LAGI")
    verbs, networks = ["bahan:kirim", "kunci:putar"], "203.0.113.9, 2001:db8::/32"
    page = new(sign_in(officer), source, verbs=verbs, networks=networks, also="LAGI")
    assert page.status_code == 200
    token = SenderToken.objects.get()
    assert (token.verbs, token.others) == (verbs, ["LAGI"])
    assert token.networks == ["203.0.113.9/32", "2001:db8::/32"]
    assert (token.expires_at - timezone.now()).days in (89, 90)
    shown = text(sign_in(officer).get(page_of(source)))
    for word in ("redaksi", "203.0.113.9/32", "juga untuk LAGI", "memutar kuncinya sendiri"):
        assert word in shown


def test_a_key_for_a_partner_agency(
    source: Source, areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    made = {
        code: Office.objects.create(kind=OfficeKind.PARTNER, area=areas[code], name=f"Mitra {code}")
        for code in ("73.71", "73", "53.71")
    }
    client = sign_in(officer)
    assert new(client, source, office=made["53.71"].pk).status_code == 422
    assert new(client, source, office=made["73"].pk).status_code == 200
    assert SenderToken.objects.get().office == made["73"]
    assert "Mitra 73" in text(client.get(page_of(source)))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"days": "3650"}, "days"),
        ({"days": ""}, "days"),
        ({"verbs": []}, "verbs"),
        ({"verbs": ["semua"]}, "verbs"),
        ({"networks": "kantor"}, "networks"),
        ({"networks": "203.0.113.0/99"}, "networks"),
        ({"networks": "'; drop"}, "networks"),
        ({"also": "TIDAK-ADA"}, "also"),
        ({"also": ",".join(f"S{n}" for n in range(21))}, "also"),
        ({"name": "a\0b"}, "name"),
        ({"also": "a\0b"}, "also"),
    ],
)
def test_what_a_key_cannot_be(
    said: dict[str, Any], field: str, source: Source, sign_in: SignIn, officer: User
) -> None:
    page = new(sign_in(officer), source, **said)
    assert page.status_code == 422
    assert list(page.context["token_form"].errors) == [field]
    assert not SenderToken.objects.exists()


def test_a_source_of_others_is_as_unknown_as_none(
    source: Source, areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    make_source(areas["53.71"], "KUPANG")
    told = [
        new(sign_in(officer), source, also=code).context["token_form"].errors["also"][0]
        for code in ("KUPANG", "TIDAKADA")
    ]
    assert told[0].replace("KUPANG", "") == told[1].replace("TIDAKADA", "")


def test_the_other_sources_page_tells_who_sends_for_it(
    source: Source,
    areas: dict[str, Area],
    sign_in: SignIn,
    officer: User,
    make_officer: MakeOfficer,
) -> None:
    more = make_source(areas["73.71.01"], "LAGI")
    token_create(source=source, name="bersama", also=[more])
    assert "bersama" in text(sign_in(officer).get(page_of(more)))
    mariso = make_officer("mariso", "73.71.01")  # who may not see the source that has the key
    assert "bersama" not in text(sign_in(mariso).get(page_of(more)))


def test_one_step_makes_a_new_secret(source: Source, sign_in: SignIn, officer: User) -> None:
    token, old = token_create(source=source, name="redaksi")
    client, url = sign_in(officer), reverse("intake:token_rotate", args=[source.pk, token.pk])
    page = client.post(url, {"days": ""})
    secret = page.context["secret"]
    assert secret in text(page)
    assert "no-store" in page["Cache-Control"]
    assert "masih diterima sampai" in text(page)
    assert checked(secret)
    assert checked(old)
    shown = text(client.get(page_of(source)))
    assert "kunci lama masih berlaku" in shown
    assert secret not in shown


def test_only_who_may_send_for_the_place_rotates(
    source: Source,
    sign_in: SignIn,
    make_officer: MakeOfficer,
    neighbour: User,
    stranger: User,
    province: User,
) -> None:
    token, _ = token_create(source=source, name="redaksi")
    url = reverse("intake:token_rotate", args=[source.pk, token.pk])
    auditor = make_officer("auditor", "73.71", Role.AUDITOR)
    tried = {user.username: sign_in(user).post(url, {"days": ""}).status_code
             for user in (neighbour, stranger, auditor, province)}  # fmt: skip
    assert tried == {"gowa": 404, "kupang": 404, "auditor": 403, "sulsel": 200}
    assert sign_in(province).get(url).status_code == 405


def test_a_key_of_another_source_is_not_found(
    source: Source, areas: dict[str, Area], sign_in: SignIn, officer: User
) -> None:
    token, secret = token_create(source=make_source(areas["53.71"], "LAIN"), name="x")
    for name in ("intake:token_rotate", "intake:token_revoke"):
        url = reverse(name, args=[source.pk, token.pk])
        assert sign_in(officer).post(url, {"days": ""}).status_code == 404
    assert checked(secret)


def test_a_rotation_of_a_dead_key_says_so(source: Source, sign_in: SignIn, officer: User) -> None:
    token, _ = token_create(source=source, name="redaksi")
    SenderToken.objects.update(revoked_at=timezone.now())
    url = reverse("intake:token_rotate", args=[source.pk, token.pk])
    page = sign_in(officer).post(url, {"days": ""}, follow=True)
    assert "baru saja diubah" in text(page)
    assert "masa berlaku yang ada" in text(sign_in(officer).post(url, {"days": "9"}, follow=True))


def test_the_page_warns_before_the_end(source: Source, sign_in: SignIn, officer: User) -> None:
    token_create(source=source, name="redaksi")
    client = sign_in(officer)
    assert "segera habis" not in text(client.get(page_of(source)))
    SenderToken.objects.update(expires_at=timezone.now() + timedelta(days=20))
    assert "segera habis" in text(client.get(page_of(source)))
    SenderToken.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "sudah habis" in text(client.get(page_of(source)))


def test_the_page_takes_the_same_queries_for_any_number_of_keys(
    source: Source, sign_in: SignIn, officer: User, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(officer)
    token_create(source=source, name="a")
    client.get(page_of(source))
    with django_assert_max_num_queries(14):
        client.get(page_of(source))
    for number in range(5):
        token_create(source=source, name=f"b{number}")
    with django_assert_max_num_queries(14):
        client.get(page_of(source))
