"""Each page of the statistics: its examples run, and print what the page says that they print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from .documents import ROOT

PAGES = sorted((ROOT / "docs" / "statistics").glob("*.md"))
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n(?:\n```\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)


def examples(page: Path) -> list[tuple[str, str]]:
    return EXAMPLE.findall(page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_of_a_page_run(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    space: dict[str, Any] = {}
    for number, (code, printed) in enumerate(examples(page), 1):
        exec(compile(code, f"{page.name}, example {number}", "exec"), space)
        said = capsys.readouterr().out
        if printed:
            assert [one.rstrip() for one in said.splitlines()] == [
                one.rstrip() for one in printed.splitlines()
            ]


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.stem != "README"], ids=lambda one: one.stem
)
def test_a_page_has_an_example_that_prints(page: Path) -> None:
    assert any(printed for _, printed in examples(page))


def test_the_first_page_leads_to_all() -> None:
    told = (ROOT / "docs" / "statistics" / "README.md").read_text()
    assert {one.name for one in PAGES} - {"README.md"} == set(re.findall(r"\]\((\w+\.md)\)", told))
