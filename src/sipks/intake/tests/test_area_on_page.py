from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from sipks.places.fields import AreaField
from sipks.places.models import Area

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("73.71", "73.71"),
        (" 73.71.01 ", "73.71.01"),
        ("73.71 · Kota Makassar", "73.71"),
        ("ID", "ID"),
        ("Sulawesi Selatan", "73"),
        ("kota makassar", "73.71"),
        ("Makassar", "73.71"),
        ("gowa", "73.06"),
        ("Mariso", "73.71.01"),
        ("mariso, kota makassar", "73.71.01"),
        ("NTT", "53"),
    ],
)
def test_a_place_is_known_by_code_name_or_other_name(
    typed: str, code: str, areas: dict[str, Area]
) -> None:
    assert AreaField().clean(typed) == areas[code]


@pytest.mark.parametrize("typed", ["99.99", "Negeri Antah Berantah", "'; drop table", "🦀"])
def test_what_is_not_known_is_refused_in_words(typed: str, areas: dict[str, Area]) -> None:
    with pytest.raises(ValidationError):
        AreaField().clean(typed)


def test_a_slip_of_the_pen_is_answered_with_what_may_be_meant(areas: dict[str, Area]) -> None:
    with pytest.raises(ValidationError, match=r"Mungkin maksud Anda: .*73\.06 \(Kabupaten Gowa"):
        AreaField().clean("Kabupaten Gowwa")


def test_what_may_be_empty_is_none(areas: dict[str, Area]) -> None:
    assert AreaField(required=False).clean("") is None


def test_it_is_shown_again_as_the_picker_writes_it(areas: dict[str, Area]) -> None:
    assert AreaField().prepare_value(areas["73.71"]) == "73.71 · Kota Makassar"


def test_a_code_that_no_longer_stands_is_not_taken(areas: dict[str, Area]) -> None:
    Area.objects.create(code="91.01", name="Lama", level="regency", valid_to="2022-01-01")
    with pytest.raises(ValidationError):
        AreaField().clean("91.01")
