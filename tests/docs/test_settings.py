"""docs/settings.md tells of every setting, and of no other."""

from __future__ import annotations

import re

from .documents import ROOT, documents

READ = re.compile(r"""(?:env\.\w+|plain\.\w+|kept_secret)\(\s*["']([A-Z_]+)["']""")
NAMED = re.compile(r"SIPKS_[A-Z_]*[A-Z]")
# The token of an example, and what the builder of the tables alone knows.
OTHER = {"SIPKS_TOKEN", "SIPKS_BUILD_CACHE"}


def in_code() -> set[str]:
    sources = (ROOT / "src").rglob("*.py")
    return {
        f"SIPKS_{name}"
        for path in sources
        if "tests" not in path.parts
        for name in READ.findall(path.read_text())
    }


def in_table() -> set[str]:
    text = (ROOT / "docs" / "settings.md").read_text()
    return set(re.findall(r"^\| `(SIPKS_[A-Z_]+)`", text, re.MULTILINE))


def test_the_table_has_every_setting_and_no_other() -> None:
    assert in_table() == in_code()


def test_documents_name_only_settings_that_exist() -> None:
    known = in_code()
    for name, text in documents().items():
        for found in set(NAMED.findall(text)) - OTHER:
            assert found.removesuffix("_FILE") in known, f"{name}: {found}"
