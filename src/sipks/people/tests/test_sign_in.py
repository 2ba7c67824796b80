"""Signing in: what a session holds, who needs a second factor, and what stops a guesser."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sipks.audit.models import Entry
from sipks.people.choices import Role
from sipks.people.models import Session, User
from sipks.people.scope import SIGN_IN, Actor, bind
from sipks.people.seal.stores import FactorStore
from sipks.people.signin.factors import needs_second_factor
from sipks.people.signin.keys import sealed

from .officers import MakeOfficer

Answer = Any  # Django's test answer has no public type
PASSWORD = "rahasia-betul"
LOGIN = "/akun/login/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(steps: int = 0) -> str:
    """What a code app shows now, or some steps of half a minute later."""
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps)))


def with_app(user: User) -> User:
    with bind(SIGN_IN):
        Authenticator.objects.create(user=user, type="totp", data={"secret": sealed(SECRET)})
    return user


def enter(client: Client, name: str, password: str, address: str = "198.51.100.7") -> Answer:
    sent = {"login": name, "password": password}
    return client.post(LOGIN, sent, REMOTE_ADDR=address)


def entries(verb: str) -> list[Entry]:
    with bind(Actor.program("test", "audit")):
        return list(Entry.objects.filter(verb=verb))


def test_with_a_code_the_sign_in_is_whole(officer: User, client: Client) -> None:
    with_app(officer)
    answer = enter(client, "makassar", PASSWORD)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get("/peta/").status_code == 302, "the password alone opens nothing"
    asked = client.get(reverse("mfa_authenticate")).content.decode()
    assert "Pakai kunci sandi" not in asked, "there is none"
    answer = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert answer["Location"] == "/"
    assert client.get("/peta/").status_code == 200
    told = entries("sign_in")
    assert [entry.detail["methods"] for entry in told] == [["password", "totp"]]
    assert told[0].scope_code == "73.71"


def test_a_code_serves_once(officer: User) -> None:
    with_app(officer)
    shown = code()
    for expected in (302, 200):
        client = Client()
        enter(client, "makassar", PASSWORD)
        answer = client.post(reverse("mfa_authenticate"), {"code": shown})
        assert answer.status_code == expected


def test_nor_does_it_after_the_next_one_is_shown(officer: User) -> None:
    with_app(officer)
    shown = code()
    first, second = Client(), Client()
    for client in (first, second):
        enter(client, "makassar", PASSWORD)
    assert first.post(reverse("mfa_authenticate"), {"code": shown}).status_code == 302
    # What allauth itself remembers is gone after one step of half a minute.
    cache.delete(f"allauth.mfa.totp.used?user={officer.pk}&code={shown}")
    assert second.post(reverse("mfa_authenticate"), {"code": shown}).status_code == 200


def test_codes_cannot_be_guessed_at_will(officer: User, client: Client) -> None:
    with_app(officer)
    enter(client, "makassar", PASSWORD)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert answer.status_code == 200
    assert "Terlalu banyak kode" in answer.content.decode()
    assert len(entries("sign_in_failed")) == 5


@pytest.mark.parametrize(
    ("role", "clearance", "needed"),
    [
        (Role.VERIFIER, 1, True),
        (Role.REPORTER, 0, False),
        (Role.ADMINISTRATOR, 0, True),
        (Role.HEAD, 0, True),
        (Role.PARTNER, 0, False),
        (Role.PARTNER, 2, True),
    ],
)
def test_who_needs_a_second_factor(
    make_officer: MakeOfficer, role: Role, clearance: int, needed: bool
) -> None:
    user = make_officer("siapa", "73.71", role, clearance=clearance)
    assert needs_second_factor(Actor.of(user)) is needed


def test_without_a_second_factor_only_its_pages_are_open(officer: User, client: Client) -> None:
    enter(client, "makassar", PASSWORD)
    begin = reverse("second_factor_begin")
    for address in ("/", "/peta/", "/lapor/", reverse("mfa_index"), "/akun/keamanan/kunci-sandi/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, begin), address
    assert client.get(begin).status_code == 200
    assert client.get("/langsung/").status_code == 403
    told = client.get("/peta/", headers={"HX-Request": "true"})
    assert (told.status_code, told["HX-Redirect"]) == (403, begin)
    assert client.get("/peta/", headers={"Sec-Fetch-Mode": "cors"}).status_code == 403
    assert client.post(reverse("web:theme"), {"theme": "dark"}).status_code == 302


def test_setting_up_a_code_app_opens_the_rest(
    officer: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In service each statement is committed at once; here all of the test is one transaction.
    monkeypatch.setattr(transaction, "on_commit", lambda call, **_: call())
    enter(client, "makassar", PASSWORD)
    address = reverse("mfa_activate_totp")
    assert client.get(address)["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(address)
    secret = page.context["form"].secret
    shown_code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    answer = client.post(address, {"code": shown_code})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    shown = client.get(answer["Location"])
    assert len(shown.context["unused_codes"]) == 10
    assert client.get("/peta/").status_code == 200
    with bind(SIGN_IN):
        stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert [entry.detail["factor"] for entry in entries("second_factor_add")]


def test_a_password_alone_cannot_add_a_factor_beside_another(officer: User, client: Client) -> None:
    enter(client, "makassar", PASSWORD)
    with_app(officer)  # set up elsewhere, while this session was open
    proving = reverse("mfa_reauthenticate")
    for name in ("mfa_add_webauthn", "second_factor_begin", "account_reauthenticate", "mfa_index"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer["Location"]) == (302, proving), name
    client.post(proving, {"code": code()})
    assert client.get("/peta/").status_code == 200


def test_a_factor_that_is_removed_is_asked_for_again(
    officer: User, sign_in: Callable[[User], Client]
) -> None:
    with_app(officer)
    client = sign_in(officer)
    client.post(reverse("mfa_reauthenticate"), {"code": code()})
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/peta/")["Location"] == reverse("second_factor_begin")


def test_a_recovery_code_opens_once(officer: User) -> None:
    with_app(officer)
    with bind(SIGN_IN):
        from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

        one, *_ = RecoveryCodes.activate(officer).get_unused_codes()
    for expected in (302, 200):
        client = Client()
        enter(client, "makassar", PASSWORD)
        assert client.post(reverse("mfa_authenticate"), {"code": one}).status_code == expected


def test_a_clerk_without_clearance_needs_none(make_officer: MakeOfficer, client: Client) -> None:
    make_officer("pelapor", "73.71", Role.REPORTER, clearance=0)
    assert enter(client, "pelapor", PASSWORD)["Location"] == "/"
    assert client.get("/lapor/").status_code == 200


def test_what_was_typed_as_a_name_is_not_kept(officer: User, client: Client) -> None:
    enter(client, "Kata-Sandi-Saya-9", "x")
    enter(client, "makassar", "x")
    unknown, known = sorted(entries("sign_in_failed"), key=lambda entry: entry.subject_id)
    assert "Kata-Sandi" not in f"{unknown.detail}{unknown.actor_name}{unknown.subject_id}"
    assert known.subject_id == str(officer.pk)


def test_the_table_of_sessions_lets_nobody_in(
    officer: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(officer)
    key = client.cookies["sessionid"].value
    with bind(SIGN_IN):
        row = Session.objects.get(user=officer)
        assert key not in (row.session_key, row.session_data)
        assert str(officer.pk) not in row.session_data
        thief = Client()
        thief.cookies["sessionid"] = row.session_key
        assert thief.get("/peta/").status_code == 302
        other = sign_in(officer)
        Session.objects.exclude(pk=row.pk).update(session_data=row.session_data)
    assert other.get("/peta/").status_code == 302, "data of one session serves no other"


def test_a_rotation_of_the_seal_keys_reaches_the_code_app(officer: User) -> None:
    with_app(officer)
    with bind(SIGN_IN):
        assert sum(FactorStore().counts().values()) == 1
        assert FactorStore().renew(10) == 0, "it is under the current key"


def test_a_new_name_of_a_passkey_is_on_record(
    officer: User, sign_in: Callable[[User], Client]
) -> None:
    with_app(officer)
    with bind(SIGN_IN):
        passkey = Authenticator.objects.create(
            user=officer, type=Authenticator.Type.WEBAUTHN, data={"name": "Lama"}
        )
    client = sign_in(officer)
    client.post(reverse("mfa_reauthenticate"), {"code": code()})
    address = reverse("mfa_edit_webauthn", args=[passkey.pk])
    answer = client.post(address, {"name": "Kunci kantor"})
    assert answer["Location"] == reverse("mfa_list_webauthn")
    assert [one.subject_id for one in entries("second_factor_rename")] == [str(officer.pk)]
    with bind(SIGN_IN):
        passkey.refresh_from_db()
    assert passkey.data["name"] == "Kunci kantor"
