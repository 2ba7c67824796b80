"""The register of processing and the page of terms say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

from sipks.privacy.retention.rules import RULES

from .retention_page import PAGE, page

DOCS = Path(__file__).resolve().parents[4] / "docs" / "privacy"
REGISTER = (DOCS / "register.md").read_text()
ACTIVITIES, WITHOUT = REGISTER.split("## Tables without personal data")
LABEL = re.compile(r"`([a-z]+\.[A-Z]\w+)`")
PARTS = ("Purpose", "Basis", "Subjects", "Data", "Recipients", "Retention", "Security", "Tables")


def test_every_table_stands_in_the_register_once() -> None:
    told = LABEL.findall(ACTIVITIES) + LABEL.findall(WITHOUT)
    there = [model._meta.label for model in apps.get_models(include_auto_created=True)]
    # Tests of other rooms may have tables of their own.
    ours = {label for label in there if not label.startswith("tests.")}
    assert sorted(ours - set(told)) == [], "say in docs/privacy/register.md what it holds and why"
    assert sorted(set(told) - ours) == []
    assert sorted({label for label in told if told.count(label) > 1}) == []


def test_a_table_without_an_entry_would_be_noticed() -> None:
    assert "intake.Item" in LABEL.findall(ACTIVITIES)
    assert "intake.Item" not in LABEL.findall(ACTIVITIES.replace("`intake.Item`", ""))


@pytest.mark.parametrize("activity", re.findall(r"^## (\d.*)$", ACTIVITIES, re.MULTILINE))
def test_each_activity_says_all_that_the_law_asks(activity: str) -> None:
    part = ACTIVITIES.split(f"## {activity}")[1].split("\n## ")[0]
    for name in PARTS:
        assert f"- **{name}**: " in part, name


def test_every_kind_of_retention_belongs_to_an_activity() -> None:
    lines = " ".join(re.findall(r"\*\*Retention\*\*:(.*?)\n- ", ACTIVITIES, re.DOTALL))
    told = re.findall(r"`(\w+)`", lines)
    assert sorted(told) == sorted(rule.kind for rule in RULES)


def test_the_page_of_terms_is_the_declaration() -> None:
    assert PAGE.read_text() == page(), "refresh it: python -m sipks.privacy.tests.retention_page"


def test_the_assessment_names_tests_that_exist() -> None:
    root = DOCS.parents[1]
    for name in re.findall(r"`((?:src|tests)/[\w/.]+\.py)`", (DOCS / "dpia.md").read_text()):
        assert (root / name).is_file(), name
