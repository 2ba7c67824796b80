"""The record in the browser: a decision is made, the auditor finds it, the officer reads on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import OpenPage, Site

pytestmark = pytest.mark.browser


def look(page: Page, name: str) -> None:
    """Nothing sticks out, axe finds nothing grave; a picture where one is asked for."""
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    if folder := os.environ.get("SIPKS_TEST_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def decide(open_page: OpenPage, site: Site) -> Page:
    """An officer says what the incident was."""
    page = open_page(f"/peristiwa/{site.ids['incident']}/", javascript=False)
    form = page.locator("details", has=page.locator("form[action*='/kategori/']"))
    form.locator("summary").click()
    form.locator("select[name=category]").select_option("SOS-2")
    form.locator("button[type=submit]").click()
    return page


def test_a_decision_is_found_by_the_auditor_with_what_it_changed(
    open_page: OpenPage, site: Site
) -> None:
    decide(open_page, site)

    page = open_page("/jejak/", user="auditor")
    page.get_by_label("Petugas").fill("makassar")
    page.get_by_label("Perihal").select_option(label="Peristiwa")
    page.get_by_role("button", name="Cari").click()

    first = page.locator("main .row-item").first
    expect(first).to_contain_text("kategori ditetapkan")
    expect(first.locator("td").first).to_be_visible()
    expect(first).to_contain_text("127.0.0.1")
    look(page, "jejak-1280")
    first.get_by_role("link", name="Peristiwa").click()
    expect(page.locator("h1")).to_have_text("Riwayat catatan")


def test_who_reads_a_record_reads_its_history_on_a_small_screen(
    open_page: OpenPage, site: Site
) -> None:
    decide(open_page, site)

    page = open_page(f"/peristiwa/{site.ids['incident']}/", wide=False)
    page.get_by_role("link", name="Riwayat catatan ini").click()

    expect(page.locator("main")).to_contain_text("kategori ditetapkan")
    expect(page.locator("main")).not_to_contain_text("127.0.0.1")
    look(page, "riwayat-360")


def test_the_search_fits_a_small_screen(open_page: OpenPage) -> None:
    page = open_page("/jejak/", user="auditor", wide=False)
    page.get_by_label("Petugas").fill("tidak ada yang bernama begini")
    page.get_by_role("button", name="Cari").click()

    expect(page.locator("main")).to_contain_text("Tidak ada jejak yang cocok")
    look(page, "jejak-360")
