"""People come by invitation and go at once: as it looks in the browser."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import OpenPage, Site

pytestmark = pytest.mark.browser
GRAVE = {"serious", "critical"}
NEW_PASSWORD = "perahu-biru-di-pelabuhan"


def invite(open_page: OpenPage, username: str) -> str:
    """The head of the office invites; answers the link that the page shows."""
    page = open_page("/kantor/?q=makassar", user="kaban")
    page.get_by_role("link", name="Kesbangpol Kota Makassar").click()
    page.get_by_role("link", name="Undang petugas").click()
    page.get_by_label("Nama", exact=True).fill(f"Petugas {username.title()}")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("R3 · Verifikator").check()
    page.get_by_label("Izin baca tertinggi").select_option(label="Biasa")
    page.get_by_label("Nomor SK").fill("188.45/7/2026")
    page.get_by_label("Tanggal SK").fill("2026-01-05")
    page.get_by_role("button", name="Buat undangan").click()
    link = page.get_by_label("Tautan undangan").input_value()
    page.get_by_role("link", name="Sudah saya salin").click()
    expect(page.locator("main")).to_contain_text("Undangan yang belum diterima")
    return link


def accept(open_page: OpenPage, link: str) -> Page:
    """Whoever is invited follows the link, in a browser of his own."""
    page = open_page(link, user=None)
    expect(page).to_have_url(re.compile(r"/undangan/$"))
    page.get_by_label("Kata sandi", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Ulangi kata sandi").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Buat akun dan masuk").click()
    return page


def test_one_is_invited_and_comes_in(open_page: OpenPage) -> None:
    link = invite(open_page, "ani")
    page = accept(open_page, link)
    expect(page).to_have_url(re.compile("/peta/"))
    expect(page.locator("main")).to_contain_text("Akun Anda siap")
    page.locator(".user-menu summary").click()
    expect(page.locator(".user-sheet")).to_contain_text("Kota Makassar")
    again = open_page("/akun/login/", user=None).request.get(link)
    assert (again.status, "Tautan tidak berlaku" in again.text()) == (410, True)


def test_who_leaves_is_out_in_the_other_browser_at_once(open_page: OpenPage) -> None:
    theirs = accept(open_page, invite(open_page, "sari"))
    theirs.goto("/antrean/")
    expect(theirs.locator("h1")).to_have_text("Antrean")
    page = open_page("/kantor/?q=makassar", user="kaban")
    page.get_by_role("link", name="Kesbangpol Kota Makassar").click()
    page.get_by_role("link", name="Petugas Sari", exact=True).click()
    page.get_by_role("link", name="Berhenti").click()
    page.get_by_label("Alasan").fill("Mutasi ke kecamatan")
    page.get_by_role("button", name="Akhiri aksesnya sekarang").click()
    expect(page.locator("main")).to_contain_text("berakhir sekarang")
    theirs.goto("/antrean/")
    expect(theirs).to_have_url(re.compile("/akun/login/"))


def test_open_work_goes_to_the_successor(open_page: OpenPage, site: Site) -> None:
    site.world("key")
    page = open_page("/kantor/?q=makassar", user="kaban")
    page.get_by_role("link", name="Kesbangpol Kota Makassar").click()
    page.get_by_role("link", name="Lama", exact=True).click()
    page.get_by_role("link", name="Serah terima").click()
    expect(page.locator("main")).to_contain_text("Kunci pengirim (API) yang dibuatnya")
    page.get_by_label("Diserahkan kepada").select_option(label="Makassar")
    page.get_by_role("button", name="Serahkan semua").click()
    expect(page.locator("h1")).to_have_text("Berita acara serah terima")
    expect(page.locator("table")).to_contain_text("Kunci pengirim (API) yang dibuatnya")


def test_whose_membership_is_over_sees_nothing(open_page: OpenPage) -> None:
    page = open_page("/peta/?wilayah=73.71", user="usai")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Bentrok dua kelompok")
    queue = page.request.get("/antrean/")
    assert (queue.status, "Bentrok dua kelompok" in queue.text()) == (403, False)
    page.goto("/kantor/?q=makassar")
    page.get_by_role("link", name="Kesbangpol Kota Makassar").click()
    expect(page.locator("main")).not_to_contain_text("Lama")


@pytest.mark.parametrize("wide", [True, False], ids=["1280", "360"])
@pytest.mark.parametrize(
    "path",
    [
        "/kantor/",
        "/kantor/{office}/",
        "/kantor/{office}/undang/",
        "/kantor/{office}/perpanjang/",
        "/kantor/orang/{person}/",
        "/kantor/orang/{person}/serah-terima/",
        "/kantor/orang/{person}/berhenti/",
        "/kantor/keanggotaan/{membership}/",
        "/timdu/",
        "/timdu/{team}/",
        "/timdu/{team}/sk/",
    ],
)
def test_pages_are_sound(path: str, wide: bool, open_page: OpenPage, site: Site) -> None:
    page = open_page(path.format(**site.ids), user="kaban", wide=wide)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE]
    assert grave == []


@pytest.mark.parametrize("wide", [True, False])
def test_the_register_of_teams_counts_all(open_page: OpenPage, wide: bool) -> None:
    page = open_page("/timdu/", user="pusat", wide=wide)
    expect(page.locator("main")).to_contain_text("dari 552")
    page.get_by_role("link", name="Sulawesi Selatan").click()
    expect(page.locator("main")).to_contain_text("dari 25")
    expect(page.locator("main")).to_contain_text("belum ada SK")
