"""An informant's identity: typed, sealed, opened with a reason, and gone with the page."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import OpenPage

pytestmark = pytest.mark.browser
NAME, PHONE = "Siti Aminah", "0812-0000-7890"
WHY = "Perlu memastikan lokasi kepada pelapor"
KEPT = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"


def report(page: Page, what: str) -> None:
    """Fill in the report of an event and its informant."""
    page.get_by_label("Apa yang terjadi?").fill(what)
    page.get_by_label("Di mana?").fill("73.71.01")
    page.get_by_label("Tanggal kejadian").fill("2025-02-03")
    page.get_by_label("Dari mana Anda tahu?").select_option("saksi")
    page.get_by_text("Identitas pelapor/informan; disegel").click()
    page.get_by_label("Nama pelapor atau informan").fill(NAME)
    page.get_by_label("Cara menghubunginya").fill(PHONE)


def sound(page: Page) -> None:
    """The page fits, and axe finds nothing grave in it."""
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_no_draft_holds_the_informant(open_page: OpenPage) -> None:
    page = open_page("/lapor/")
    report(page, "Warga menutup jalan tambang")
    while "Warga menutup" not in page.evaluate(KEPT):
        page.wait_for_timeout(20)
    assert NAME not in page.evaluate(KEPT)
    assert PHONE not in page.evaluate(KEPT)
    page.reload()
    expect(page.get_by_label("Apa yang terjadi?")).to_have_value("Warga menutup jalan tambang")
    expect(page.get_by_label("Nama pelapor atau informan")).to_have_value("")


@pytest.mark.parametrize(("wide", "language"), [(True, "id"), (False, "id"), (True, "en")])
def test_its_pages_are_sound(open_page: OpenPage, wide: bool, language: str) -> None:
    page = open_page("/lapor/", wide=wide)
    report(page, f"Massa membakar ban {wide} {language}")
    sound(page)
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_url("**/lapor/**/")
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": page.url.split("/lapor")[0]}]
    )
    page.goto("/segel/pembukaan/")
    sound(page)
    page.locator(".row-title").first.click()
    page.wait_for_url("**/segel/**")
    sound(page)
    page.locator("textarea[name=reason]").fill(WHY)
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text(NAME)).to_be_visible()
    sound(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_it_is_opened_once_with_a_reason(open_page: OpenPage, javascript: bool) -> None:
    page = open_page("/lapor/", javascript=javascript, wide=javascript)
    report(page, f"Pemuda saling lempar batu {javascript}")
    page.get_by_role("button", name="Kirim laporan").click()
    page.wait_for_url("**/lapor/**/")
    page.goto("/segel/pembukaan/")
    page.get_by_role("link", name="Identitas pelapor/informan").first.click()
    page.wait_for_url("**/segel/**")
    expect(page.get_by_text(NAME)).to_have_count(0)
    page.get_by_label("Alasan membuka").fill(WHY)
    page.get_by_role("button", name="Buka dengan alasan ini").click()
    expect(page.get_by_text(NAME)).to_be_visible()
    assert NAME not in page.url
    page.get_by_role("link", name="Tutup").click()
    page.wait_for_url("**/segel/pembukaan/")
    expect(page.get_by_text(WHY).first).to_be_visible()
    assert NAME not in page.content()
    if javascript:
        assert NAME not in page.evaluate(KEPT)
        page.evaluate("history.back()")  # the browser asks to send the reason once more
        page.wait_for_timeout(500)
        assert NAME not in page.content()
