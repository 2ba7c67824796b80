"""What an officer does: sign in, work with the keyboard, without JavaScript, and see news come."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage, Site
from .world import PASSWORD

pytestmark = pytest.mark.browser


def test_one_signs_in_and_out(open_page: OpenPage) -> None:
    page = open_page("/antrean/", user=None)
    expect(page).to_have_url(re.compile(r"/akun/login/\?next="))
    page.get_by_label("Nama pengguna").fill("makassar")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Antrean")
    page.locator(".user-menu summary").click()
    expect(page.locator(".user-sheet")).to_contain_text("Kota Makassar")
    page.get_by_role("button", name="Keluar").click()
    expect(page).to_have_url(re.compile(r"/akun/login/"))


def test_a_wrong_password_says_so(open_page: OpenPage) -> None:
    page = open_page("/akun/login/", user=None)
    page.get_by_label("Nama pengguna").fill("makassar")
    page.get_by_label("Kata sandi").fill("bukan-ini")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()


def test_the_language_is_switched_on_the_spot(open_page: OpenPage) -> None:
    page = open_page("/antrean/?status=semua")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/antrean/\?status=semua"))


def test_the_first_tab_leads_to_the_content(open_page: OpenPage) -> None:
    page = open_page("/antrean/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#isi")).to_be_focused()


def test_menus_close_with_escape(open_page: OpenPage) -> None:
    page = open_page("/antrean/", wide=False)
    summary = page.locator(".bottombar summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".more-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".more-sheet")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_thumb_reaches_every_page(open_page: OpenPage) -> None:
    page = open_page("/antrean/", wide=False)
    page.locator(".bottombar summary").click()
    page.locator(".more-sheet").get_by_role("link", name="Sumber").click()
    expect(page.locator("h1")).to_have_text("Sumber")
    for link in page.locator(".bottombar > a").all():
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_the_queue_works_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/antrean/", javascript=False)
    page.get_by_role("link", name=re.compile("^Tawuran pelajar")).click()
    expect(page.locator("h1")).to_contain_text("Tawuran pelajar")
    page.go_back()
    page.locator("main input[name=q]").fill("Mariso")
    page.get_by_role("button", name="Terapkan").click()
    expect(page.locator("main")).to_contain_text("Warga Mariso")
    expect(page.locator("main")).not_to_contain_text("Tawuran pelajar di Rappocini")


def test_the_search_box_is_worked_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/antrean/")
    box = page.get_by_role("combobox", name="Cari wilayah")
    box.fill("tallo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_decision_is_made_and_taken_back_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/antrean/")
    verified = page.locator("#tabs").get_by_role("link", name=re.compile("^Terverifikasi"))
    before = verified.inner_text()
    expect(page.locator("#pane h2")).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator("#verifikasi_grade_source")).to_be_focused()
    for key in ("B", "Tab", "2", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#pane")).to_contain_text("Peristiwa terverifikasi.")
    expect(verified).not_to_have_text(before)
    page.keyboard.press("u")
    expect(page.locator("#pane")).to_contain_text("Keputusan dibatalkan.")
    expect(verified).to_have_text(before)


def test_what_is_typed_takes_the_place_of_what_stands_there(open_page: OpenPage) -> None:
    page = open_page("/antrean/")
    expect(page.locator("#pane h2")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator("#tempat_place")).to_be_focused()
    page.keyboard.type("Kota Makassar")
    expect(page.locator("#tempat_place")).to_have_value("Kota Makassar")


def test_of_two_decisions_at_once_the_second_is_asked_again(open_page: OpenPage) -> None:
    first, second = open_page("/antrean/"), open_page("/antrean/", user="pusat")
    address = first.locator("#queue .q-link").last.get_attribute("href") or ""
    for page in (first, second):
        page.goto(address)
        page.keyboard.press("v")
        page.locator("#verifikasi_grade_source").select_option("B")
        page.locator("#verifikasi_grade_content").select_option("3")
    first.keyboard.press("Enter")
    expect(first.get_by_text("Peristiwa terverifikasi.")).to_be_visible()
    second.locator("#verifikasi button").click()
    expect(second.locator("#verifikasi [role=alert]")).to_contain_text("baru saja diubah")
    second.locator("#verifikasi button").click()
    expect(second.get_by_text("Peristiwa terverifikasi.")).to_be_visible()
    for _ in range(2):
        second.keyboard.press("u")
        expect(second.get_by_text("Keputusan dibatalkan.")).to_be_visible()
        second.goto(address)


def test_what_arrives_shows_without_reload(site: Site, open_page: OpenPage) -> None:
    """Last in this module: it adds to the world."""
    queue = open_page("/antrean/", user="makassar")
    chart = open_page("/peta/?wilayah=73.71", user="makassar")
    for page in (queue, chart):
        expect(page.locator("[data-live-state=on]")).to_be_visible()
    queue.evaluate("window.stayed = true")
    site.world("arrive")
    expect(chart.locator("#map-table")).to_contain_text("Dua kampung saling serang di Tamalate")
    queue.locator("[data-news-show]").click()
    expect(queue.locator("main")).to_contain_text("Dua kampung saling serang di Tamalate")
    assert queue.evaluate("window.stayed")


def test_the_end_of_the_session_ends_the_stream(open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=73.71", user="makassar")
    expect(page.locator("[data-live-state=on]")).to_be_visible()
    answer = page.context.request.post(
        "/akun/logout/",
        headers={"X-CSRFToken": page.locator("[name=csrfmiddlewaretoken]").first.input_value()},
    )
    assert answer.url.endswith("/akun/login/"), answer.status
    # The page says that it is cut off; one that just asked for news stands at the sign-in.
    ended = page.locator("[data-live-state=off], #id_login")
    expect(ended).to_be_visible(timeout=40_000)
