"""A key of a sending program: made, shown once, rotated in one step, taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage, Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("wide", [True, False], ids=["1280", "360"])
def test_a_key_lives_and_dies(wide: bool, site: Site, open_page: OpenPage) -> None:
    page = open_page(f"/sumber/{site.ids['source']}/", user="pusat", wide=wide)
    name = f"server {wide}"
    if not page.get_by_label("Nama kunci").is_visible():
        page.get_by_text("Kunci baru", exact=True).click()
    page.get_by_label("Nama kunci").fill(name)
    page.get_by_label("memutar kuncinya sendiri").check()
    page.get_by_label("Hanya dari jaringan").fill("203.0.113.0/24")
    page.get_by_role("button", name="Buat kunci").click()
    first = page.get_by_label("Kunci", exact=True).input_value()
    assert first.startswith("sipks_")
    page.get_by_role("link", name="Sudah saya salin").click()

    row = page.locator("li", has_text=name)
    expect(row).to_contain_text("203.0.113.0/24")
    row.get_by_text("Putar kunci").click()
    row.get_by_role("button", name="Buat rahasia baru").click()
    second = page.get_by_label("Kunci", exact=True).input_value()
    assert second != first
    expect(page.locator("#isi")).to_contain_text("masih diterima sampai")
    page.get_by_role("link", name="Sudah saya salin").click()

    expect(row).to_contain_text("kunci lama masih berlaku")
    assert first not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    row.get_by_role("button", name=re.compile("Cabut")).click()
    expect(row).to_contain_text("dicabut")
    expect(row.get_by_text("Putar kunci")).to_have_count(0)
