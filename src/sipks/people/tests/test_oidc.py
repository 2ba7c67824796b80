"""Who the identity provider may let in. The whole way is walked in tests/browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from sipks.audit.models import Entry
from sipks.people.models import User
from sipks.people.scope import SIGN_IN, Actor, bind
from sipks.people.signin.oidc import InvitedThroughProvider, vouched_for

ADDRESS = "makassar@kota.example"


class Told:
    """What comes back from the provider, as far as the adapter asks for it."""

    def __init__(self, process: str = "login", **claims: Any) -> None:
        self.account = SimpleNamespace(extra_data={"userinfo": claims})
        self.state = {"process": process}
        self.is_existing = False
        self.user: User | None = None

    def connect(self, request: object, user: User) -> None:
        self.user = user


def meet(told: Told) -> User | None:
    request = RequestFactory().get("/akun/oidc/kantor/login/callback/")
    request.session = {}  # type: ignore[assignment]
    with bind(SIGN_IN):
        InvitedThroughProvider().pre_social_login(request, told)
    return told.user


@pytest.fixture
def known(officer: User) -> User:
    with bind(SIGN_IN):
        User.objects.filter(pk=officer.pk).update(email=ADDRESS)
    return officer


def test_a_verified_address_of_one_account_is_enough(known: User) -> None:
    assert meet(Told(email=ADDRESS.upper(), email_verified=True)) == known
    with bind(Actor.program("test", "audit")):
        assert Entry.objects.get(verb="provider_link").subject_id == str(known.pk)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": ADDRESS},
        {"email": ADDRESS, "email_verified": False},
        {"email": ADDRESS, "email_verified": "true"},
        {"email": "lain@kota.example", "email_verified": True},
        {"email_verified": True},
        {"email": "", "email_verified": True},
        {"email": ADDRESS, "email_verified": True, "process": "connect"},
    ],
)
def test_anything_else_is_refused(known: User, claims: dict[str, Any]) -> None:
    with pytest.raises(ImmediateHttpResponse) as refused:
        meet(Told(**claims))
    assert refused.value.response.status_code == 403
    if claims.get("process") != "connect":
        with bind(Actor.program("test", "audit")):
            (entry,) = Entry.objects.filter(verb="sign_in_failed")
        assert ADDRESS not in str(entry.detail)


def test_an_address_with_letters_that_the_database_takes_for_one_is_refused(known: User) -> None:
    with bind(SIGN_IN):
        User.objects.filter(pk=known.pk).update(email="dini@kota.example")
        assert User.objects.filter(email__iexact="d\u0131ni@kota.example").exists()
    with pytest.raises(ImmediateHttpResponse):
        meet(Told(email="d\u0131ni@kota.example", email_verified=True))


def test_an_address_of_two_accounts_is_nobodys(known: User, neighbour: User) -> None:
    with bind(SIGN_IN):
        User.objects.filter(pk=neighbour.pk).update(email=ADDRESS)
    with pytest.raises(ImmediateHttpResponse):
        meet(Told(email=ADDRESS, email_verified=True))


def test_an_account_that_was_closed_is_not_opened(known: User) -> None:
    with bind(SIGN_IN):
        User.objects.filter(pk=known.pk).update(is_active=False)
    with pytest.raises(ImmediateHttpResponse):
        meet(Told(email=ADDRESS, email_verified=True))


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "mfa"}, True),
        ({"amr": "mfa"}, True),
        ({"amr": ["pwd"]}, False),
        ({}, False),
    ],
)
def test_its_second_factor_counts_where_the_setting_names_it(
    settings: Settings, claims: dict[str, Any], counts: bool
) -> None:
    settings.OIDC_SECOND_FACTOR = ["mfa"]
    request = RequestFactory().get("/")
    assert vouched_for(request, Login(signal_kwargs={"sociallogin": Told(**claims)})) is counts
    assert not vouched_for(request, Login()), "a password brings nothing of the kind"
    settings.OIDC_SECOND_FACTOR = []
    assert not vouched_for(request, Login(signal_kwargs={"sociallogin": Told(**claims)}))


def test_little_is_kept_of_what_it_tells(officer: User) -> None:
    told = {"userinfo": {"sub": "1", "name": "Budi", "email": ADDRESS, "amr": ["pwd"]}}
    with bind(SIGN_IN):
        account = SocialAccount.objects.create(
            user=officer, provider="kantor", uid="1", extra_data=told
        )
    assert account.extra_data == {"userinfo": {"sub": "1", "amr": ["pwd"]}}


def test_without_the_setting_there_is_no_provider(db: None, client: Client) -> None:
    assert "/akun/oidc/" not in client.get("/akun/login/").content.decode()
    assert client.get(reverse("openid_connect_login", args=["kantor"])).status_code == 404
