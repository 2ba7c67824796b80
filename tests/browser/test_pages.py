"""Each page is opened narrow and wide, in both languages, checked by axe and kept as a picture."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import OpenPage, Site

pytestmark = pytest.mark.browser
PAGES = {
    "masuk": "/akun/login/",
    "peta": "/peta/?wilayah=ID",
    "peta-kota": "/peta/?wilayah=73.71",
    "antrean": "/antrean/",
    "peristiwa": "/peristiwa/{incident}/",
    "bahan": "/bahan/{item}/",
    "lapor": "/lapor/",
    "sumber": "/sumber/",
    "sumber-satu": "/sumber/{source}/",
    "sumber-baru": "/sumber/baru/",
    "berkas": "/berkas/",
    "dikesampingkan": "/dikesampingkan/",
    "wilayah": "/wilayah/73.71/",
    "cari": "/wilayah/cari/?q=tallo",
    "kata-sandi": "/akun/password/change/",
}
STRANGERS = {"masuk"}
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the pages go: `SIPKS_TEST_PICTURES`, else a temporary folder."""
    given = os.environ.get("SIPKS_TEST_PICTURES")
    folder = Path(given) if given else tmp_path_factory.mktemp("halaman")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("wide", [True, False], ids=["1280", "360"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound(
    name: str, wide: bool, language: str, site: Site, open_page: OpenPage, pictures: Path
) -> None:
    user = None if name in STRANGERS else "pusat"
    path = PAGES[name].format(**site.ids)
    page = open_page(path, user=user, wide=wide, language=language)
    if name.startswith("peta"):
        page.wait_for_selector("#map.is-live")
    page.screenshot(path=pictures / f"{name}-{'1280' if wide else '360'}-{language}.png",
                    full_page=True)  # fmt: skip
    assert page.locator("html").get_attribute("lang") == language
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


@pytest.mark.parametrize("name", ["peta-kota", "antrean", "peristiwa", "lapor"])
def test_dark_pages_have_contrast(name: str, site: Site, open_page: OpenPage) -> None:
    page = open_page("/akun/login/", user="pusat")
    page.context.add_cookies([{"name": "sipks_tampilan", "value": "dark", "url": site.url}])
    page.goto(PAGES[name].format(**site.ids))
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    assert [node["html"] for one in found for node in one["nodes"]] == []


@pytest.mark.parametrize("name", ["masuk", "antrean", "lapor"])
def test_the_first_page_is_light(name: str, site: Site, open_page: OpenPage) -> None:
    """At most 200 KB come over the line before a page without the map is there."""
    user = None if name in STRANGERS else "makassar"
    page = open_page("/healthz", user=user)
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(_size(request)))
    page.goto(PAGES[name].format(**site.ids), wait_until="load")
    page.wait_for_timeout(300)
    assert 0 < sum(sizes) <= 200 * 1024


def _size(request: object) -> int:
    sizes = request.sizes()  # type: ignore[attr-defined]
    return int(sizes["responseBodySize"]) + int(sizes["responseHeadersSize"])


def test_errors_keep_the_look_and_tell_nothing(open_page: OpenPage) -> None:
    page = open_page("/wilayah/cari/")
    response = page.context.request.get("/peristiwa/00000000-0000-7000-8000-000000000000/")
    assert response.status == 404
    assert re.search(r"Tidak ditemukan", response.text())
