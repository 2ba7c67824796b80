"""Signing in through the office's identity provider: a real one, run here."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from .conftest import Site, running
from .test_sign_in import WORLD, looks_right, set_up_app

pytestmark = pytest.mark.browser
MAP = re.compile(r"/peta/")


def known(name: str, address: str, *, verified: bool = True, ways: tuple[str, ...] = ()) -> User:
    claims: dict[str, object] = {"email": address, "email_verified": verified, "name": name}
    return User(sub=name, claims=claims | ({"amr": list(ways)} if ways else {}))


PEOPLE = [
    known("reporter", "Pelapor@kantor.example"),
    known("verifier", "kode@kantor.example"),
    known("analyst", "pusat@kantor.example", ways=("pwd", "mfa")),
    known("outsider", "orang@lain.example"),
    known("pretender", "admin@kantor.example", verified=False),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy in service beside an identity provider that some of its officers are known to."""
    with (
        run_server_in_thread(user_claims=PEOPLE) as provider,
        running(
            tmp_path_factory.mktemp("kantor"),
            8750,
            WORLD,
            SIPKS_OIDC_URL=f"http://localhost:{provider.server_port}",
            SIPKS_OIDC_CLIENT_ID="sipks",
            SIPKS_OIDC_CLIENT_SECRET="rahasia-bersama",
            SIPKS_OIDC_NAME="akun pemda",
            SIPKS_OIDC_SECOND_FACTOR="mfa,otp",
        ) as made,
    ):
        yield made


@pytest.fixture
def page(office: Site, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=office.url, locale="id-ID")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def enter(page: Page, subject: str) -> None:
    page.goto("/akun/login/")
    page.get_by_role("link", name="Masuk dengan akun pemda").click()
    page.get_by_role("button", name=subject, exact=True).first.click()


def test_an_invited_officer_is_known_by_his_address_and_then_by_subject(page: Page) -> None:
    for _ in range(2):
        enter(page, "reporter")
        page.wait_for_url(lambda url: url.startswith("http://localhost:87") and "/oidc/" not in url)
        page.goto("/lapor/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.context.clear_cookies()


def test_a_stranger_is_told_so_and_gets_no_account(page: Page) -> None:
    enter(page, "outsider")
    expect(page.get_by_role("heading", name="Akun ini belum diundang")).to_be_visible()
    looks_right(page)
    page.goto("/peta/")
    expect(page).to_have_url(re.compile("/akun/login/"))


def test_an_address_that_is_not_verified_opens_nothing(page: Page) -> None:
    enter(page, "pretender")
    expect(page.get_by_role("heading", name="Akun ini belum diundang")).to_be_visible()


def test_our_second_factor_is_asked_for_behind_it(page: Page) -> None:
    set_up_app(page, "kode")
    page.context.clear_cookies()
    enter(page, "verifier")
    expect(page.get_by_role("heading", name="Faktor kedua")).to_be_visible()
    page.goto("/peta/")
    expect(page).to_have_url(re.compile("/akun/login/"))


def test_the_providers_own_second_factor_counts_where_that_is_set(page: Page) -> None:
    enter(page, "analyst")
    expect(page).to_have_url(MAP)


def test_a_refusal_at_the_provider_leads_back(page: Page) -> None:
    page.goto("/akun/login/")
    looks_right(page)
    page.get_by_role("link", name="Masuk dengan akun pemda").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("link", name="Ke halaman masuk")).to_be_visible()
