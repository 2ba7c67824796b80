"""What holds for any text whatever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipks.reading.normalise import prepare
from sipks.reading.tests.place_finder import finder

NAMES = "Kab. Desa Kota Bandung Serang serang Papua Bener Purworejo JAKARTA Jl. Wadas Malang Gaza"
OTHERS = "di , . - – ( ) # @ / #PilkadaJakarta Persib dan dari bentrok sukamaju \u200b \u00ad"
PIECES = st.sampled_from([*NAMES.split(" "), *OTHERS.split(" "), "\n"])


def _check(text: str) -> None:
    found = finder().find(prepare(text))
    assert [one.p for one in found.places] == sorted((one.p for one in found.places), reverse=True)
    for place in (*found.places, *([found.place] if found.place else [])):
        assert 0 <= place.start < place.end <= len(text)
        assert text[place.start : place.end].strip()
        assert 0 <= place.p <= 1
        assert len(place.code) in (0, 2, 5, 8, 13)
    assert found.place is None or found.place.code


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    _check(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from([" ", "", "\u200b", "  "]))
def test_any_order_of_names_is_survived(pieces: list[str], glue: str) -> None:
    _check(glue.join(pieces))


@pytest.mark.parametrize(
    "text",
    [
        "bandung " * 125_000,
        "Bandung," * 2_500,
        "Sukamaju dan " * 1_500,
        "#" * 20_000,
        "#a" * 10_000,
        "a" * 1_000_000,
        "\x00" * 1_000,
        "di " * 7_000,
        "Desa " * 4_000,
        "\u202eJakarta\u202c",
        "",
        " ",
        "\n",
    ],
)
def test_monsters_are_survived(text: str) -> None:
    _check(text)
