"""Signing in as officers do it: password, code app, passkey, recovery code, lockout, devices."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from .conftest import NARROW, WIDE, Site, running
from .sign_in_world import PASSWORD

pytestmark = pytest.mark.browser
WORLD = "tests.browser.sign_in_world"
MAP = re.compile(r"/peta/")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy in service: nothing is practice, so the second factor is asked for."""
    with running(tmp_path_factory.mktemp("kantor"), 8700, WORLD) as made:
        yield made


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def machine(office: Site, browser: Browser) -> Iterator[NewContext]:
    """`machine()` is a browser on a machine of its own."""
    contexts: list[BrowserContext] = []

    def make(viewport: ViewportSize = WIDE, **options: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=office.url, locale="id-ID", viewport=viewport, **options
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


def code_of(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def enter(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/akun/login/")
    page.get_by_label("Nama pengguna").fill(name)
    page.get_by_label("Kata sandi", exact=True).fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()


def confirm(page: Page) -> None:
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()


def set_up_app(page: Page, name: str) -> tuple[str, list[str]]:
    """Sign in for the first time and set up the code app; answers its key and the spare codes."""
    enter(page, name)
    expect(page.get_by_role("heading", name="Pasang faktor kedua")).to_be_visible()
    page.get_by_role("link", name="Aplikasi kode di ponsel").click()
    confirm(page)
    secret = page.locator(".entrance-secret").inner_text()
    page.get_by_label("Kode", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Pasang").click()
    expect(page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
    return secret, page.locator(".recovery-codes li").all_inner_texts()


def looks_right(page: Page) -> None:
    """Nothing sticks out at either width, and axe finds nothing."""
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, page.url
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found] == [], page.url


def test_a_password_is_enough_where_nothing_secret_is_read(machine: NewContext) -> None:
    page = machine().new_page()
    enter(page, "pelapor", "salah")
    expect(page.get_by_role("alert")).to_contain_text("salah")
    enter(page, "pelapor")
    page.wait_for_url(lambda url: "/akun/" not in url)
    page.goto("/lapor/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_code_app_is_set_up_and_asked_for(machine: NewContext) -> None:
    first = machine().new_page()
    secret, codes = set_up_app(first, "kode")
    assert len(codes) == 10
    looks_right(first)
    first.get_by_role("link", name="Sudah saya simpan").click()
    expect(first).to_have_url(MAP)
    second = machine().new_page()
    enter(second, "kode")
    expect(second.get_by_role("heading", name="Faktor kedua")).to_be_visible()
    looks_right(second)
    second.get_by_label("Kode", exact=True).fill("000000")
    second.get_by_role("button", name="Masuk", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("Kode salah")
    second.get_by_label("Kode", exact=True).fill(code_of(secret))
    second.get_by_role("button", name="Masuk", exact=True).click()
    expect(second).to_have_url(MAP)
    # The first device signs the second one out.
    first.goto("/akun/keamanan/")
    looks_right(first)
    expect(first.locator(".security-row", has_text="perangkat ini")).to_have_count(1)
    first.get_by_role("button", name="Keluarkan", exact=True).click()
    expect(first.get_by_text("Perangkat itu sudah dikeluarkan.")).to_be_visible()
    second.goto("/antrean/")
    expect(second).to_have_url(re.compile("/akun/login/"))
    expect(second.get_by_text("Sesi Anda sudah berakhir")).to_be_visible()


def test_without_the_second_factor_nothing_else_opens(machine: NewContext) -> None:
    page = machine().new_page()
    enter(page, "pusat")
    begin = re.compile("/akun/keamanan/mulai/")
    expect(page).to_have_url(begin)
    looks_right(page)
    for address in ("/peta/", "/antrean/", "/lapor/", "/akun/keamanan/", "/sumber/"):
        page.goto(address)
        expect(page).to_have_url(begin)
    for address in ("/peta/data/", "/langsung/", "/antrean/baru/"):
        status = page.evaluate("address => fetch(address).then(answer => answer.status)", address)
        assert status == 403, address


def test_a_passkey_is_made_and_opens_alone(machine: NewContext) -> None:
    context = machine()
    page = context.new_page()
    key = context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
               "hasUserVerification": True, "isUserVerified": True,
               "automaticPresenceSimulation": True}  # fmt: skip
    made = key.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    enter(page, "kunci")
    page.get_by_role("link", name="Kunci sandi (passkey)").click()
    confirm(page)
    looks_right(page)
    page.get_by_label("Nama, supaya Anda mengenalinya").fill("Laptop kantor")
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", name="Kode cadangan")).to_be_visible()
    page.goto("/akun/keamanan/")
    expect(page.get_by_text("Laptop kantor")).to_be_visible()
    _sign_out(page)
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page).to_have_url(MAP)
    _sign_out(page)
    # As a second factor behind the password, too.
    enter(page, "kunci")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(page).to_have_url(MAP)
    _sign_out(page)
    # A key that does not know who uses it opens nothing alone.
    known = {"authenticatorId": made["authenticatorId"], "isUserVerified": False}
    key.send("WebAuthn.setUserVerified", known)
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_text("Kunci sandi tidak jadi dipakai")).to_be_visible()


def test_a_recovery_code_opens_once(machine: NewContext, office: Site) -> None:
    _, codes = set_up_app(machine().new_page(), "cadangan")
    page = machine().new_page()
    enter(page, "cadangan")
    page.get_by_label("Kode", exact=True).fill(codes[3])
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page).to_have_url(MAP)
    page.goto("/akun/keamanan/")
    expect(page.get_by_text("tersisa 9 kode")).to_be_visible()
    other = machine().new_page()
    enter(other, "cadangan")
    other.get_by_label("Kode", exact=True).fill(codes[3])
    other.get_by_role("button", name="Masuk", exact=True).click()
    expect(other.get_by_role("alert")).to_contain_text("Kode salah")


def test_a_stranger_locks_himself_out_and_not_the_officer(
    machine: NewContext, office: Site
) -> None:
    office.world("forget", "pelapor")
    known = machine().new_page()
    enter(known, "pelapor")
    known.wait_for_url(lambda url: "/akun/" not in url)
    _sign_out(known)
    stranger = machine().new_page()
    for _ in range(6):
        enter(stranger, "pelapor", "tebakan")
    expect(stranger.get_by_role("alert")).to_contain_text("Terlalu banyak percobaan")
    looks_right(stranger)
    enter(stranger, "pelapor")
    expect(stranger.get_by_role("alert")).to_contain_text("Terlalu banyak percobaan")
    enter(known, "pelapor")
    known.wait_for_url(lambda url: "/akun/" not in url)
    office.world("forget", "pelapor")


def test_a_session_that_nobody_used_ends_on_the_open_page_too(
    machine: NewContext, office: Site
) -> None:
    page = machine().new_page()
    enter(page, "pelapor")
    page.wait_for_url(lambda url: "/akun/" not in url)
    page.goto("/lapor/")
    expect(page.locator("[data-live-state=on]").first).to_be_attached()
    office.world("expire", "pelapor")
    expect(page.locator("[data-live-state=off]").first).to_be_attached()
    page.goto("/lapor/")
    expect(page).to_have_url(re.compile(r"/akun/login/\?next="))


def test_an_administrator_frees_who_lost_everything(machine: NewContext, office: Site) -> None:
    lost = machine().new_page()
    set_up_app(lost, "hilang")
    admin = machine().new_page()
    set_up_app(admin, "admin")
    admin.goto(f"/akun/pengguna/{office.ids['hilang']}/faktor-kedua/")
    expect(admin.get_by_role("heading", name="Hapus faktor kedua")).to_be_visible()
    looks_right(admin)
    admin.get_by_label("Alasan").fill("Ponsel hilang di jalan, sudah bertemu muka.")
    admin.get_by_role("button", name="Hapus faktor kedua").click()
    expect(admin.get_by_text("semua sesinya ditutup")).to_be_visible()
    lost.goto("/peta/")
    expect(lost).to_have_url(re.compile("/akun/login/"))
    set_up_app(lost, "hilang")
    lost.goto("/akun/keamanan/")
    expect(lost.get_by_text("Petugas Admin menghapus faktor kedua Anda")).to_be_visible()


def _sign_out(page: Page) -> None:
    page.goto("/akun/logout/")
    page.get_by_role("main").get_by_role("button", name="Keluar").click()
    expect(page).to_have_url(re.compile("/akun/login/"))
