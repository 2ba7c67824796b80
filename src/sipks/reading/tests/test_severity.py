from __future__ import annotations

import pytest

from sipks.reading import FORMS, Figure, Impact, Scored
from sipks.reading.severity import severity

CALM = ("unjuk_rasa_damai", "kesepakatan_damai")


def one(code: str) -> list[Scored]:
    return [Scored(code, 0.9)]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_level(form: str) -> None:
    assert 0 <= severity(one(form), Impact(), relevant=True) <= 5


@pytest.mark.parametrize("form", CALM)
def test_figures_do_not_raise_what_is_peaceful(form: str) -> None:
    many = Impact(killed=Figure(9, 9, 9), displaced=Figure(5000, 5000, None))
    assert severity(one(form), many, relevant=True) <= 1


def test_an_assembly_that_stops_traffic_is_no_more_than_that() -> None:
    forms = [Scored("unjuk_rasa_damai", 0.9), Scored("blokade", 0.6)]
    assert severity(forms, Impact(), relevant=True) == 1


@pytest.mark.parametrize(
    ("impact", "level"),
    [
        (Impact(), 3),
        (Impact(injured=Figure(2, 2, 2)), 3),
        (Impact(injured=Figure(10, 10, None)), 4),
        (Impact(killed=Figure(1, 1, 1)), 4),
        (Impact(killed=Figure(5, 5, 5)), 5),
        (Impact(damaged=Figure(12, 12, 12)), 4),
        (Impact(displaced=Figure(900, 1000, None)), 5),
        (Impact(killed=Figure(0, 0, 0)), 3),
    ],
)
def test_harm_raises_it_by_the_rubric(impact: Impact, level: int) -> None:
    assert severity(one("bentrok_massa"), impact, relevant=True) == level


def test_what_is_not_relevant_has_none() -> None:
    assert severity(one("bentrok_massa"), Impact(killed=Figure(9, 9, 9)), relevant=False) == 0


def test_harm_without_a_known_form_still_counts() -> None:
    assert severity([], Impact(killed=Figure(1, 1, 1)), relevant=None) == 4
    assert severity([], Impact(), relevant=None) == 1
