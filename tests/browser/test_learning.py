"""The page of the reader: looked at narrow and wide, in both languages, and with no JavaScript."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import NARROW, WIDE, Site, running
from .world import PASSWORD

pytestmark = pytest.mark.browser
WORLD = "tests.browser.learning_world"
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy for practice, where much has been decided."""
    home = tmp_path_factory.mktemp("meja")
    with running(home, 8800, WORLD, SIPKS_DRILL="1", SIPKS_SECOND_FACTOR="0") as made:
        yield made


OpenReader = Callable[..., Page]


@pytest.fixture
def open_reader(desk: Site, browser: Browser) -> Iterator[OpenReader]:
    """`open_reader(user=…, wide=…, language=…, **options)` is the page, signed in by the form."""
    contexts: list[BrowserContext] = []

    def make(
        user: str = "pusat", *, wide: bool = True, language: str = "id", **options: Any
    ) -> Page:
        context = browser.new_context(
            base_url=desk.url, viewport=WIDE if wide else NARROW, locale="id-ID", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/akun/login/")
        page.get_by_label("Nama pengguna").fill(user)
        page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Masuk", exact=True).click()
        expect(page).to_have_url(re.compile("/peta/"))
        context.add_cookies([{"name": "django_language", "value": language, "url": desk.url}])
        page.goto("/pembaca/")
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the page go: `SIPKS_TEST_PICTURES`, else a temporary folder."""
    given = os.environ.get("SIPKS_TEST_PICTURES")
    folder = Path(given) if given else tmp_path_factory.mktemp("pembaca")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("wide", [True, False], ids=["1280", "360"])
def test_the_page_is_sound(
    open_reader: OpenReader, pictures: Path, wide: bool, language: str
) -> None:
    page = open_reader(wide=wide, language=language)
    name = f"pembaca-{'1280' if wide else '360'}-{language}.png"
    page.screenshot(path=pictures / name, full_page=True)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    grave = [
        (one["id"], node["html"])
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]
    assert grave == []


def test_the_dark_page_has_contrast(desk: Site, open_reader: OpenReader) -> None:
    page = open_reader()
    page.context.add_cookies([{"name": "sipks_tampilan", "value": "dark", "url": desk.url}])
    page.reload()
    found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    assert [node["html"] for one in found for node in one["nodes"]] == []


def test_a_version_is_put_to_work_and_taken_back_without_javascript(
    open_reader: OpenReader,
) -> None:
    page = open_reader(java_script_enabled=False)
    page.get_by_label("Alasan").fill("Lebih baik pada keduanya")
    page.get_by_role("button", name="Pakai versi ini").click()
    expect(page.get_by_text("Versi meja-uji-1 kini dipakai.")).to_be_visible()
    page.get_by_label("Alasan").fill("Terlalu banyak salah")
    page.get_by_role("button", name="Kembali ke versi sebelumnya").click()
    expect(page.get_by_text("Kembali ke versi", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Pakai versi ini")).to_have_count(0)


def test_an_officer_of_an_area_chooses_no_version(open_reader: OpenReader) -> None:
    page = open_reader("makassar")
    expect(page.get_by_role("heading", name="Versi pembaca")).to_be_visible()
    expect(page.get_by_role("button", name="Pakai versi ini")).to_have_count(0)
