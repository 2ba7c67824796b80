from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenPage, Site

pytestmark = pytest.mark.browser


def ready(page: Page, code: str) -> None:
    """Wait until the map shows a unit and stands still."""
    expect(page.locator("#map.is-live")).to_have_attribute("data-shown", code)


def click_area(page: Page, code: str) -> None:
    """Click the middle of an area on the canvas, where the page says that it lies."""
    at = page.evaluate("code => window.sipksMap.place(code)", code)
    page.locator("#map canvas").click(position={"x": at["x"], "y": at["y"]}, force=True)


def test_one_goes_from_the_nation_to_the_district_by_clicks(open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=ID", user="pusat")
    ready(page, "ID")
    for code in ("64", "64.02", "64.02.05"):
        click_area(page, code)
        expect(page).to_have_url(re.compile(rf"wilayah={re.escape(code)}(&|$)"))
        ready(page, code)
    expect(page.locator("h1")).to_contain_text("Peta")
    assert page.locator("#map-trail li").count() == 4


def test_back_and_the_trail_lead_up_again(open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=73", user="pusat")
    ready(page, "73")
    page.locator("#map-table").get_by_role("link", name="Kota Makassar").click()
    ready(page, "73.71")
    page.go_back()
    ready(page, "73")
    page.locator("#map-trail").get_by_role("link", name="Indonesia").click()
    ready(page, "ID")
    expect(page.locator("h1")).to_have_text("Peta Indonesia")


def test_the_search_box_jumps_to_an_area(open_page: OpenPage) -> None:
    page = open_page("/peta/", user="makassar")
    ready(page, "73.71")
    page.get_by_role("combobox", name="Cari wilayah").fill("Rappocini")
    expect(page.get_by_role("option").first).to_contain_text("Rappocini")
    page.keyboard.press("Enter")
    ready(page, "73.71.13")
    expect(page).to_have_url(re.compile(r"wilayah=73\.71\.13"))


def test_filters_stand_in_the_address_and_can_be_shared(open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=73", user="pusat")
    ready(page, "73")
    page.get_by_label("Kategori").select_option("SDA")
    expect(page).to_have_url(re.compile(r"kategori=SDA"))
    table = page.locator("#map-table")
    expect(table.get_by_role("row", name="Kabupaten Gowa")).to_contain_text("1")
    expect(table.get_by_role("row", name="Kota Makassar")).not_to_contain_text("3")
    address = page.url
    shared = open_page(address, user="pusat")
    expect(shared.get_by_label("Kategori")).to_have_value("SDA")
    expect(shared.locator("#map-table").get_by_role("row", name="Kabupaten Gowa")).to_contain_text(
        "1"
    )


def test_a_dot_tells_of_its_incident_and_leads_to_it(site: Site, open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=73.71.01", user="makassar")
    ready(page, "73.71.01")
    at = page.evaluate("window.sipksMap.point(0)")
    page.locator("#map canvas").click(position={"x": at["x"], "y": at["y"]}, force=True)
    popup = page.locator(".map-popup")
    expect(popup).to_contain_text("Warga Mariso menolak penggusuran")
    expect(popup).to_contain_text("Baru")
    # News may draw the popup anew at this moment: its address is what counts, not the click.
    page.goto(str(popup.get_by_role("link", name="Buka peristiwa").get_attribute("href")))
    expect(page).to_have_url(re.compile(r"/peristiwa/"))


def test_without_javascript_the_drawing_and_the_table_lead_on(open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=ID", user="pusat", javascript=False)
    assert page.locator(".map-svg path[data-class]").count() == 38
    page.locator("#map-table").get_by_role("link", name="Sulawesi Selatan").click()
    expect(page.locator("h1")).to_have_text("Peta Sulawesi Selatan")
    page.locator("#map-table").get_by_role("link", name="Kota Makassar").click()
    expect(page.get_by_role("row", name="Tallo")).to_contain_text("1")


def test_a_neighbour_sees_no_foreign_dots(open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=53", user="makassar")
    ready(page, "53")
    expect(page.locator("#map-table")).to_contain_text("di luar kewenangan Anda")
    expect(page.locator("#map-table")).not_to_contain_text("Penyerangan posko")


def test_the_source_of_the_borders_is_always_named(open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=73", user="pusat", wide=False)
    credit = page.locator(".map-credit")
    expect(credit).to_contain_text("Batas indikatif")
    expect(credit).to_contain_text("geoBoundaries")
