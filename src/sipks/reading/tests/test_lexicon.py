"""The tables agree with the taxonomy and with each other."""

from __future__ import annotations

from collections import defaultdict

import pytest

from sipks.reading.concepts import Concepts, groups
from sipks.reading.hints import with_facts
from sipks.reading.normalise import as_key
from sipks.reading.rules import Rules
from sipks.reading.tables import expand, table
from sipks.reading.taxonomy import CATEGORIES, FORMS, HATE_LABELS


def phrases(name: str) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for names, patterns, *_ in table(name, 2):
        for pattern in patterns.split(";"):
            for phrase in expand(pattern):
                found[phrase].update(names.split("+"))
    return found


@pytest.mark.parametrize("name", ["concepts", "impact", "times", "hate_words"])
def test_every_phrase_can_match(name: str) -> None:
    never = [one for one in phrases(name) if one != " ".join(as_key(one).split()) or not one]
    assert never == []


@pytest.mark.parametrize("name", ["impact", "times"])
def test_a_phrase_has_one_meaning(name: str) -> None:
    assert {one: names for one, names in phrases(name).items() if len(names) > 1} == {}


def test_sets_are_made_of_concepts() -> None:
    bits = Concepts.load().bits
    assert {one for members in groups().values() for one in members} <= set(bits)
    assert not set(groups()) & set(bits)


def test_every_category_and_form_has_rules() -> None:
    bits = with_facts(Concepts.load())
    assert set(Rules.load("categories", bits).bias) == {code for code in CATEGORIES if "-" in code}
    assert set(Rules.load("forms", bits).bias) == set(FORMS)


def test_every_label_of_hatred_has_rules() -> None:
    bits = Concepts.load("hate_words").bits
    assert set(Rules.load("hate", bits).bias) == set(HATE_LABELS)


@pytest.mark.parametrize("name", ["relevance", "categories", "forms", "hate"])
def test_scopes_are_known(name: str) -> None:
    assert {row[1] for row in table(name, 4)} <= {"dasar", "paling", "kalimat", "teks"}


@pytest.mark.parametrize("name", ["relevance", "categories", "forms", "hate"])
def test_no_rule_stands_twice(name: str) -> None:
    rules = [tuple(row[:3]) for row in table(name, 4)]
    assert sorted(rules) == sorted(set(rules))
