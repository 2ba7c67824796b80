"""What is typed into a report and not sent: kept for its writer, and for nobody after him."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenPage
from .world import PASSWORD

pytestmark = pytest.mark.browser
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('sipks-draft:')).length"
WORDS = "Warga menutup jalan tambang"


def sign_in(page: Page) -> None:
    """A session of this test's own: it is going to end."""
    page.get_by_label("Nama pengguna").fill("makassar")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/lapor/")


def test_a_draft_ends_with_the_session_of_its_writer(open_page: OpenPage) -> None:
    page = open_page("/lapor/", user=None)
    sign_in(page)
    what = page.get_by_label("Apa yang terjadi?")
    what.fill(WORDS)
    while page.evaluate(DRAFTS) == 0:
        page.wait_for_timeout(20)
    page.reload()
    expect(what).to_have_value(WORDS)
    what.fill(f"{WORDS}, dua luka")
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/akun/login/**")
    assert page.evaluate(DRAFTS) == 0
    page.goto("/lapor/")
    sign_in(page)
    expect(page.get_by_label("Apa yang terjadi?")).to_have_value("")


def test_a_draft_is_kept_for_a_day(open_page: OpenPage) -> None:
    page = open_page("/lapor/")
    page.evaluate(
        "for (const hours of [23, 25]) localStorage.setItem(`sipks-draft:lapor:${hours}`,"
        " JSON.stringify({ at: Date.now() - hours * 3600e3, values: { what: 'Warga' } }))"
    )
    page.reload()
    assert page.evaluate("Object.keys(localStorage)") == ["sipks-draft:lapor:23"]
