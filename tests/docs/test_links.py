"""What the documents point to is there."""

from __future__ import annotations

import re

import pytest

from .documents import FENCED, LINK, ROOT, documents, spans

DOCUMENTS = documents()
FOLDERS = ("src/", "docs/", "tests/", "tools/", "frontend/", "benchmarks/", "requirements/", ".ci/")
IMAGES = ROOT / "docs" / "images"
IMAGE_BYTES = 200 * 1024


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_images_resolve(name: str) -> None:
    for target in LINK.findall(FENCED.sub("", DOCUMENTS[name])):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            file = (ROOT / name).parent / path if path else ROOT / name
            assert file.exists(), target
            assert not anchor or anchor in anchors(file.read_text()), target


def anchors(text: str) -> set[str]:
    """Anchors of the headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_exist(name: str) -> None:
    for span in spans(DOCUMENTS[name]):
        path = span.removeprefix("./").split(" ")[0]
        if path.startswith(FOLDERS) or (path.endswith(".md") and "/" not in path):
            near = (ROOT / name).parent / path
            assert near.exists() or list(ROOT.glob(path.rstrip("/"))), span


def test_images_are_used_and_small() -> None:
    used = {
        (ROOT / name).parent.joinpath(target).resolve()
        for name, text in DOCUMENTS.items()
        for target in LINK.findall(text)
        if "images/" in target
    }
    kept = {path.resolve() for path in IMAGES.iterdir()}
    assert kept == used
    assert all(path.stat().st_size <= IMAGE_BYTES for path in kept)


def test_nothing_points_to_one_machine() -> None:
    for name, text in DOCUMENTS.items():
        assert not re.search(r"/(home|root|work|tmp)/", text), name
